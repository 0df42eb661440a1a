# kubectl portmux, as a program on PATH that kubectl finds, with the rights that its users have.

PATH=$here/..:$PATH
routes=("web protocol:http web 80" "bastion protocol:ssh bastion 22" "cache protocol:redis cache 6379")

setup() {
	all_backends
	edge 2 "${routes[@]}"
	programmed
	k rollout status deployment/edge --timeout=60s
	await 5 "the Service" answers
}

status() { kubectl portmux status edge -n "$ns" "$@"; }
route() { # NAME FIELD
	status -o json | jq -r --arg name "$1" --arg field "$2" '.routes[] | select(.name == $name) | .[$field]'
}
route_is() { # NAME FIELD VALUE
	local value
	value=$(route "$1" "$2")
	[[ $value == "$3" ]] || {
		echo "$1 $2: $value"
		return 1
	}
}
refused_with() { # WHAT PATTERN CMD...: exit code 2 and one line
	local code=0 output what=$1 pattern=$2
	shift 2
	output=$("$@" 2>&1 >/dev/null) || code=$?
	expect "exit code of $what" "$code" 2
	expect_match "$what" "$output" "^kubectl portmux: $pattern$"
}

test_one_screen() {
	local screen pod start
	status >/dev/null # the first one keeps its classes for the next
	start=$(now_ms)
	screen=$(status)
	echo "figure: kubectl portmux status takes $(($(now_ms) - start)) ms"
	echo "$screen"
	expect_match "header" "$screen" "^PortMux $ns/edge   port 443 at [0-9.]+   generation [0-9]+ programmed on 2 of 2 replicas \([0-9a-f]{8}\)"
	expect_match "route" "$screen" $'\nweb +http +web:80 +ok +[0-9]+ +[0-9]+\n'
	for pod in $(sidecars); do
		expect_match "replica" "$screen" "$pod +yes +[0-9a-f]{8} "
	done
	expect "table of the screen" "$(status -o json | jq -r .table)" "$(k get portmux edge -o jsonpath='{.status.table}')"
	expect_match "all of the cluster" "$(kubectl portmux status -A)" "$ns +edge +True +443 "
}

test_numbers_move_with_traffic() {
	local before line session typing
	before=$(route web total)
	for _ in 1 2 3 4 5; do expect "http" "$(ask_http)" web; done
	await 30 "five more connections of web" route_is web total $((before + 5))
	coproc session { ssh "${ssh_options[@]}" "root@$address" 'echo $SERVER; exec cat'; }
	read -r -t 10 line <&"${session[0]}"
	await 30 "an open connection of bastion" route_is bastion open 1
	typing=${session[1]}
	exec {typing}>&- # the session ends with its input
	await 30 "no open connection of bastion" route_is bastion open 0
}

test_tap_shows_connections_of_all_replicas() {
	local shown tap replicas end=$((SECONDS + 90))
	shown=$(mktemp)
	kubectl portmux tap edge -n "$ns" --route web -o json >"$shown" &
	tap=$!
	cleanup="kill $tap; rm -f -- '$shown'"
	replicas=$(sidecars | tr ' ' '\n' | sort)
	# Nothing says when a replica is reached, so clients come until all have shown one.
	until [[ $(jq -r .pod "$shown" | sort -u) == "$replicas" ]]; do
		((SECONDS < end)) || fail "lines of all of ${replicas//$'\n'/ }: $(cat -- "$shown")"
		expect "http" "$(ask_http)" web
	done
	expect "events" "$(jq -r .event "$shown" | sort -u | xargs)" "decided ended"
	expect "routes" "$(jq -r .route "$shown" | sort -u)" web
	refused_with "a filter" 'source: "here" .*' kubectl portmux tap edge -n "$ns" --source here
}

test_a_frozen_replica_is_shown() {
	local frozen process screen code=0
	read -r frozen _ <<<"$(sidecars)"
	process=$(process_of "$frozen")
	kill -STOP "$process"
	cleanup="kill -CONT $process"
	screen=$(status) || code=$?
	echo "$screen"
	expect_match "the frozen replica" "$screen" "$frozen +(yes|no) +- +- +[0-9]+[smhd] +no answer within 3 s"
	# The kubelet takes it out of the ready ones after a while.
	[[ ! $screen =~ $frozen\ +yes ]] || expect "exit code" "$code" 1
}

