@NullMarked
package dev.portmux.sidecar;

import org.jspecify.annotations.NullMarked;
