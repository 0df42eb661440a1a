/** Files that hold PortMux resources: read with the line of each value, judged by the schema of the definition. */
@NullMarked
package dev.portmux.cli.file;

import org.jspecify.annotations.NullMarked;
