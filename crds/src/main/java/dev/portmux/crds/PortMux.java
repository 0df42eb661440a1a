package dev.portmux.crds;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Serves many protocols on one port and sends each connection to the Service of its protocol. */
@Group("portmux.dev")
@Version("v1alpha1")
@Plural("portmuxes")
@ShortNames("pmux")
public class PortMux extends CustomResource<PortMuxSpec, PortMuxStatus> implements Namespaced {}
