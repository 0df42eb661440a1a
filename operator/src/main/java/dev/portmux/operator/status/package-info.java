/** From a plan and what was observed to the conditions of a status. Pure. */
@NullMarked
package dev.portmux.operator.status;

import org.jspecify.annotations.NullMarked;
