/** Which replica of the operator works, and that the others write nothing. */
@NullMarked
package dev.portmux.operator.election;

import org.jspecify.annotations.NullMarked;
