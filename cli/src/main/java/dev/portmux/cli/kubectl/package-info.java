/** {@code kubectl portmux}: what is on a cluster, asked with the rights of whoever asks. It writes nothing. */
@NullMarked
package dev.portmux.cli.kubectl;

import org.jspecify.annotations.NullMarked;
