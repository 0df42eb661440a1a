# Whether status, events and exit codes tell the truth: why no sidecar runs, which routes lead nowhere, who is in charge.

chart=$here/../helm/portmux
PATH=$here/..:$PATH
routes=("web protocol:http web 80" "bastion protocol:ssh bastion 22")

setup() {
	all_backends
	install_chart
	edge 2 "${routes[@]}"
	programmed
	k rollout status deployment/edge --timeout=60s
	await 5 "the Service" answers
}

message() { k get "${2:-portmux/edge}" -o jsonpath="{.status.conditions[?(@.type==\"$1\")].message}"; }
message_is() { # TYPE PATTERN [OBJECT]
	local text
	text=$(message "$1" "${3:-portmux/edge}")
	[[ $text =~ $2 ]] || {
		echo "$1: $text"
		return 1
	}
}
status_code() {
	local code=0
	kubectl portmux status "$@" -n "$ns" >&2 || code=$?
	echo "$code"
}
all_is_well() { [[ $(condition Ready) == "True Ready" && $(status_code edge) == 0 ]]; }
reasons() { k get events.events.k8s.io -o json | jq -r --arg about "${1:-edge}" '.items[] | select(.regarding.name == $about and .regarding.kind == "PortMux") | .reason'; }

test_an_image_that_cannot_be_pulled_is_said_of_a_running_one() {
	cleanup=install_chart
	install_chart sidecarImage.tag=nope
	await 60 "the cause in Ready" message_is Ready '2 of 2 sidecars are ready; pod edge-.*: ErrImagePull: image .*:nope'
	expect "Ready" "$(condition Ready)" "False ErrImagePull"
	expect "Programmed" "$(condition Programmed)" "True Programmed"
	expect "http" "$(ask_http)" web
	expect "exit code" "$(status_code edge)" 1
	expect_match "screen" "$(kubectl portmux status edge -n "$ns" || :)" 'not ready   ErrImagePull: .*'
	expect_match "events" "$(reasons)" ErrImagePull
	install_chart
	await 60 "the end of it" all_is_well
}

test_a_quota_is_said_of_a_new_one() {
	cleanup='k delete quota none --ignore-not-found; k delete portmux small --ignore-not-found'
	k create quota none --hard=pods=0
	edge_yaml 1 "${routes[@]}" | sed 's/name: edge/name: small/' | k apply -f -
	await 30 "the cause" message_is Programmed 'no sidecar is ready; ReplicaFailure: FailedCreate: .*exceeded quota' portmux/small
	expect "exit code" "$(status_code small)" 1
	k delete quota none
	k wait --for=condition=Ready --timeout=90s portmux/small
}

test_a_route_without_endpoints_is_said() {
	endpoint_is() { k patch endpointslice web --type=json -p "[{\"op\": \"replace\", \"path\": \"/endpoints/0/conditions/ready\", \"value\": $1}]"; }
	cleanup='endpoint_is true'
	endpoint_is false
	await 10 "the condition" message_is BackendsUnavailable "route \"web\": Service $ns/web has no ready endpoints"
	expect "of the route" "$(route_condition web BackendsUnavailable)" "True NoReadyEndpoints"
	expect "Ready" "$(condition Ready)" "True Ready"
	expect "exit code" "$(status_code edge)" 1
	expect "metric" "$(metric "$(leader)" portmux_resources_backends_unavailable)" 1
	endpoint_is true
	await 10 "the end of it" all_is_well
	expect "the condition" "$(condition BackendsUnavailable)" " "
}

test_many_changes_are_one_event() {
	local i before
	# The first since the operator started begins a series.
	edge 2 "${routes[@]}" "more protocol:redis cache 6379"
	programmed
	before=$(reasons | grep -c '^Programmed$')
	for i in {1..10}; do
		edge 2 "web$i protocol:http web 80" "bastion protocol:ssh bastion 22"
		programmed
	done >/dev/null
	edge 2 "${routes[@]}"
	programmed
	sleep 10
	edge 2 "web0 protocol:http web 80" "bastion protocol:ssh bastion 22"
	programmed
	expect "new events Programmed" "$(($(reasons | grep -c '^Programmed$') - before))" 0
	in_series() { (($(k get events.events.k8s.io -o json | jq '[.items[] | select(.reason == "Programmed" and .regarding.name == "edge") | .series.count // 0] | max') >= 10)); }
	await 5 "the count of the series" in_series
	edge 2 "${routes[@]}"
	programmed
}

test_a_foreign_service_account_is_not_used() {
	cleanup='k delete portmux default --ignore-not-found'
	edge_yaml 1 "${routes[@]}" | sed 's/name: edge/name: default/' | k apply -f -
	await 20 "the refusal" message_is Programmed 'serviceaccounts "default" exists and is not owned by this PortMux' portmux/default
	expect "what uses it" "$(k get deployments,rolebindings -o name | grep default || :)" ""
	in_system logs "$(leader)" >"$SERVERS/operator.log"
	expect_match "log" "$(<"$SERVERS/operator.log")" 'PortMux .*serviceaccounts "default" exists'
	expect "stack traces in the log" "$(grep -c '^\s*at io.javaoperatorsdk' "$SERVERS/operator.log" || :)" 0
}

test_a_service_cannot_set_the_operators_variables() {
	cleanup='in_system delete service portmux-http --ignore-not-found'
	in_system create service clusterip portmux-http --tcp=80:80
	restart_operator
	expect "variables for Services" "$(k get pods -l app.kubernetes.io/instance=edge -o jsonpath='{.items[*].spec.enableServiceLinks}')" "false false"
}

second() { helm upgrade --install second "$chart" -n "$ns-second" --create-namespace --set crds.enabled=false --set sidecarImage.tag=other --wait --timeout 2m; }
operator() { k get portmux edge -o jsonpath='{.status.operator}'; }
operator_is() { [[ $(operator) == "$1" ]]; }

test_two_releases_do_not_fight() {
	local begin
	expect "in charge" "$(operator)" portmux-system/portmux
	begin=$(moment)
	second
	await 60 "the condition" message_is Contested "operator portmux-system/portmux is in charge; $ns-second/second-portmux serves this namespace too"
	expect_match "events" "$(reasons)" NotInCharge
	sleep 15 # what must not happen has no event
	expect "writes to Deployments" "$(requests "$begin" ".objectRef.namespace == \"$ns\" and .objectRef.resource == \"deployments\" and .user.username != \"system:serviceaccount:kube-system:deployment-controller\" and $writes and .objectRef.subresource == null" |
		jq -c '[.user.username, .verb, .objectRef.name]')" ""
	expect "in charge" "$(operator)" portmux-system/portmux
	expect_match "log" "$(kubectl -n "$ns-second" logs deployment/second-portmux)" "operator portmux-system/portmux is in charge; $ns-second/second-portmux leaves it alone"
}

test_another_takes_over_when_it_is_gone() {
	local start
	cleanup="helm uninstall second -n $ns-second --wait; kubectl delete namespace $ns-second --wait=false; install_chart"
	helm uninstall portmux -n portmux-system --wait
	kubectl -n "$ns-second" rollout restart deployment/second-portmux
	start=$(now_ms)
	await 150 "the second operator in charge" operator_is "$ns-second/second-portmux"
	echo "figure: another operator takes over after $(seconds_since "$start")"
}

test_the_first_one_gets_it_back() {
	await 120 "the first operator in charge" operator_is portmux-system/portmux
	await 60 "all well" all_is_well
	expect "http" "$(ask_http)" web
}
