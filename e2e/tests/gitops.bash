# A git repository says what runs. Flux applies it, waits for it, and tells what was refused; the status means the same to Argo CD.

repository=http://git.flux-system.svc.cluster.local/shop.git
checkout=$SERVERS/shop
health=$here/../examples/gitops/argocd/portmux.dev/PortMux/health.lua
routes=("web protocol:http web 80" "bastion protocol:ssh bastion 22")
same_bytes=("one payload:[{offset:0,hex:['535348']}] cache 6379" "two payload:[{offset:0,hex:['535348']}] bastion 22")

setup() {
	all_backends
	git init --quiet --bare --initial-branch=main "$PORTMUX_CLUSTER_STATE/git/shop.git"
	git clone --quiet "$repository" "$checkout"
	mkdir -- "$checkout/shop"
	cp -r -- "$here/../deploy" "$checkout/portmux"
	helm uninstall portmux -n portmux-system --wait
	routes_file 2 "${routes[@]}"
	commit "install PortMux, and the routes of the shop"
	kubectl apply -f - <<-EOF
		apiVersion: source.toolkit.fluxcd.io/v1
		kind: GitRepository
		metadata: {name: shop, namespace: flux-system}
		spec: {url: $repository, ref: {branch: main}, interval: 2s}
		---
		apiVersion: kustomize.toolkit.fluxcd.io/v1
		kind: Kustomization
		metadata: {name: portmux, namespace: flux-system}
		spec:
		  sourceRef: {kind: GitRepository, name: shop}
		  path: portmux
		  interval: 1m
		  timeout: 2m
		  prune: true
		  wait: true
		---
		apiVersion: v1
		kind: ServiceAccount
		metadata: {name: deployer, namespace: $ns}
		---
		apiVersion: rbac.authorization.k8s.io/v1
		kind: RoleBinding
		metadata: {name: deployer, namespace: $ns}
		roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
		subjects: [{kind: ServiceAccount, name: deployer}]
		---
		apiVersion: kustomize.toolkit.fluxcd.io/v1
		kind: Kustomization
		metadata: {name: shop, namespace: $ns}
		spec:
		  dependsOn: [{name: portmux, namespace: flux-system}]
		  sourceRef: {kind: GitRepository, name: shop, namespace: flux-system}
		  serviceAccountName: deployer
		  path: shop
		  interval: 1m
		  retryInterval: 5s
		  timeout: 1m
		  prune: true
		  wait: true
	EOF
}

routes_file() { # REPLICAS ROUTE...
	edge_yaml "$@" | sed "s/name: edge/&, namespace: $ns/" >"$checkout/shop/edge.yaml"
}
in_git() { git -C "$checkout" -c user.name=shop -c user.email=shop@example.com "$@"; }
commit() { # MESSAGE
	in_git add --all
	in_git commit --quiet --message "$1"
	in_git push --quiet origin HEAD:main
}
revision() { echo "main@sha1:$(in_git rev-parse HEAD)"; }
healthy_at_head() { k wait kustomization/shop --for=jsonpath='{.status.lastAppliedRevision}'="$(revision)" --timeout=100s; }
undo() {
	in_git revert --no-edit HEAD
	in_git push --quiet origin HEAD:main
	healthy_at_head
}

# What the Kustomization says of the last commit, in one look: Flux tries again and again.
says_of_head() { # PATTERN: of reason and message
	local ready='.status.conditions[?(@.type=="Ready")]' said
	said=$(k get kustomization/shop -o jsonpath="{.status.lastAttemptedRevision} {$ready.status} {$ready.reason}: {$ready.message}")
	echo "$said"
	[[ $said =~ ^"$(revision) False "$1 ]]
}

test_git_brings_the_operator_and_the_routes() {
	kubectl -n flux-system wait kustomization/portmux --for=condition=Ready --timeout=150s
	healthy_at_head
	expect "who applied the operator" "$(kubectl -n portmux-system get deployment portmux \
		-o jsonpath='{.metadata.labels.kustomize\.toolkit\.fluxcd\.io/name}')" portmux
	expect_match "Programmed when the Kustomization is Ready" "$(condition Programmed)" '^True '
	await 5 "http" answers
}

