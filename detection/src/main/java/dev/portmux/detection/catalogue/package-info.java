/** The protocols that are known by name, and what each of them is made of: an envelope, a condition, their verdicts. */
@NullMarked
package dev.portmux.detection.catalogue;

import org.jspecify.annotations.NullMarked;
