# The operator itself: several replicas of it, an API server that refuses or goes away, and how it ends.

routes=("web protocol:http web 80" "bastion protocol:ssh bastion 22")
changed=("web protocol:http web2 80" "bastion protocol:ssh bastion 22")

setup() {
	all_backends
	install_chart replicaCount=2
	edge 1 "${routes[@]}"
	programmed
	await 5 "the Service" answers
	moment >"$SERVERS/operator-begin"
}

standby() { operator_pods | grep -vxF "$(leader)"; }
leads() { [[ $(leader) == "$1" ]]; }
another_leads() { [[ -n $(leader) && $(leader) != "$1" ]]; }
both_ready() { [[ $(in_system get deployment portmux -o jsonpath='{.status.readyReplicas} {.status.replicas}') == "2 2" ]]; }

# A change that the leader does not live to see through, and who leads then.
change_without() { # LEADER ROUTE...
	local old=$1 start
	shift
	edge 1 "$@"
	start=$(now_ms)
	"end_by_$how" "$old"
	await 40 "another leader than $old" another_leads "$old"
	echo "figure: the operator's leader ${how//_/ }: the next one leads after $(seconds_since "$start")"
	programmed
}

test_metrics_and_health() {
	local pod leaders=0
	await 90 "both replicas" both_ready
	only_ours() { [[ $(kubectl get portmuxes -A -o name | wc -l) == 1 ]]; }
	await 90 "end of the other topics' PortMuxes" only_ours
	knows_one() { [[ $(metric "$1" portmux_resources) == 1 ]]; }
	for pod in $(operator_pods); do
		expect "/healthz of $pod" "$(from_operator "$pod" healthz)" ok
		expect "/readyz of $pod" "$(from_operator "$pod" readyz)" ok
		await 10 "one PortMux in the metrics of $pod" knows_one "$pod"
		leaders=$((leaders + $(metric "$pod" portmux_operator_leader)))
	done
	expect "replicas that say they lead" "$leaders" 1
	pod=$(leader)
	expect "programmed" "$(metric "$pod" portmux_resources_programmed)" 1
	expect "sidecars" "$(metric "$pod" portmux_replicas)" 1
	(($(metric "$pod" reconciliations_success_total) > 0)) || fail "no reconciliation was counted"
	metric "$pod" reconciliations_failure_total
	metric "$pod" reconciliations_retries_total
	metric "$pod" reconciliations_execution_duration_seconds_count
}

test_tokens_are_projected_and_expire() {
	local namespace tokens
	for namespace in portmux-system "$ns"; do
		expect "pods in $namespace with a token of the kubelet's own accord" "$(kubectl -n "$namespace" get pods -o json |
			jq -r '.items[] | select(.spec.automountServiceAccountToken != false) | .metadata.name')" ""
		tokens=$(kubectl -n "$namespace" get pods -o json |
			jq -r '[.items[].spec.volumes[].projected.sources[]?.serviceAccountToken.expirationSeconds // empty] | unique | join(" ")')
		expect_match "seconds for which tokens in $namespace are good" "$tokens" '^360[07]$'
	done
}

test_standby_takes_over_from_a_deleted_leader() {
	how=deleted
	end_by_deleted() { in_system delete pod "$1" --wait=false; }
	change_without "$(leader)" "${changed[@]}"
	expect "http" "$(ask_http)" web2
}

# As when its node is lost: nobody gives the Lease up, and no container comes back under the same name.
test_standby_takes_over_from_a_killed_leader() {
	local old
	how=killed
	await 90 "both replicas" both_ready
	old=$(leader)
	end_by_killed() {
		kill -KILL "$(process_of "$1" portmux-system)"
		in_system delete pod "$1" --force --grace-period=0
	}
	change_without "$old" "${routes[@]}"
	expect "http" "$(ask_http)" web
}

