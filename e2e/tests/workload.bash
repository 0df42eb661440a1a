# How the sidecars run: their number, place, exposure and end, each as the PortMux says, and who else may have a say.

setup() {
	all_backends
	edge 2 "web protocol:http web 80" "bastion protocol:ssh bastion 22"
	programmed
	settled
	await 20 "the Service" answers
}

spec() { # JSON: merged into the spec
	k patch portmux edge --type=merge -p "{\"spec\": $1}"
}

settled() { # the newest pods are ready and the operator has seen it
	rendered() { [[ $(k get portmux edge -o jsonpath='{.status.observedGeneration}') == "$(k get portmux edge -o jsonpath='{.metadata.generation}')" ]]; }
	await 60 "the operator" rendered
	k rollout status deployment/edge --timeout=120s
	k wait --for=condition=Ready --timeout=60s portmux/edge
}

ending_pods() {
	k get pods -l app.kubernetes.io/instance=edge -o json | jq -r '.items[] | select(.metadata.deletionTimestamp) | .metadata.name'
}
none_ends() { [[ -z $(ending_pods) ]]; }

replicas_are() { # NUMBER
	[[ $(k get deployment edge -o jsonpath='{.spec.replicas} {.status.readyReplicas}') == "$1 $1" ]]
}
has_budget() { k get poddisruptionbudget edge; }
has_no_budget() { [[ -z $(k get poddisruptionbudget edge --ignore-not-found -o name) ]]; }

test_kubectl_scale_scales_and_the_budget_follows() {
	k scale portmux/edge --replicas=1
	await 60 "one replica" replicas_are 1
	await 20 "the end of the budget" has_no_budget
	k scale portmux/edge --replicas=3
	await 120 "three replicas" replicas_are 3
	await 20 "a budget" has_budget
	one_may_go() { [[ $(k get poddisruptionbudget edge -o jsonpath='{.status.disruptionsAllowed} {.status.expectedPods}') == "1 3" ]]; }
	await 60 "a budget of one pod" one_may_go
	is_scaled() { [[ $(kubectl get --raw "/apis/portmux.dev/v1alpha1/namespaces/$ns/portmuxes/edge/scale" | jq -r '"\(.spec.replicas) \(.status.replicas) \(.status.selector)"') == "3 3 app.kubernetes.io/instance=edge,app.kubernetes.io/name=portmux" ]]; }
	await 60 "the scale sub-resource" is_scaled
	k scale portmux/edge --replicas=2
	await 60 "two replicas" replicas_are 2
}

evict() { # POD
	kubectl create --raw "/api/v1/namespaces/$ns/pods/$1/eviction" -f - <<-EOF
		{"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "$1", "namespace": "$ns"}}
	EOF
}

test_one_sidecar_is_evicted_at_a_time() {
	local first second output
	one_of_two_may_go() { [[ $(k get poddisruptionbudget edge -o jsonpath='{.status.disruptionsAllowed} {.status.expectedPods}') == "1 2" ]]; }
	await 60 "a budget of one pod" one_of_two_may_go
	await 60 "end of the pods before" none_ends
	read -r first second <<<"$(sidecars)"
	evict "$first"
	! output=$(evict "$second" 2>&1) || fail "evicted too: $output"
	expect_match "message" "$output" "disruption budget"
	settled
}

autoscaler() { # API-VERSION KIND MIN MAX
	k apply -f - <<-EOF
		apiVersion: autoscaling/v2
		kind: HorizontalPodAutoscaler
		metadata: {name: edge}
		spec:
		  scaleTargetRef: {apiVersion: $1, kind: $2, name: edge}
		  minReplicas: $3
		  maxReplicas: $4
		  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
	EOF
}

# Without metrics an autoscaler still keeps to its bounds.
test_an_autoscaler_scales_the_portmux() {
	autoscaler portmux.dev/v1alpha1 PortMux 3 4
	await 120 "the least of the autoscaler" replicas_are 3
	expect "spec.replicas" "$(k get portmux edge -o jsonpath='{.spec.replicas}')" 3
	autoscaler portmux.dev/v1alpha1 PortMux 1 2
	await 120 "the most of the autoscaler" replicas_are 2
	k delete hpa edge
	spec '{"replicas": 2}'
}

test_unset_replicas_are_left_to_others() {
	spec '{"replicas": null}'
	await 60 "the default" replicas_are 1
	k scale deployment/edge --replicas=2
	await 60 "two replicas by kubectl scale deployment" replicas_are 2
	await 20 "a budget" has_budget
	spec '{"detection": {"timeout": "9s"}}'
	settled
	expect "replicas after a change of the spec" "$(k get deployment edge -o jsonpath='{.spec.replicas}')" 2

	autoscaler apps/v1 Deployment 3 4
	await 120 "the least of the autoscaler" replicas_are 3
	k delete hpa edge
	spec '{"replicas": 2, "detection": null}'
	await 60 "two replicas" replicas_are 2
}

test_pods_are_placed_as_the_spec_says() {
	local before
	kubectl apply -f - <<-EOF
		apiVersion: scheduling.k8s.io/v1
		kind: PriorityClass
		metadata: {name: e2e-edge}
		value: 1000
	EOF
	spec '{
		"resources": {"requests": {"cpu": "0.01", "memory": "64Mi"}, "limits": {"memory": "0.25Gi"}},
		"pod": {
			"labels": {"team": "access"}, "annotations": {"example.com/scrape": "true"}, "priorityClassName": "e2e-edge",
			"imagePullSecrets": [{"name": "registry"}], "nodeSelector": {"kubernetes.io/os": "linux"},
			"tolerations": [{"key": "edge", "operator": "Exists"}],
			"topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "DoNotSchedule"}],
			"affinity": {"podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [
				{"weight": 1, "podAffinityTerm": {"topologyKey": "kubernetes.io/hostname", "namespaceSelector": {}}}]}}}}'
	settled
	await 60 "end of the pods before" none_ends
	before=$(k get deployment edge -o jsonpath='{.metadata.generation}')
	expect "what the pods are" "$(k get pods -l app.kubernetes.io/instance=edge,team=access -o json | jq -c '[.items[] | [
		.metadata.annotations["example.com/scrape"], .spec.priority, .spec.imagePullSecrets[0].name, .spec.nodeSelector["kubernetes.io/os"],
		.spec.tolerations[0].key, .spec.topologySpreadConstraints[0].labelSelector.matchLabels["app.kubernetes.io/instance"],
		.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight]] | unique')" \
		'[["true",1000,"registry","linux","edge","edge",1]]'

	# Reconciling again is to find nothing to write, however the API server has written down what was applied.
	spec '{"detection": {"timeout": "9s"}}'
	programmed
	expect "generation of the Deployment" "$(k get deployment edge -o jsonpath='{.metadata.generation}')" "$before"
	spec '{"pod": null, "resources": null, "detection": null}'
	settled
	kubectl delete priorityclass e2e-edge
}

