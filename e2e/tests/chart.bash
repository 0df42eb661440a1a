# Installing, upgrading and removing the chart.

setup() {
	all_backends
	edge 1 "web protocol:http web 80"
	programmed
	await 5 "the Service" answers
}

test_objects_show_their_state_in_columns() {
	expect_match "kubectl get portmux" "$(k get portmux edge --no-headers)" '^edge +True +443 +1 +[0-9.]+ +[0-9]+s'
}

test_pods_run_under_the_restricted_standard() {
	local namespace
	for namespace in portmux-system "$ns"; do
		expect "enforced in $namespace" \
			"$(kubectl get namespace "$namespace" -o jsonpath='{.metadata.labels.pod-security\.kubernetes\.io/enforce}')" restricted
		expect "containers without a read-only root in $namespace" "$(kubectl -n "$namespace" get pods \
			-o jsonpath='{.items[*].spec.containers[?(@.securityContext.readOnlyRootFilesystem!=true)].name}')" ""
	done
}

test_typo_in_values_is_refused() {
	local output
	! output=$(helm upgrade portmux "$here/../helm/portmux" -n portmux-system --set image.tga=1 2>&1) || fail "accepted: $output"
	expect_match "message" "$output" "'tga' not allowed"
}

test_roles_are_aggregated() {
	k create rolebinding viewers --clusterrole=view --group=viewers
	k create rolebinding editors --clusterrole=edit --group=editors
	expect "may a viewer get" "$(k auth can-i get portmuxes --as=eve --as-group=viewers)" yes
	! k auth can-i create portmuxes --as=eve --as-group=viewers || fail "a viewer may create"
	expect "may an editor create" "$(k auth can-i create portmuxes --as=eve --as-group=editors)" yes
}

test_uninstall_leaves_definition_objects_and_traffic() {
	helm uninstall portmux -n portmux-system --wait
	kubectl wait --for=condition=Established crd/portmuxes.portmux.dev --timeout=5s
	k get portmux edge
	expect "http without an operator" "$(ask_http)" web

	helm install portmux "$here/../helm/portmux" -n portmux-system --wait --timeout 2m
	edge 1 "web protocol:http web2 80"
	programmed
	expect "http after installing again" "$(ask_http)" web2
}
