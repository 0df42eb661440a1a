# Clients that go on while something else happens.

# New connections, one after another; each that fails leaves a line. Ends when FILE.stop is there.
new_connections() { # FILE
	local answer
	: >"$1"
	until [[ -e $1.stop ]]; do
		answer=$(ask_http 2>&1) || answer="failed: $answer"
		printf '%s %s\n' "$(now_ms)" "$answer" >>"$1"
	done
}
start_connections() {
	connections=$(mktemp -d)/connections
	new_connections "$connections" &
	connections_pid=$!
	cleanup+="; touch $connections.stop"
}
expect_no_connection_failed() { # WHAT
	local all bad
	touch "$connections.stop"
	wait "$connections_pid"
	all=$(wc -l <"$connections")
	bad=$(grep -vc ' web2\?$' "$connections") || true
	echo "figure: $1: $all new connections, $bad failed"
	[[ $bad == 0 ]] || fail "$(grep -v ' web2\?$' "$connections" | head -n 5)"
	((all > 10)) || fail "only $all connections were tried"
}

# An ssh session that answers what it is told.
open_session() {
	local line
	coproc session { ssh "${ssh_options[@]}" "root@$address" 'echo $SERVER; exec cat'; }
	# Bash closes its own when the process ends, with what has not been read.
	exec {session_in}>&"${session[1]}" {session_out}<&"${session[0]}"
	cleanup+="; kill $session_PID 2>/dev/null || true"
	read -r -t 10 line <&"$session_out" || fail "the ssh session did not begin"
	expect "server of the session" "$line" bastion
}
expect_session_lives() { # WHEN
	local line=
	echo "still here" >&"$session_in" || fail "the ssh session has ended $1"
	read -r -t 10 line <&"$session_out" || true
	expect "the ssh session $1" "$line" "still here"
}
# When the other side ended it, in milliseconds.
end_of_session() {
	cat <&"$session_out" >&2
	now_ms
}
