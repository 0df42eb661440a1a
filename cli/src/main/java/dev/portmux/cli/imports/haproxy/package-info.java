/** Reads HAProxy configurations. */
@NullMarked
package dev.portmux.cli.imports.haproxy;

import org.jspecify.annotations.NullMarked;
