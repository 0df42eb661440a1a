/** The program that the pod of {@code helm test} runs. It is in the operator's image and uses nothing of the operator. */
@NullMarked
package dev.portmux.operator.helmtest;

import org.jspecify.annotations.NullMarked;
