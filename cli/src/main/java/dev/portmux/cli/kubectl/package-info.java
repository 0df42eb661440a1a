/** {@code kubectl portmux}: its commands and its completion. Reads the cluster with the rights of the user and writes nothing. */
@NullMarked
package dev.portmux.cli.kubectl;

import org.jspecify.annotations.NullMarked;
