/** The overlap proof: which routes of a table can never be chosen, take from each other, or delay each other. */
@NullMarked
package dev.portmux.detection.overlap;

import org.jspecify.annotations.NullMarked;
