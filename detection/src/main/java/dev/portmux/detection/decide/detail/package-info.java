/** What routes ask of a protocol's first message beyond its envelope: host, path, server name, database. */
@NullMarked
package dev.portmux.detection.decide.detail;

import org.jspecify.annotations.NullMarked;
