/** The catalogue: one small file a protocol, found by {@link java.util.ServiceLoader}. */
@NullMarked
package dev.portmux.detection.protocol;

import org.jspecify.annotations.NullMarked;
