/**
 * The PortMux API. The source of truth is {@code META-INF/fabric8/portmuxes.portmux.dev-v1.yml}; these types are its Java
 * form. Lists, maps and nested objects are never null: what is unset is empty. Scalars that may be unset are
 * {@code @Nullable}, because their absence must survive being written again.
 */
@NullMarked
package dev.portmux.crds;

import org.jspecify.annotations.NullMarked;
