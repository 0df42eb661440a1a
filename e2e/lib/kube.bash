# Short words for what the tests do with the cluster. $ns is the namespace of the topic.

k() { kubectl --namespace "$ns" "$@"; }

make_namespace() { # NAME
	kubectl apply -f - <<-EOF
		apiVersion: v1
		kind: Namespace
		metadata: {name: $1, labels: {pod-security.kubernetes.io/enforce: restricted}}
	EOF
}

backend() { # SERVICE PORT SERVER: a Service in front of a process on the node
	k apply -f - <<-EOF
		apiVersion: v1
		kind: Service
		metadata: {name: $1}
		spec: {ports: [{name: main, port: $2, protocol: TCP}]}
		---
		apiVersion: discovery.k8s.io/v1
		kind: EndpointSlice
		metadata: {name: $1, labels: {kubernetes.io/service-name: $1}}
		addressType: IPv4
		ports: [{name: main, port: ${server_port[$3]}, protocol: TCP}]
		endpoints: [{addresses: [$node_address], conditions: {ready: true}}]
	EOF
}

all_backends() {
	local name
	for name in "${!server_port[@]}"; do backend "$name" "${service_port[$name]}" "$name"; done >/dev/null
}

# Applies the PortMux "edge" with these routes, each as "NAME MATCH SERVICE PORT"; a service in another namespace is
# "NAME,namespace:NAMESPACE".
edge() { # REPLICAS ROUTE...
	edge_yaml "$@" | k apply -f -
}
edge_yaml() {
	local route name match service port
	printf '%s\n' "apiVersion: portmux.dev/v1alpha1" "kind: PortMux" "metadata: {name: edge}" \
		"spec:" "  port: 443" "  replicas: $1" "  routes:"
	shift
	for route in "$@"; do
		read -r name match service port <<<"$route"
		printf '    - {name: %s, match: {%s}, backendRef: {name: %s, port: %s}}\n' "$name" "${match//:/: }" "${service//:/: }" "$port"
	done
}

programmed() { # of the present generation
	k wait --for=condition=Programmed --timeout=30s portmux/edge
}

condition() { # TYPE [OBJECT]: its status and reason
	k get "${2:-portmux/edge}" -o jsonpath="{.status.conditions[?(@.type==\"$1\")].status} {.status.conditions[?(@.type==\"$1\")].reason}"
}

route_condition() { # ROUTE TYPE: its status and reason
	local route=".status.routes[?(@.name==\"$1\")].conditions[?(@.type==\"$2\")]"
	k get portmux/edge -o jsonpath="{${route}.status} {${route}.reason}"
}

sidecars() { # their pods' names
	k get pods -l app.kubernetes.io/instance=edge --field-selector=status.phase=Running -o jsonpath='{.items[*].metadata.name}'
}

# Pod names, uids and restart counts: what a routing change must not touch.
pods() {
	k get pods -l app.kubernetes.io/instance=edge \
		-o jsonpath='{range .items[*]}{.metadata.name} {.metadata.uid} {.status.containerStatuses[0].restartCount}{"\n"}{end}'
}

loaded_table() { # POD: hash of the routing table that it serves
	curl -sS -m 5 "http://$(k get pod "$1" -o jsonpath='{.status.podIP}'):9090/routes" | jq -r .hash
}

process_of() { # POD [NAMESPACE]: the number of its first container's process
	local id
	id=$(kubectl -n "${2:-$ns}" get pod "$1" -o jsonpath='{.status.containerStatuses[0].containerID}')
	ctr tasks ls | awk -v id="${id#*://}" '$1 == id { print $2 }'
}