test_labels_of_users_do_not_replace_ours() {
	local output
	! output=$(spec '{"pod": {"labels": {"app.kubernetes.io/instance": "other"}}}' 2>&1) || fail "accepted: $output"
	expect_match "message" "$output" 'spec\.pod\.labels: .*app\.kubernetes\.io/name, instance, managed-by and part-of are set by the operator: choose other keys'
}

service() { k get service edge -o jsonpath="{.spec.$1}"; }

test_service_is_exposed_as_the_spec_says() {
	local output
	! output=$(spec '{"service": {"nodePort": 30443}}' 2>&1) || fail "accepted: $output"
	expect_match "message" "$output" 'spec\.service: .*nodePort needs type NodePort or LoadBalancer'

	spec '{"service": {"type": "NodePort", "nodePort": 30443, "externalTrafficPolicy": "Local"}}'
	is_exposed() { [[ $(service 'type') == NodePort && $(curl -sS -m 10 "http://$node_address:30443/") == web ]]; }
	await 30 "http through the port of the node" is_exposed
	expect "externalTrafficPolicy" "$(service externalTrafficPolicy)" Local

	spec '{"service": {"type": "LoadBalancer", "nodePort": null, "externalTrafficPolicy": null, "loadBalancerClass": "example.com/network"}}'
	has_class() { [[ $(service loadBalancerClass) == example.com/network ]]; }
	await 30 "the class of the load balancer" has_class
	expect "externalTrafficPolicy" "$(service externalTrafficPolicy)" Cluster
	expect_match "Ready without an address" "$(condition Ready)" '^False AddressNotAssigned'
	k patch service edge --subresource=status --type=merge -p '{"status": {"loadBalancer": {"ingress": [{"ip": "198.18.60.1", "ipMode": "VIP"}]}}}'
	k wait --for=condition=Ready --timeout=30s portmux/edge
	! output=$(spec '{"service": {"loadBalancerClass": "example.com/other"}}' 2>&1) || fail "accepted: $output"
	expect_match "message" "$output" 'loadBalancerClass cannot change while type is LoadBalancer'

	spec '{"service": null}'
	is_internal() { [[ $(service 'type') == ClusterIP && -z $(service 'ports[0].nodePort') ]]; }
	await 30 "a Service of the cluster alone" is_internal
	settled
}

test_the_service_has_one_port() {
	k patch service edge --type=json -p '[{"op": "add", "path": "/spec/ports/-", "value": {"name": "admin", "port": 9090, "protocol": "TCP"}}]'
	only_its_own() { [[ $(service 'ports[*].port') == 443 ]]; }
	await 30 "the port 443 alone" only_its_own
	await 20 "http" answers
}

failures() { # of reconciliations, as the operator counts them
	curl -sS -m 10 "http://$(kubectl -n portmux-system get pods -l app.kubernetes.io/name=portmux -o jsonpath='{.items[0].status.podIP}'):8080/metrics" |
		awk '/^reconciliations_failure_total/ { print int($2) }'
}

