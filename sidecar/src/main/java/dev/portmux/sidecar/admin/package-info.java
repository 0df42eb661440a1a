/** The admin endpoint: metrics, health, the table in force. */
@NullMarked
package dev.portmux.sidecar.admin;

import org.jspecify.annotations.NullMarked;
