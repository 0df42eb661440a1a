/** The chart, rendered and compared. */
@NullMarked
package dev.portmux.helm;

import org.jspecify.annotations.NullMarked;
