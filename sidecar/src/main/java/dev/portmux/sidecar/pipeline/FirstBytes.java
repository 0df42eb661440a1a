package dev.portmux.sidecar.pipeline;

import java.nio.ByteBuffer;

/**
 * What detection read, and what it knows of the rest.
 *
 * @param bytes    to be sent to the backend unchanged; good until the next read on this loop
 * @param ended    nothing follows
 * @param ending   FIN was seen: the next short read is the end
 * @param readable there is more to read now
 */
record FirstBytes(ByteBuffer bytes, boolean ended, boolean ending, boolean readable) {}
