/** Health and metrics of the operator, over HTTP. */
@NullMarked
package dev.portmux.operator.admin;

import org.jspecify.annotations.NullMarked;