# What had been sent before it froze is beyond recall, so nothing is under way: the change comes after.
test_frozen_leader_ends_when_it_wakes_up_and_writes_nothing() {
	local old process
	how=frozen
	await 90 "both replicas" both_ready
	old=$(leader)
	process=$(process_of "$old" portmux-system)
	kill -STOP "$process"
	end_by_frozen() { :; }
	cleanup="kill -CONT $process 2>/dev/null || :"
	change_without "$old" "${changed[@]}"
	kill -CONT "$process"
	ended() { ! kill -0 "$process"; }
	await 20 "end of the old leader" ended
	await 90 "both replicas" both_ready
	expect "http" "$(ask_http)" web2
}

test_there_was_one_leader_at_a_time() {
	local begin turns
	begin=$(<"$SERVERS/operator-begin")
	# Whoever has written, in order, each turn once; in those tests nobody leads twice.
	turns=$(requests "$begin" "$by_operator and $writes" |
		jq -rs 'sort_by(.requestReceivedTimestamp)[] | .user.extra["authentication.kubernetes.io/pod-name"][0]' | uniq)
	echo "$turns" >&2
	expect "replicas that wrote again after another had" "$(sort <<<"$turns" | uniq -d)" ""
	(($(wc -l <<<"$turns") >= 3)) || fail "fewer than three replicas wrote"
}

# Milliseconds from SIGTERM to the end.
time_to_end() { # PROCESS
	local process=$1 start
	start=$(now_ms)
	kill -TERM "$process"
	ended() { ! kill -0 "$process"; }
	await 25 "end of the operator's process" ended
	echo $(($(now_ms) - start))
}

test_ends_in_time() {
	local as_standby as_leader
	await 90 "both replicas" both_ready
	as_standby=$(time_to_end "$(process_of "$(standby)" portmux-system)")
	await 90 "both replicas" both_ready
	as_leader=$(time_to_end "$(process_of "$(leader)" portmux-system)")
	echo "figure: operator, SIGTERM to end: as leader $as_leader ms, as standby $as_standby ms"
	await 90 "both replicas" both_ready
}

test_refused_write_is_shown_and_retried() {
	local begin times
	edge 1 "${changed[@]}"
	programmed
	cleanup='kubectl delete validatingadmissionpolicy,validatingadmissionpolicybinding frozen --ignore-not-found'
	kubectl apply -f - <<-EOF
		apiVersion: admissionregistration.k8s.io/v1
		kind: ValidatingAdmissionPolicy
		metadata: {name: frozen}
		spec:
		  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}]}
		  validations: [{expression: "object.metadata.name != 'edge-routes'", message: no change before Monday}]
		---
		apiVersion: admissionregistration.k8s.io/v1
		kind: ValidatingAdmissionPolicyBinding
		metadata: {name: frozen}
		spec:
		  policyName: frozen
		  validationActions: [Deny]
		  matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $ns}}}
	EOF
	in_force() { ! k label --dry-run=server --overwrite configmap edge-routes tried="$EPOCHSECONDS"; }
	await 20 "the policy" in_force
	begin=$(moment)
	edge 1 "${routes[@]}"
	k wait --for=jsonpath='{.status.conditions[?(@.type=="Programmed")].reason}'=ApplyFailed --timeout=20s portmux/edge
	expect_match "Programmed" "$(k get portmux edge -o jsonpath='{.status.conditions[?(@.type=="Programmed")].message}')" \
		'no change before Monday'
	expect_match "Ready" "$(condition Ready)" '^False ApplyFailed'
	expect "http, by the routes from before" "$(ask_http)" web2

	refusals() {
		requests "$begin" "$by_operator and .objectRef.resource == \"configmaps\" and .responseStatus.code >= 400" |
			jq -r '.requestReceivedTimestamp | sub("\\.[0-9]+Z$"; "Z") as $whole | ($whole | fromdate) * 1000
				+ (capture("\\.(?<ms>[0-9]{3})").ms | tonumber)'
	}
	five() { (($(refusals | wc -l) >= 5)); }
	await 40 "five refusals" five
	times=$(refusals | head -n 5 | awk 'NR > 1 { print $1 - last } { last = $1 }')
	echo "figure: writes that are refused: tried again after $(paste -sd' ' <<<"$times") ms"
	# A busy machine makes them longer, nothing makes them shorter; the first may end with an event that starts anew.
	expect "intervals shorter than 1 s and half more each time" \
		"$(awk -v least=990 'NR > 1 { if ($1 < least) print $1 " (expected: " least ")"; least *= 1.5 }' <<<"$times")" ""
	(($(metric "$(leader)" reconciliations_retries_total) >= 4)) || fail "the metric counts fewer than 4 retries"

	expect_match "event" "$(k get events --field-selector=reason=ApplyFailed -o jsonpath='{.items[*].message}')" 'no change before Monday'

	eval "$cleanup"
	k wait --for=condition=Programmed --timeout=60s portmux/edge
	expect "http" "$(ask_http)" web
}