test_ready_only_when_every_replica_has_the_routes() {
	local lagging other before old_table cut
	before=$(revision)
	read -r lagging other <<<"$(sidecars)"
	old_table=$(loaded_table "$lagging")
	# It lives and is ready, but hears nothing of a new table.
	cut=(OUTPUT --destination "$(k get pod "$lagging" -o jsonpath='{.status.podIP}')" --protocol tcp --sport 6443 --jump DROP)
	iptables --insert "${cut[@]}"
	cleanup="iptables --delete ${cut[*]}"
	routes_file 2 "web protocol:http web2 80" "${routes[1]}"
	commit "send http to web2"
	k wait kustomization/shop --for=jsonpath='{.status.lastAttemptedRevision}'="$(revision)" --timeout=60s
	has_new_table() { [[ $(loaded_table "$other") != "$old_table" ]]; }
	await 60 "the new table on the other replica" has_new_table
	k wait --for=condition=Programmed=False --timeout=30s portmux/edge
	sleep 5 # there is no event for "still not"; Flux looks every 2 s
	expect "table of $lagging" "$(loaded_table "$lagging")" "$old_table"
	expect_match "the Kustomization while $lagging lags" "$(condition Ready kustomization/shop)" '^Unknown Progressing'
	expect "the revision that is healthy" "$(k get kustomization/shop -o jsonpath='{.status.lastAppliedRevision}')" "$before"

	eval "$cleanup"
	cleanup=:
	healthy_at_head
	expect "table of $lagging" "$(loaded_table "$lagging")" "$(loaded_table "$other")"
	expect "http" "$(ask_http)" web2
	undo
	expect "http after the revert" "$(ask_http)" web
}

# Only the overlap proof sees it: the first route accepts everything that the second does.
test_unreachable_route_is_reported_and_traffic_goes_on() {
	routes_file 2 "${same_bytes[@]}"
	commit "two routes for the same bytes"
	await 60 "a failed Kustomization" says_of_head 'HealthCheckFailed: .*stalled resources.*PortMux/e2e-gitops/edge'
	expect "Accepted" "$(condition Accepted)" "False RouteUnreachable"
	expect "http" "$(ask_http)" web
	expect "ssh" "$(ask_ssh)" bastion
	undo
	expect "Accepted after the revert" "$(condition Accepted)" "True Accepted"
}

# The API server refuses it by the rules in the resource definition, before anything is applied.
test_invalid_object_is_reported_with_the_rule_and_nothing_is_applied() {
	local generation
	generation=$(k get portmux edge -o jsonpath='{.metadata.generation}')
	routes_file 2 "web protocol:http,regex:'^x' web 80"
	commit "two matches in one route"
	await 60 "a failed Kustomization" \
		says_of_head 'ReconciliationFailed: .*spec\.routes\[0\]\.match: Invalid value: .*at most one of protocol, http, '
	expect "generation of the PortMux" "$(k get portmux edge -o jsonpath='{.metadata.generation}')" "$generation"
	expect "http" "$(ask_http)" web
	undo
}

test_removed_file_is_pruned() {
	sed 's/name: edge/name: spare/' "$checkout/shop/edge.yaml" >"$checkout/shop/spare.yaml"
	commit "a second port"
	healthy_at_head
	k get portmux spare
	in_git rm --quiet shop/spare.yaml
	commit "no second port"
	healthy_at_head
	gone() { [[ -z $(k get portmuxes,deployments,services,configmaps,pods -o name | grep /spare) ]]; }
	await 60 "end of the PortMux and everything owned by it" gone
	expect "http" "$(ask_http)" web
}

# Every state that the object ever had, from its creation, as Flux and Argo CD judge it.
test_healthy_never_before_programmed() {
	local path version verdicts
	path=/apis/portmux.dev/v1alpha1/namespaces/$ns/portmuxes
	version=$(kubectl get --raw "$path" | jq -r .metadata.resourceVersion)
	watched() { edge_yaml 1 "$@" | sed 's/name: edge/name: watched/' | k apply -f -; }
	watched "${routes[@]}"
	k wait --for=condition=Programmed --timeout=60s portmux/watched
	watched "${same_bytes[@]}"
	k wait --for=condition=Stalled --timeout=60s portmux/watched
	watched "web protocol:http web2 80"
	k wait --for=condition=Programmed --timeout=60s portmux/watched
	k wait --for=condition=Ready --timeout=60s portmux/watched
	k annotate portmux watched portmux.dev/paused=true
	verdicts=$(kubectl get --raw "$path?watch=1&resourceVersion=$version&fieldSelector=metadata.name%3Dwatched&timeoutSeconds=2" |
		verdicts "$health")
	echo "$verdicts"

	expect "states in their order" "$(awk '{ print $2, $3 }' <<<"$verdicts" | uniq | paste -sd,)" \
		"InProgress Progressing,Current Healthy,InProgress Progressing,Failed Degraded,InProgress Progressing,Current Healthy,Current Suspended"
	expect "events that are Current before they are Programmed" \
		"$(awk '$2 == "Current" && $5 != "Programmed=True@" substr($4, 12)' <<<"$verdicts")" ""
	k delete portmux watched
}

test_removing_the_install_leaves_definition_objects_and_traffic() {
	kubectl -n flux-system delete kustomization portmux --timeout=60s
	kubectl wait --for=delete namespace/portmux-system --timeout=60s
	k get portmux edge
	expect "http without an operator" "$(ask_http)" web

	make_namespace portmux-system
	helm install portmux "$here/../helm/portmux" -n portmux-system --wait --timeout 2m # brings the roles of the shop's deployer
	k delete kustomization shop --timeout=60s
	expect "PortMuxes after their Kustomization" "$(k get portmuxes -o name)" ""
}
