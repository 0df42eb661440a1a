/** JMH benchmarks; {@code bench/jmh} runs them. */
@NullMarked
package dev.portmux.bench;

import org.jspecify.annotations.NullMarked;