asks_http_for_ever() { # FILE: what was answered, one character a request
	while :; do
		if answers >/dev/null 2>&1; then printf .; else printf x; fi
		sleep 0.05
	done >"$1"
}

test_api_server_restarts() {
	local before operators away asking answered="$SERVERS/operator-answers"
	await 90 "both replicas" both_ready
	before=$(pods)
	operators=$(operator_restarts)
	asks_http_for_ever "$answered" &
	asking=$!
	cleanup="kill $asking"
	away=$(now_ms)
	"$here/cluster/cluster" restart apiserver 3
	away=$(($(now_ms) - away))
	edge 1 "${changed[@]}"
	programmed
	expect "http by the changed routes" "$(ask_http)" web2
	kill "$asking"
	cleanup=:
	expect_match "answers meanwhile" "$(<"$answered")" '^\.{20,}$'
	expect "restarts of sidecars" "$(pods)" "$before"
	# A leader that cannot renew its Lease for 10 s must end.
	((away > 8000)) || expect "restarts of the operator" "$(operator_restarts)" "$operators"
}

test_ends_and_starts_without_an_api_server() {
	local pod process before time
	pod=$(leader)
	process=$(process_of "$pod" portmux-system)
	restarts() { in_system get pod "$pod" -o jsonpath='{.status.containerStatuses[0].restartCount}'; }
	before=$(restarts)
	"$here/cluster/cluster" restart apiserver 8 &
	away() { ! timeout 2 kubectl get --raw /readyz; }
	await 5 "end of the API server" away
	time=$(time_to_end "$process")
	wait $!
	echo "figure: operator, SIGTERM to end while the API server is away: $time ms"
	# The kubelet tells it late, because there was nobody to tell.
	restarted() { (($(restarts) > before)); }
	await 90 "restart of $pod" restarted
	await 90 "both replicas" both_ready
	edge 1 "${routes[@]}"
	programmed
	expect "restarts of $pod" "$(restarts)" $((before + 1))
}

# The framework does not rely on its Lease being there: whoever deletes it costs an election, no more.
test_deleted_lease_comes_back() {
	local owner
	in_system delete lease portmux-operator
	await 60 "a leader" leads_now
	owned() { owner=$(in_system get lease portmux-operator -o jsonpath='{.metadata.ownerReferences[0].kind}') && [[ $owner == Deployment ]]; }
	await 60 "the Deployment as the owner of the Lease" owned
	await 90 "both replicas" both_ready
}

test_other_namespaces_are_left_alone() {
	local other=$ns-other begin
	cleanup="kubectl delete namespace $other --wait=false; install_chart"
	make_namespace "$other"
	install_chart "watchNamespaces={$ns}"
	# Those from before lose their rights while they end.
	one_is_left() { [[ $(in_system get pods -l app.kubernetes.io/component=operator -o name | wc -l) == 1 ]]; }
	await 60 "end of the operators from before" one_is_left
	begin=$(moment)
	expect "bindings to the whole cluster" "$(kubectl get clusterrolebinding portmux --ignore-not-found)" ""
	edge_yaml 1 "${routes[@]}" | kubectl -n "$other" apply -f -
	edge 1 "${changed[@]}"
	programmed
	expect "http" "$(ask_http)" web2
	expect "status of the other" "$(ns=$other condition Accepted)" "Unknown Pending"
	expect "objects of the other" "$(kubectl -n "$other" get deployments,services -o name)" ""
	expect "requests that the roles did not allow" "$(requests "$begin" "$by_operator and $forbidden")" ""

	install_chart
	kubectl -n "$other" wait --for=condition=Accepted --timeout=30s portmux/edge
}
