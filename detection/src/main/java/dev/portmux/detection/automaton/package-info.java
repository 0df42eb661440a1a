/**
 * Byte automata for prefixes: whether the bytes so far match, still may, or cannot any more.
 *
 * <p>An expression describes strings of bytes. Its automaton accepts a connection as soon as its first bytes are such a
 * string, whatever follows: what it accepts is a right ideal. So YES is one state that is never left, and so is NO.
 */
@NullMarked
package dev.portmux.detection.automaton;

import org.jspecify.annotations.NullMarked;
