@NullMarked
package dev.portmux.bench;

import org.jspecify.annotations.NullMarked;
