# Installing, upgrading and removing the chart.

chart=$here/../helm/portmux deploy=$here/../deploy
version=$(sed -n 's/^version: //p' "$chart/Chart.yaml")

install() { helm upgrade --install portmux "$chart" -n portmux-system --reset-values --wait --timeout 2m; }

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
	! output=$(helm upgrade portmux "$chart" -n portmux-system --set image.tga=1 2>&1) || fail "accepted: $output"
	expect_match "message" "$output" "'tga' not allowed"
}

test_roles_are_aggregated() {
	k create rolebinding viewers --clusterrole=view --group=viewers
	k create rolebinding editors --clusterrole=edit --group=editors
	expect "may a viewer get" "$(k auth can-i get portmuxes --as=eve --as-group=viewers)" yes
	! k auth can-i create portmuxes --as=eve --as-group=viewers || fail "a viewer may create"
	expect "may an editor create" "$(k auth can-i create portmuxes --as=eve --as-group=editors)" yes
	k create rolebinding admins --clusterrole=admin --group=admins
	expect "may an administrator delete" "$(k auth can-i delete portmuxes --as=eve --as-group=admins)" yes
	! k auth can-i patch portmuxes --subresource=status --as=eve --as-group=admins || fail "an administrator of a namespace may write what the operator reports"
}

test_helm_test() {
	expect_match "what the test says" "$(helm test portmux -n portmux-system --timeout 3m 2>&1)" "portmux-test.portmux-system.svc:80/readyz"
	gone() { ! kubectl -n portmux-system get portmuxes,deployments,pods -o name | grep test; }
	await 60 "end of what was tested" gone
}

test_two_operators() {
	helm upgrade portmux "$chart" -n portmux-system --wait --timeout 2m --set replicaCount=2
	cleanup="helm upgrade portmux $chart -n portmux-system --reset-values"
	expect "ready operators" "$(kubectl -n portmux-system get deployment portmux -o jsonpath='{.status.readyReplicas}')" 2
	expect "operators that a drained node may take" \
		"$(kubectl -n portmux-system get pdb portmux -o jsonpath='{.status.disruptionsAllowed}')" 1
	edge 1 "web protocol:http web2 80"
	# One of the two leads when the lease of the pod before them has ended.
	k wait --for=condition=Programmed --timeout=90s portmux/edge
	expect "http" "$(ask_http)" web2
}

test_uninstall_leaves_definition_objects_and_traffic() {
	local before
	before=$(ask_http)
	helm uninstall portmux -n portmux-system --wait
	kubectl wait --for=condition=Established crd/portmuxes.portmux.dev --timeout=5s
	k get portmux edge
	expect "http without an operator" "$(ask_http)" "$before"
	nothing_left() { [[ -z $(kubectl -n portmux-system get leases,pods,deployments,roles -o name) ]]; }
	await 60 "end of the operator, with its Lease" nothing_left

	helm install portmux "$chart" -n portmux-system --wait --timeout 2m
	edge 1 "web protocol:http web2 80"
	programmed
	expect "http after installing again" "$(ask_http)" web2
}

# The last two leave Helm's way and come back to it.
without_helm() {
	helm uninstall portmux -n portmux-system --wait --ignore-not-found
	cleanup=install
}

test_files_install_the_same() {
	without_helm
	kubectl apply --server-side -f "$deploy/portmux-crds.yaml"
	kubectl apply --server-side -f "$deploy/install.yaml"
	cleanup="kubectl delete -f $deploy/install.yaml --dry-run=client -o name | grep -v '^\(namespace\|customresource\)' |
		xargs kubectl -n portmux-system delete; $cleanup"
	kubectl -n portmux-system rollout status deployment/portmux --timeout=120s
	edge 1 "web protocol:http web 80"
	programmed
	expect "http" "$(ask_http)" web
}

test_kustomize_example() {
	local overlay=$here/../examples/kustomize/production image
	without_helm
	for image in "portmux-operator:$version" "portmux-sidecar:$version"; do
		retag "portmux.local/$image" "registry.example.com/edge/$image"
	done
	kustomize build "$overlay" | kubectl apply --server-side -f -
	cleanup="kustomize build $overlay | kubectl delete --wait -f -; $cleanup"
	kubectl -n edge-system rollout status deployment/portmux --timeout=120s
	expect "operators" "$(kubectl -n edge-system get deployment portmux -o jsonpath='{.status.readyReplicas}')" 2
	in_charge() { [[ $(k get portmux edge -o jsonpath='{.status.operator}') == edge-system/portmux ]]; }
	await 120 "the operator that took over from the one that is gone" in_charge
	edge 1 "web protocol:http web2 80"
	programmed
	k rollout status deployment/edge --timeout=90s
	await 20 "http through the image of the overlay's registry" web2_answers
	expect_match "image" "$(k get deployment edge -o jsonpath='{.spec.template.spec.containers[0].image}')" '^registry.example.com/edge/'
}
web2_answers() { [[ $(ask_http) == web2 ]]; }

# Another name for an image of the node, as if a registry had it.
retag() { # IMAGE NEW-NAME
	ctr images tag --force "$1" "$2"
	known() { [[ -n $(ctr images ls -q "name==$1,labels.\"io.cri-containerd.image\"==managed") ]]; }
	await 10 "the new name to be known to kubelet" known "$2"
}
