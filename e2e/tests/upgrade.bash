# From the previous version to this one, with traffic. Without the previous version's commit no test here can run.

previous=$OUT/previous
[[ -d $previous ]] || skip "$(cat -- "$previous.missing")"
chart=$here/../helm/portmux
old_version=$(sed -n 's/^version: //p' "$previous/portmux/Chart.yaml")
new_version=$(sed -n 's/^version: //p' "$chart/Chart.yaml")

setup() {
	helm uninstall portmux -n portmux-system --wait
	kubectl delete crd portmuxes.portmux.dev --timeout=60s
	helm install portmux "$previous/portmux" -n portmux-system --wait --timeout 2m
	all_backends
	edge 1 "web protocol:http web 80" "bastion protocol:ssh bastion 22"
	# What the new operator requests for sidecars that say nothing (docs/design/operator.md): such sidecars restart once, these do not.
	k patch portmux edge --type=merge -p '{"spec": {"resources": {"requests": {"cpu": "25m", "memory": "80Mi"}}}}'
	# So with Service links, which the new operator turns off for all.
	await 30 "the Deployment" k get deployment edge
	k patch deployment edge --type=merge -p '{"spec": {"template": {"spec": {"enableServiceLinks": false}}}}'
	programmed
	k rollout status deployment/edge --timeout=60s
	await 5 "the Service" answers
	# Those from before the two patches are on their way out.
	one_is_left() { [[ $(k get pods -l app.kubernetes.io/instance=edge -o name | wc -l) == 1 ]]; }
	await 60 "the end of the other sidecars" one_is_left
	expect "image" "$(images)" "portmux.local/portmux-sidecar:$old_version"
}

images() { k get pods -l app.kubernetes.io/instance=edge --field-selector=status.phase=Running -o jsonpath='{.items[*].spec.containers[0].image}'; }
upgrade() { # FLAG...: without --reset-values Helm takes the flags of the time before when there are none
	helm upgrade portmux "$chart" -n portmux-system --reset-values --wait --timeout 2m "$@"
}
new_operator_leads() {
	local holder
	holder=$(kubectl -n portmux-system get lease portmux-operator -o jsonpath='{.spec.holderIdentity}')
	[[ $(kubectl -n portmux-system get pod "$holder" \
		-o jsonpath='{.metadata.deletionTimestamp} {.spec.containers[0].image}') == " "*":$new_version" ]]
}
change_is_made() { # SERVICE
	await 90 "the new operator as the leader" new_operator_leads
	edge 1 "web protocol:http $1 80" "bastion protocol:ssh bastion 22"
	k wait --for=condition=Programmed --timeout=60s portmux/edge
	expect "http after the change" "$(ask_http)" "$1"
}

# A new operator that says something else in the pod of a sidecar restarts all of them: then this test says so, and the change is
# either not needed or worth it, which docs/design/operator.md tells and this test is told.
test_operator_alone_restarts_no_sidecar() {
	local before
	before=$(pods)
	start_connections
	open_session
	upgrade --set "sidecarImage.tag=$old_version"
	change_is_made web2
	expect_session_lives "after the operator's upgrade"
	expect_no_connection_failed "upgrade of the operator alone"
	expect "pods, uids and restarts" "$(pods)" "$before"
}

test_definition_is_upgraded() {
	definition() { jq -S '[.spec, .metadata.labels["app.kubernetes.io/version"]]'; }
	diff <(kubectl get crd portmuxes.portmux.dev -o json | definition) \
		<(kubectl replace --dry-run=server -f "$here/../deploy/portmux-crds.yaml" -o json | definition)
}

test_sidecars_leave_one_after_another() {
	local drain deleted ended
	start_connections
	open_session
	upgrade
	new_image() { [[ $(k get deployment edge -o jsonpath='{.spec.template.spec.containers[0].image}') == *":$new_version" ]]; }
	await 90 "the new sidecar image" new_image
	k rollout status deployment/edge --timeout=90s
	expect_session_lives "while its sidecar leaves"
	read -r drain deleted <<<"$(k get pods -l app.kubernetes.io/instance=edge -o json | jq -r '
		.items[] | select(.metadata.deletionTimestamp) | "\(.spec.containers[0].env[] | select(.name == "PORTMUX_DRAIN").value)
			\((.metadata.deletionTimestamp | fromdate) - .metadata.deletionGracePeriodSeconds)"' | paste -sd' ')"
	change_is_made web
	expect_no_connection_failed "upgrade of the sidecars"
	ended=$(end_of_session)
	echo "figure: upgrade of the sidecars: an open ssh session went on for $((ended / 1000 - deleted)) s, drain limit $drain s"
	((ended / 1000 - deleted >= drain)) || fail "the session was ended before its drain limit"
	only_new_image() { [[ $(images) == "portmux.local/portmux-sidecar:$new_version" ]]; }
	await 30 "nothing but new sidecars" only_new_image
}

test_values_of_the_operator_restart_no_sidecar() {
	local before
	# The kubelet takes its time to remove a pod that has ended.
	one_pod() { [[ $(pods | wc -l) == 1 ]]; }
	await 60 "end of the old sidecar's pod" one_pod
	before=$(pods)
	open_session
	upgrade --set podAnnotations.restarted=yes --set resources.requests.cpu=60m
	change_is_made web2
	expect_session_lives "after the operator was restarted"
	expect "pods, uids and restarts" "$(pods)" "$before"
}

test_uninstall_leaves_definition_and_objects() {
	helm uninstall portmux -n portmux-system --wait
	k get portmux edge
	expect "http without an operator" "$(ask_http)" web2
	expect "what is left of the release" "$(kubectl -n portmux-system get -l app.kubernetes.io/component=operator -o name \
		deployments,services,serviceaccounts,roles,rolebindings,clusterroles,clusterrolebindings)" ""
}

test_uninstall_without_keep_leaves_nothing() {
	upgrade --install --set crds.keep=false
	helm uninstall portmux -n portmux-system --wait
	gone() { ! kubectl get crd portmuxes.portmux.dev && [[ -z $(k get pods,deployments -l app.kubernetes.io/instance=edge -o name) ]]; }
	await 90 "end of the definition and of everything of the PortMux" gone
	upgrade --install
}
