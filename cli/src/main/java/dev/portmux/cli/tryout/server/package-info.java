/** The servers of {@code portmux try} and the clients that check them. */
@NullMarked
package dev.portmux.cli.tryout.server;

import org.jspecify.annotations.NullMarked;
