/** Reads regular expressions over bytes. */
@NullMarked
package dev.portmux.detection.automaton.regex;

import org.jspecify.annotations.NullMarked;
