/** What all commands share: exit codes, error messages, output formats, tables. */
@NullMarked
package dev.portmux.cli.output;

import org.jspecify.annotations.NullMarked;
