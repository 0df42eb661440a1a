# What is wrong is refused where it is seen first, says what and where, and what worked goes on working.

setup() {
	all_backends
	edge 1 "web protocol:http web 80" "bastion protocol:ssh bastion 22"
	programmed
	await 5 "the Service" answers
}

# Refused by the rules in the resource definition, before the operator sees it.
test_two_matches_in_one_route() {
	local output
	! output=$(edge 1 "web protocol:http,regex:'^x' web 80" 2>&1) || fail "accepted: $output"
	expect_match "message" "$output" 'spec\.routes\[0\]\.match: Invalid value: .*at most one of protocol, http, '
	expect "http" "$(ask_http)" web
}

test_port_out_of_range() {
	local output
	! output=$(edge 1 "web protocol:http web 99999" 2>&1) || fail "accepted: $output"
	expect_match "message" "$output" 'spec\.routes\[0\]\.backendRef'
}

# Only the overlap proof sees it: the first route accepts everything the second one does.
test_unreachable_route_is_not_accepted_and_the_old_table_stays() {
	edge 1 "one payload:[{offset:0,hex:['535348']}] cache 6379" "two payload:[{offset:0,hex:['535348']}] bastion 22"
	k wait --for=condition=Accepted=False --timeout=30s portmux/edge
	expect_match "message" "$(k get portmux edge -o jsonpath='{.status.conditions[?(@.type=="Accepted")].message}')" 'spec\.routes\[1\]|"two"'
	expect "http" "$(ask_http)" web
	expect "ssh" "$(ask_ssh)" bastion

	edge 1 "web protocol:http web 80" "bastion protocol:ssh bastion 22"
	programmed
	expect_match "Accepted" "$(condition Accepted)" '^True '
}

test_missing_service_fails_only_its_own_route() {
	edge 1 "web protocol:http web 80" "bastion protocol:ssh nowhere 22" "cache protocol:redis cache 6379"
	k wait --for=condition=ResolvedRefs=False --timeout=30s portmux/edge
	expect_match "route bastion" "$(route_condition bastion ResolvedRefs)" '^False BackendNotFound'
	expect_match "route web" "$(route_condition web ResolvedRefs)" '^True '
	expect "http" "$(ask_http)" web
	expect "redis" "$(ask_redis)" cache
	! ask_ssh || fail "ssh was answered"

	backend nowhere 22 bastion2
	k wait --for=condition=ResolvedRefs --timeout=30s portmux/edge
	programmed
	reaches_bastion2() { [[ $(ask_ssh) == bastion2 ]]; }
	await 5 "ssh once the Service exists" reaches_bastion2
}