# The schema cannot know it: a request that is larger than its limit.
test_what_the_api_server_refuses_is_a_condition() {
	local before
	k rollout status deployment/edge --timeout=60s
	spec '{"resources": {"requests": {"memory": "2Gi"}, "limits": {"memory": "1Gi"}}}'
	k wait --for=condition=Programmed=False --timeout=30s portmux/edge
	apply_failed() { [[ $(condition Programmed) == "False ApplyFailed" ]]; }
	await 30 "ApplyFailed" apply_failed
	expect_match "message" "$(k get portmux edge -o jsonpath='{.status.conditions[?(@.type=="Programmed")].message}')" 'must be less than or equal to memory limit'
	expect "http" "$(ask_http)" web
	before=$(failures)
	sleep 10 # there is no event for "not too often"; the intervals grow from 1 s
	(($(failures) - before <= 8)) || fail "tried $(($(failures) - before)) times within 10 s"

	spec '{"resources": null}'
	settled
}

test_paused_means_hands_off() {
	local before
	owned() { k get configmaps,deployments,services,roles,rolebindings,serviceaccounts,poddisruptionbudgets -l app.kubernetes.io/instance=edge -o json | jq -c '[.items[] | [.kind, .metadata.uid, .metadata.generation]]'; }
	k annotate portmux edge portmux.dev/paused=true
	k wait --for=condition=Paused --timeout=30s portmux/edge
	k scale deployment/edge --replicas=1
	before=$(owned)
	edge 2 "web protocol:http web2 80" "bastion protocol:ssh bastion 22"
	k wait --for=condition=Paused --timeout=30s portmux/edge # for the new generation: the operator has seen it
	expect "owned objects" "$(owned)" "$before"
	expect "http" "$(ask_http)" web
	(($(k get portmux edge -o jsonpath='{.status.observedGeneration}') < $(k get portmux edge -o jsonpath='{.metadata.generation}'))) ||
		fail "the status claims to be about the new spec"

	k annotate portmux edge portmux.dev/paused-
	settled
	replicas_are 2 || fail "the number of replicas was not repaired"
	expect "http" "$(ask_http)" web2
	expect "Paused" "$(condition Paused)" " "
	edge 2 "web protocol:http web 80" "bastion protocol:ssh bastion 22"
	settled
}

ask_until_stopped() { # FILE ANSWER COMMAND: a line for each new connection
	local answer
	while [[ ! -e $load/stop ]]; do
		if answer=$("$3" 2>&1) && [[ $answer == "$2" ]]; then
			echo good
		else
			echo "$EPOCHREALTIME $3: $answer"
		fi
	done >"$load/$1"
}

test_rolling_update_loses_no_new_connection() {
	local round i
	load=$(mktemp -d)
	cleanup='touch "$load/stop"; wait; rm -rf "$load"'
	settled
	for i in 1 2 3; do ask_until_stopped "http$i" web ask_http & done
	ask_until_stopped ssh bastion ask_ssh &
	for round in '{"pod": {"annotations": {"round": "1"}}}' '{"replicas": 1, "resources": {"limits": {"memory": "200Mi"}}}'; do
		spec "$round"
		settled
		await 60 "end of the pods before" none_ends
	done
	touch "$load/stop"
	wait
	! grep -hv '^good$' "$load"/http* "$load/ssh" || fail "$(grep -hvc '^good$' <(cat "$load"/http* "$load/ssh")) of $(cat "$load"/http* "$load/ssh" | wc -l) new connections failed"
	echo "figure: $(cat "$load"/http* "$load/ssh" | wc -l) new connections during a rolling update of 2 replicas and one to 1 replica, 0 failed"
	spec '{"pod": null, "resources": null, "replicas": 2}'
	settled
}

test_rolling_update_keeps_sessions_until_the_drain_timeout() {
	local line session client limits earliest ended status=0
	spec '{"pod": {"drainTimeout": "30s"}}'
	settled
	await 60 "end of the pods before" none_ends
	coproc session { ssh "${ssh_options[@]}" "root@$address" 'echo $SERVER; exec cat' || true; }
	client=$session_PID
	read -r -t 20 line <&"${session[0]}"
	expect "server of the session" "$line" bastion

	spec '{"pod": {"annotations": {"round": "2"}}}'
	one_ends() { [[ -n $(ending_pods) ]]; }
	await 120 "a pod that ends" one_ends
	limits=$(k get pods -l app.kubernetes.io/instance=edge -o json | jq -r '.items[].metadata.deletionTimestamp | select(.)' | sort)
	echo "still here" >&"${session[1]}"
	read -r -t 20 line <&"${session[0]}"
	expect "the session while its pod ends" "$line" "still here"

	# The first pod gets 5 s to leave, 30 s to drain and 5 s to spare. What the kubelet writes down are whole seconds.
	earliest=$(($(date -d "${limits%%$'\n'*}" +%s) - 5 - 1))
	read -r -t 100 line <&"${session[0]}" || status=$?
	ended=$(date +%s)
	((status == 1)) || fail "the session neither lives nor ends: $status $line"
	((ended >= earliest)) || fail "the session ended $((earliest - ended)) s before the drain timeout"
	wait "$client" || true
	settled
	expect "a new ssh connection" "$(ask_ssh)" bastion
	spec '{"pod": null}'
	settled
}
