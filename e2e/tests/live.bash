# A routing change restarts nothing, breaks nothing, and is Programmed only when every replica has it.

routes=("web protocol:http web 80" "bastion protocol:ssh bastion 22")

setup() {
	all_backends
	edge 2 "${routes[@]}"
	programmed
	k rollout status deployment/edge --timeout=60s
	await 5 "the Service" answers
}

test_change_keeps_pods_and_an_open_ssh_session() {
	local before line session
	before=$(pods)
	coproc session { ssh "${ssh_options[@]}" "root@$address" 'echo $SERVER; exec cat'; }
	read -r -t 10 line <&"${session[0]}"
	expect "server of the session" "$line" bastion

	edge 2 "web protocol:http web2 80" "bastion protocol:ssh bastion2 22"
	programmed
	expect "http after the change" "$(ask_http)" web2
	expect "a new ssh connection after the change" "$(ask_ssh)" bastion2
	echo "still here" >&"${session[1]}"
	read -r -t 10 line <&"${session[0]}"
	expect "the session opened before the change" "$line" "still here"
	expect "pods, uids and restarts" "$(pods)" "$before"

	kill "$session_PID"
	edge 2 "${routes[@]}"
	programmed
}

test_programmed_only_after_every_replica() {
	local frozen other table process
	read -r frozen other <<<"$(sidecars)"
	process=$(process_of "$frozen")
	kill -STOP "$process"
	cleanup="kill -CONT $process"
	edge 2 "web protocol:http web2 80" "bastion protocol:ssh bastion 22"
	k wait --for=condition=Programmed=False --timeout=10s portmux/edge # of the new generation
	table=$(k get portmux edge -o jsonpath='{.status.table}')
	has_new_table() { [[ $(loaded_table "$other") == "$table" ]]; }
	await 10 "the new table on the other replica" has_new_table
	expect_match "Programmed while $frozen has the old table" "$(condition Programmed)" '^False Pending'
	expect "the frozen pod's readiness" "$(condition Ready "pod/$frozen")" "True "

	kill -CONT "$process"
	programmed
	expect "table of $frozen" "$(loaded_table "$frozen")" "$table"
	expect "table of $other" "$(loaded_table "$other")" "$table"
}
