/** What the importers read: listeners, rules and their criteria, independent of the proxy. */
@NullMarked
package dev.portmux.cli.imports.source;

import org.jspecify.annotations.NullMarked;
