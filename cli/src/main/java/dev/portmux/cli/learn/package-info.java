/**
 * {@code portmux learn}: what clients of an unknown protocol send first, from captures.
 *
 * <p>The file formats and the headers down to TCP are read here: no library on Maven Central reads pcapng without native
 * code (pkts reads pcap only, pcap4j asks libpcap and needs JNA even for its header classes), and what is needed of them is small.
 */
@NullMarked
package dev.portmux.cli.learn;

import org.jspecify.annotations.NullMarked;
