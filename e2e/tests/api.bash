# The API as a server enforces it: each limit and rule with an example that keeps it and one that breaks it, and what is said.

examples=$here/../crds/src/test/resources

setup() { :; }

# The server would not have taken a definition whose rules cost too much, or whose schema is not structural.
test_definition_is_established() {
	local conditions
	conditions=$(kubectl get crd portmuxes.portmux.dev -o jsonpath='{range .status.conditions[*]}{.type}={.status} {end}')
	expect_match "conditions" "$conditions" 'Established=True'
	[[ $conditions != *NonStructuralSchema=True* ]] || fail "$conditions"
}

test_valid_examples_are_accepted() {
	k create --dry-run=server -f "$examples/api/valid"
}

test_what_was_published_is_still_accepted() {
	local file
	for file in "$examples"/published/*/*.yaml; do
		sed '/^  namespace: /d' "$file" | k create --dry-run=server -f -
	done
}

# The lines "# server: " of a file are what the server says against it, all of it.
test_invalid_examples_are_refused_with_their_message() {
	local file wrong=()
	for file in "$examples"/api/invalid/*.yaml; do
		diff -u --label "$file" --label "the server" <(sed -n 's/^# server: //p' "$file" | sort) <(said "$file" | sort) ||
			wrong+=("$(basename -- "$file")")
	done
	((${#wrong[@]} == 0)) || fail "not as expected: ${wrong[*]}"
}

said() { # FILE
	local file=$1 output verb=create
	! grep -q '^# change of the valid one' "$file" || {
		k apply -f "$examples/api/valid/$(basename -- "$file")" >/dev/null
		verb=apply
	}
	! output=$(k "$verb" --dry-run=server -f "$file" 2>&1) || echo "nothing: $output"
	[[ $verb == create ]] || k delete -f "$file" >/dev/null
	# Which rules it has not come to it says in general, after what has to be corrected first.
	sed -e '/some validation rules were not checked/d' -e 's/^The PortMux "[^"]*" is invalid: *//' -e 's/^\* //' \
		-e 's/.*: \(strict decoding error: \)/\1/' -e '/^$/d' <<<"$output"
}

test_explain_reads_well() {
	local path output
	expect_match "port" "$(kubectl explain portmux.spec)" 'port	<integer> -required-
    The one port of the Service that clients connect to\.'
	expect_match "type" "$(kubectl explain portmux.spec.service.type)" 'ENUM:
    ClusterIP
    NodePort
    LoadBalancer'
	for path in "" .spec .spec.{routes{,.match{,.http,.tls,.postgresql,.payload},.backendRef,.backendRefs,.limits},proxyProtocol,detection,timeouts,limits,accessLog,resources,pod{,.tolerations,.affinity,.topologySpreadConstraints},service} \
		.status .status.{conditions,routes}; do
		output=$(kubectl explain "portmux$path")
		[[ $output != *'<no description>'* ]] || fail "portmux$path: $output"
	done
}
