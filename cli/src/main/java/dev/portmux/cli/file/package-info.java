/** Files with PortMux resources: read with the line of each value, and validated by the schema of the definition. */
@NullMarked
package dev.portmux.cli.file;

import org.jspecify.annotations.NullMarked;
