package dev.portmux.cli.capture;

import java.nio.ByteBuffer;

/**
 * One captured frame.
 *
 * @param nanos    since the epoch
 * @param linkType a number of the tcpdump group's list of link-layer header types
 * @param data     what was captured of it, from position 0; big-endian
 */
public record Frame(long nanos, int linkType, ByteBuffer data) {}
