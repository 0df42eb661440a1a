/** One PortMux at a time: plan it, have its objects rendered, write its status, record what has changed. */
@NullMarked
package dev.portmux.operator.reconcile;

import org.jspecify.annotations.NullMarked;
