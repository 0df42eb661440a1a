/**
 * Capture files (pcap, pcapng) and the TCP connections in them.
 *
 * <p>The formats and the headers down to TCP are read here because no library on Maven Central reads pcapng without native
 * code: pkts reads pcap only, pcap4j calls libpcap and needs JNA even for its header classes.
 */
@NullMarked
package dev.portmux.cli.capture;

import org.jspecify.annotations.NullMarked;
