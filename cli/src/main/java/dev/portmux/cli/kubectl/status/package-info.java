/** {@code kubectl portmux status}: routes, backends, replicas and connections. */
@NullMarked
package dev.portmux.cli.kubectl.status;

import org.jspecify.annotations.NullMarked;
