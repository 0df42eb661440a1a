/** What backend references lead to: the rules for them, and the Services and endpoints of a cluster. */
@NullMarked
package dev.portmux.planning.reference;

import org.jspecify.annotations.NullMarked;
