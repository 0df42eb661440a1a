# What routes refer to: Services of every kind, in other namespaces only by grant, and what comes, goes or changes later.

routes=("web protocol:http web 80" "bastion protocol:ssh bastion 22")

setup() {
	kubectl apply -f "$REFERENCE_GRANTS"
	kubectl wait --for=condition=Established crd/referencegrants.gateway.networking.k8s.io --timeout=30s
	all_backends
	edge 1 "${routes[@]}"
	programmed
	await 5 "the Service" answers
}

resolved() { # ROUTE PATTERN
	is_resolved() { [[ $(route_condition "$1" ResolvedRefs) =~ $2 ]]; }
	await 30 "route $1 ResolvedRefs $2" is_resolved "$1" "$2"
}
http_says() { [[ $(ask_http) == "$1" ]]; }

test_port_by_name() {
	edge 1 "web protocol:http web2 main" "bastion protocol:ssh bastion main"
	programmed
	expect "http" "$(ask_http)" web2
	expect "ssh" "$(ask_ssh)" bastion
}

test_port_renamed() {
	edge 1 "web protocol:http web main" "bastion protocol:ssh bastion 22"
	programmed
	k patch service web --type=json -p '[{"op": "replace", "path": "/spec/ports/0/name", "value": "other"}]'
	resolved web '^False BackendNotFound'
	expect "ssh meanwhile" "$(ask_ssh)" bastion
	edge 1 "web protocol:http web other" "bastion protocol:ssh bastion 22"
	resolved web '^True '
	programmed
	all_backends
}

test_headless_service_is_its_ready_endpoints() {
	k delete service web --ignore-not-found
	k apply -f - <<-EOT
		apiVersion: v1
		kind: Service
		metadata: {name: web}
		spec: {clusterIP: None, ports: [{name: main, port: 80, protocol: TCP}]}
	EOT
	edge 1 "${routes[@]}"
	await 30 "http through the endpoint" http_says web

	k patch endpointslice web --type=merge -p "{\"endpoints\": [{\"addresses\": [\"$node_address\"], \"conditions\": {\"ready\": false}}]}"
	no_answer() { ! ask_http; }
	await 30 "no answer without a ready endpoint" no_answer
	expect_match "the route" "$(route_condition web ResolvedRefs)" '^True '
	expect "ssh meanwhile" "$(ask_ssh)" bastion

	k patch endpointslice web --type=merge -p "{\"endpoints\": [{\"addresses\": [\"$node_address\"], \"conditions\": {\"ready\": true}}]}"
	await 30 "http once the endpoint is ready" http_says web
	k delete service web
	all_backends
	edge 1 "${routes[@]}"
	await 30 "http through the cluster IP again" http_says web
}

test_external_name_is_refused() {
	k apply -f - <<-EOT
		apiVersion: v1
		kind: Service
		metadata: {name: outside}
		spec: {type: ExternalName, externalName: kubernetes.default.svc, ports: [{port: 443, protocol: TCP}]}
	EOT
	edge 1 "${routes[@]}" "out protocol:redis outside 443"
	resolved out '^False InvalidKind'
	expect "http meanwhile" "$(ask_http)" web
}

test_service_that_appears_later() {
	k delete service late --ignore-not-found
	edge 1 "${routes[@]}" "late protocol:redis late 6379"
	resolved late '^False BackendNotFound'
	backend late 6379 cache
	resolved late '^True '
	programmed
	redis_answers() { [[ $(ask_redis) == cache ]]; }
	await 10 "redis" redis_answers
}

grant() { # FROM-NAMESPACE
	kubectl -n e2e-references-data apply -f - <<-EOT
		apiVersion: gateway.networking.k8s.io/v1beta1
		kind: ReferenceGrant
		metadata: {name: edge}
		spec:
		  from: [{group: portmux.dev, kind: PortMux, namespace: $1}]
		  to: [{group: "", kind: Service, name: cache}]
	EOT
}

test_other_namespace_only_while_its_grant_is_there() {
	make_namespace e2e-references-data
	cleanup="kubectl delete namespace e2e-references-data --wait=false"
	(ns=e2e-references-data && all_backends)
	edge 1 "${routes[@]}" "cache protocol:redis cache,namespace:e2e-references-data 6379"
	resolved cache '^False RefNotPermitted'
	expect "http meanwhile" "$(ask_http)" web
	! ask_redis || fail "redis was answered without a grant"

	grant e2e-elsewhere
	grant "$ns"
	resolved cache '^True '
	programmed
	redis_answers() { [[ $(ask_redis) == cache ]]; }
	await 10 "redis with the grant" redis_answers

	kubectl -n e2e-references-data delete referencegrant edge
	resolved cache '^False RefNotPermitted'
	programmed
	! ask_redis || fail "redis was answered after the grant was revoked"
	expect "http meanwhile" "$(ask_http)" web
}

test_events_tell_what_happened() {
	edge 1 "${routes[@]}" "lost protocol:redis nowhere 6379"
	resolved lost '^False BackendNotFound'
	tells() { [[ $(k describe portmux edge) =~ Warning\ +BackendNotFound.*nowhere\ does\ not\ exist ]]; }
	await 10 "kubectl describe with the event" tells
	expect_match "kubectl describe" "$(k describe portmux edge)" 'Normal +Programmed .*portmux\.dev/operator'
}
