# What the operator owns: repaired when others change it, left alone when nothing changes, gone with the PortMux.

owned=configmaps,deployments,services,serviceaccounts,roles,rolebindings,poddisruptionbudgets

setup() {
	all_backends
	edge 2 "web protocol:http web 80" "bastion protocol:ssh bastion 22"
	programmed
	k rollout status deployment/edge --timeout=60s
	await 5 "the Service" answers
}

# kind/name, uid, generation and resourceVersion of everything owned by the PortMux, and of itself. Not the version of the budget,
# into whose status Kubernetes writes when it gets round to it.
inventory() {
	k get "portmuxes,$owned" -o json | jq -r '.items[] | select(.kind == "PortMux" or .metadata.ownerReferences)
		| [.kind + "/" + .metadata.name, .metadata.uid, .metadata.generation,
			if .kind == "PodDisruptionBudget" then "" else .metadata.resourceVersion end] | join(" ")' | sort
}

test_everything_has_an_owner_and_labels() {
	local kinds
	kinds=$(inventory | cut -d/ -f1 | paste -sd' ')
	expect "kinds" "$kinds" "ConfigMap Deployment PodDisruptionBudget PortMux Role RoleBinding Service ServiceAccount"
	expect "objects of this PortMux by label" \
		"$(k get "$owned" -l app.kubernetes.io/instance=edge,app.kubernetes.io/part-of=portmux -o name | wc -l)" 7
}

comes_back() { # KIND NAME
	local uid now
	uid=$(k get "$1" "$2" -o jsonpath='{.metadata.uid}')
	k delete "$1" "$2" --wait=false
	is_new() { now=$(k get "$1" "$2" -o jsonpath='{.metadata.uid}') && [[ $now != "$uid" ]]; }
	await 30 "a new $1 $2" is_new "$1" "$2"
}
test_deleted_service_comes_back() {
	comes_back service edge
	await 20 "http through the new Service" answers
}
test_deleted_configmap_comes_back() {
	comes_back configmap edge-routes
	programmed
	expect "http" "$(ask_http)" web
}
test_deleted_role_comes_back() { comes_back role edge; }
test_deleted_deployment_comes_back() {
	comes_back deployment edge
	k rollout status deployment/edge --timeout=60s
	await 20 "http through the new pods" answers
}

test_drift_is_repaired() {
	local image
	image=$(k get deployment edge -o jsonpath='{.spec.template.spec.containers[0].image}')
	k patch service edge --type=json -p '[{"op": "replace", "path": "/spec/ports/0/port", "value": 444}]'
	k patch configmap edge-routes --type=merge -p '{"data": {"routes.json": "{}"}}'
	k set image deployment/edge portmux=portmux.local/other:1
	repaired() {
		[[ $(k get service edge -o jsonpath='{.spec.ports[*].port}') == 443 &&
			$(k get configmap edge-routes -o jsonpath='{.data.routes\.json}') == *web* &&
			$(k get deployment edge -o jsonpath='{.spec.template.spec.containers[0].image}') == "$image" ]]
	}
	await 30 "Service, ConfigMap and Deployment as before" repaired
	k rollout status deployment/edge --timeout=60s
	programmed
	await 20 "http" answers
}

test_nothing_is_written_at_rest() {
	local before begin count i
	programmed
	before=$(inventory)
	begin=$(moment)
	# A new operator process reconciles everything from empty caches, and again with every event of a pod.
	restart_operator
	reconciled() { (($(metric "$(leader)" reconciliations_success_total) > count)); }
	for i in 1 2 3 4 5; do
		count=$(metric "$(leader)" reconciliations_success_total)
		k annotate --overwrite pods -l app.kubernetes.io/instance=edge touched="$i"
		await 20 "another reconciliation" reconciled
	done
	expect "what the operator left" "$(inventory)" "$before"
	# In this namespace: that of the topic before may still be on its way out, and its table follows its Services.
	expect "writes of operator and sidecars" \
		"$(requests "$begin" ".objectRef.namespace == \"$ns\" and ($by_operator or $by_sidecar) and $writes")" ""
}

test_deleting_the_portmux_leaves_nothing() {
	k delete portmux edge --timeout=30s
	gone() { [[ -z $(k get "$owned,pods" -l app.kubernetes.io/instance=edge -o name) ]]; }
	await 60 "end of everything owned" gone
	expect "the backends' Services" "$(k get services -o name | wc -l)" 8
}
