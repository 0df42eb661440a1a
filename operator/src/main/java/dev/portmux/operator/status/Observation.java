package dev.portmux.operator.status;

import dev.portmux.operator.watch.Replica;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;

/**
 * What is there, after the dependents have run.
 *
 * @param replicas the ready ones
 * @param failure  why an owned object could not be written
 */
public record Observation(
        Optional<Service> service, Optional<Deployment> deployment, List<Replica> replicas, Optional<String> failure) {}