test_a_missing_backend_is_shown() {
	edge 2 "${routes[@]}" "lost protocol:mysql nowhere 3306" "empty protocol:tls empty 443"
	backend empty 443 web
	k patch endpointslice empty --type=json -p '[{"op": "replace", "path": "/endpoints/0/conditions/ready", "value": false}]'
	k wait --for=condition=ResolvedRefs=False --timeout=30s portmux/edge
	expect_match "state" "$(route lost state)" '^backend not found$'
	await 30 "the state of empty" route_is empty state "no ready endpoints"
	local output
	! output=$(kubectl portmux check edge -n "$ns") || fail "no error: $output"
	expect_match "check" "$output" "ERROR  spec\.routes\[3\]\.backendRef: Service $ns/nowhere does not exist"
	edge_yaml 2 "${routes[@]}" >"$SERVERS/edge.yaml"
	output=$(kubectl portmux check -f "$SERVERS/edge.yaml" -n "$ns")
	expect_match "check of a file" "$output" "PortMux $ns/edge, port 443, 3 routes"
	edge 2 "${routes[@]}"
	programmed
}

test_explain_by_the_routes_in_force() {
	expect_match "ssh" "$(kubectl portmux explain edge -n "$ns" --text 'SSH-2.0-x\r\n')" 'decision: route bastion'
	expect "http in JSON" "$(kubectl portmux explain edge -n "$ns" --hex 474554202f20485454502f312e310d0a -o json | jq -r .route)" web
}

test_a_viewer_sees_all_but_numbers_until_allowed() {
	local file screen
	file=$(mktemp)
	k create serviceaccount viewer
	k create rolebinding viewer --clusterrole=view --serviceaccount="$ns:viewer"
	kubectl config view --raw --flatten >"$file"
	kubectl --kubeconfig="$file" config set-credentials viewer --token="$(k create token viewer)"
	kubectl --kubeconfig="$file" config set-context viewer --user=viewer --namespace="$ns" \
		--cluster="$(kubectl config view --minify -o jsonpath='{.contexts[0].context.cluster}')"
	viewer() { kubectl portmux "$@" --kubeconfig "$file" --context viewer; }

	screen=$(viewer status edge)
	echo "$screen"
	expect_match "route" "$screen" $'\nweb +http +web:80 +ok +- +-\n'
	expect_match "what is missing" "$screen" "you may not get pods/proxy in namespace $ns; ask for that right"
	expect_match "check" "$(viewer check edge)" "0 errors"
	expect_match "explain" "$(viewer explain --text 'SSH-2.0-x\r\n')" 'decision: route bastion'
	refused_with "tap" "you may not get pods/proxy in namespace $ns; ask for that right" viewer tap edge
	refused_with "all namespaces" 'you may not list portmuxes\.portmux\.dev in all namespaces; ask for that right' viewer status -A

	k create role portmux-status --verb=get --resource=pods/proxy
	k create rolebinding viewer-portmux-status --role=portmux-status --serviceaccount="$ns:viewer"
	sees_numbers() { [[ $(viewer status edge -o json | jq -r '.routes[0].open') != null ]]; }
	await 10 "numbers once the right is given" sees_numbers
}

test_mistakes_are_said_in_one_sentence() {
	refused_with "another name" "no PortMux \"egde\" in namespace $ns \(there are: edge\)" kubectl portmux status egde -n "$ns"
	refused_with "another context" '--context: "home" is not in .* \(it has: .*\)' kubectl portmux status --context home
	refused_with "no kubeconfig" '/nowhere: no such kubeconfig .*' kubectl portmux status --kubeconfig /nowhere
}

# What the shell asks kubectl for after a tab.
test_tab_completes() {
	expect_match "commands" "$(kubectl __complete portmux '' 2>/dev/null)" $'status\t.*\ntap\t.*\nexplain\t.*\ncheck\t'
	expect "names" "$(kubectl __complete portmux status -n "$ns" e 2>/dev/null)" $'edge\n:4'
	expect_match "namespaces" "$(kubectl __complete portmux status -n e2e 2>/dev/null)" "$ns"
}
