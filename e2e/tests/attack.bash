# What hostile clients, too few files and a sidecar that is held up must not bring about: a restart, a client that waits
# for nothing, a connection that goes to the wrong server.

routes=("bastion protocol:ssh bastion 22" "cache protocol:redis cache 6379" "orders protocol:postgresql orders 5432"
	"shop protocol:mysql shop 3306")

setup() {
	all_backends
	edge 1 "web protocol:http web 80" "${routes[@]}"
	programmed
	k rollout status deployment/edge --timeout=60s
	await 5 "the Service" answers
}

# Of a POD.
ip_of() { k get pod "$1" -o jsonpath='{.status.podIP}'; }
restarts_of() { k get pod "$1" -o jsonpath='{.status.containerStatuses[0].restartCount}'; }
ready_since() { k get pod "$1" -o jsonpath='{.status.conditions[?(@.type=="Ready")].lastTransitionTime}'; }
failed_probes() { k get events --field-selector "reason=Unhealthy,involvedObject.name=$1" -o json | jq -r '.items[] | "\(.count) times: \(.message)"'; }

expect_admin() { # ADDRESS PATH STATUS: within a second
	local status
	status=$(curl -sS -o /dev/null -m 1 -w '%{http_code}' "http://$1:9090/$2" 2>&1) || fail "/$2 within a second: $status"
	expect "status of /$2" "$status" "$3"
}
count() { # ADDRESS METRIC LABEL: the sum of its rows with this label
	curl -sS -m 5 "http://$1:9090/metrics" | awk -v metric="$2{" -v label="$3" 'index($0, metric) == 1 && index($0, label) { sum += $NF } END { print sum + 0 }'
}

# Keeps so many connections open that have sent the beginning of a request; one that the other side ends is replaced.
hold_half_requests() { # ADDRESS COUNT
	local -a held=()
	local i fd
	trap '' PIPE
	while :; do
		for ((i = 0; i < $2; i++)); do
			if [[ -n ${held[i]:-} ]]; then
				! read -r -t 0 -u "${held[i]}" && continue
				fd=${held[i]}
				exec {fd}>&-
				held[i]=
			fi
			{ exec {fd}<>"/dev/tcp/$1/9090"; } 2>/dev/null || continue
			held[i]=$fd
			printf %s $'GET /metrics HTTP/1.1\r\nHost: x\r\nX: ' >&"$fd" || true
		done
		sleep 0.1
	done
}

test_half_requests_do_not_hold_up_the_probes() {
	local pod ip before since failed attacker end answers=0
	pod=$(sidecars)
	ip=$(ip_of "$pod")
	before=$(pods)
	since=$(ready_since "$pod")
	failed=$(failed_probes "$pod")
	hold_half_requests "$ip" 60 2>/dev/null &
	attacker=$!
	cleanup="kill $attacker"
	held() { (($(ss -Htn state established dst "$ip:9090" | wc -l) >= 60)); }
	await 5 "60 connections" held
	end=$((SECONDS + 60)) # two readiness probes take 10 s, three of liveness 30 s
	while ((SECONDS < end)); do
		expect_admin "$ip" healthz 200
		expect_admin "$ip" readyz 200
		answers=$((answers + 2))
		sleep 0.5
	done
	kill -0 "$attacker" || fail "the half requests have ended"
	expect "pods, uids and restarts" "$(pods)" "$before"
	expect "ready since" "$(ready_since "$pod")" "$since"
	expect "failed probes" "$(failed_probes "$pod")" "$failed"
	echo "figure: beside 60 half requests to the admin endpoint: $answers answers of it, each within a second"
}

# A client of redis that stays. Sets $client, or says why not.
stay() { # ADDRESS
	local line='' status=0
	client=
	{ exec {client}<>"/dev/tcp/$1/8000"; } || return
	printf %s $'*1\r\n$4\r\nPING\r\n' >&"$client" && read -r -t 2 -u "$client" line || status=$?
	[[ $line != +PONG* ]] || return 0
	exec {client}>&-
	((status < 128)) || echo "no answer within 2 s"
	return 1
}
leave() { # CLIENT...
	local client
	for client; do exec {client}>&-; done
}
expect_refused() { # ADDRESS: at once, not by waiting for anything
	! stay "$1" >"$said" 2>&1 || fail "one more connection was taken"
	expect_match "what the client over the limit saw" "$(<"$said")" 'Connection reset by peer'
}
own_words() { k logs few-files | grep -v '^{'; } # without the access log

# The sidecar's own pod template, in a runtime with a low limit.
few_files() {
	kubectl apply -f - <<-END
		apiVersion: node.k8s.io/v1
		kind: RuntimeClass
		metadata: {name: few-files}
		handler: few-files
	END
	k get deployment edge -o json | jq '.spec.template | {apiVersion: "v1", kind: "Pod", metadata: {name: "few-files"},
		spec: (.spec + {runtimeClassName: "few-files"})}' | k apply -f -
	k wait --for=condition=Ready --timeout=60s pod/few-files
}

test_more_connections_than_files() {
	local ip i cap held=() refused=0 start before
	said=$(mktemp)
	cleanup='rm -f "$said"; k logs few-files | tail -n 20; k describe pod few-files; k delete pod few-files --wait=false; kubectl delete runtimeclass few-files'
	trap '' PIPE
	few_files
	ip=$(ip_of few-files)
	expect "limit of files" "$(awk '/^Max open files/ { print $4, $5 }' "/proc/$(process_of few-files)/limits")" "1024 1024"

	ulimit -Sn 4096
	for ((i = 0; i < 800; i++)); do # each takes the sidecar two files
		if stay "$ip" >"$said" 2>&1; then
			held+=("$client")
		else
			expect_match "what client $((i + 1)) saw, with ${#held[@]} open" "$(<"$said")" 'Connection reset by peer'
			refused=$((refused + 1))
		fi
	done
	cap=${#held[@]}
	((cap > 200 && cap < 512)) || fail "$cap connections were taken"
	expect "open connections" "$(count "$ip" portmux_active_connections '{')" "$cap"
	expect "refused connections" "$(count "$ip" portmux_connections_total 'result="limited"')" "$refused"
	expect_match "what the log says of the limit" "$(own_words | head -n 5)" '([0-9]+) connections.* 1024 '
	((cap >= BASH_REMATCH[1] && cap < BASH_REMATCH[1] + $(nproc))) || # each event loop rounds its share up
		fail "$cap connections were taken (expected: ${BASH_REMATCH[1]})"

	# Full for longer than three probes of liveness take.
	before=$(own_words | wc -l)
	start=$SECONDS
	while ((SECONDS < start + 40)); do
		for i in 1 2 3 4 5; do expect_refused "$ip"; done
		expect_admin "$ip" healthz 200
		expect_admin "$ip" readyz 503
		sleep 0.5
	done
	(($(own_words | wc -l) - before <= SECONDS - start + 1)) || fail "more than a line a second: $(own_words | tail -n 20)"
	k wait --for=condition=Ready=False --timeout=1s pod/few-files
	edge 1 "web protocol:http web2 80" "${routes[@]}"
	has_new_table() { [[ $(loaded_table few-files) == "$(k get portmux edge -o jsonpath='{.status.table}')" ]]; }
	await 20 "the new table on the full sidecar" has_new_table

	leave "${held[@]}"
	k wait --for=condition=Ready --timeout=30s pod/few-files
	stay "$ip"
	expect "restarts" "$(restarts_of few-files)" 0
	expect "failed probes of liveness" "$(failed_probes few-files | grep Liveness || true)" ""
	echo "figure: a limit of 1024 files: $cap connections, $(count "$ip" portmux_connections_total 'result="limited"') refused, none of them waited"
}

repeat() { # CMD...: for a minute
	while ((SECONDS < end)); do "${at_once[@]}" timeout $((end - SECONDS)) "$@" || true; done >>"$work/$1" 2>&1
}

stop_and_go() { # PROCESS
	while ((SECONDS < end)); do
		kill -STOP "$1"
		sleep 0.7 # longer than the silence window
		kill -CONT "$1"
		sleep "0.$((RANDOM % 3 + 1))"
	done
}

# Silence is what was not sent, not what the sidecar had no time to read.
test_a_stopped_sidecar_takes_no_speaker_for_silent() {
	local pod ip process before route sent all=0 end
	pod=$(sidecars)
	ip=$(ip_of "$pod")
	process=$(process_of "$pod")
	before=$(pods)
	# A client that waits is silent: for a processor that others use, for the disk, for a name that it looks up.
	at_once=(chrt --fifo 1)
	"${at_once[@]}" true || at_once=()
	work=$(mktemp -d -p /dev/shm)
	address=$(k get service edge -o jsonpath='{.spec.clusterIP}')
	cleanup="kill -CONT $process; "'wait; tail -n 3 "$work"/*; rm -rf "$work"'
	echo 'select 1;' >"$work/sql"

	# Clients that speak at once, each time on a new connection.
	end=$((SECONDS + 60))
	stop_and_go "$process" &
	repeat curl -sS -m 10 -o "$work/body" -H 'Connection: close' --parallel --parallel-max 20 "http://$address:443/[1-500]" &
	repeat redis-benchmark -h "$address" -p 443 -k 0 -c 30 -n 10000000 -t ping_mbulk -q & # silent after its last request
	repeat pgbench "host=$address port=443 user=postgres dbname=orders" -n -C -c 4 -t 50 -f "$work/sql" &
	repeat ssh -n "${ssh_options[@]}" "root@$address" true &
	repeat ssh -n "${ssh_options[@]}" "root@$address" true &
	wait
	expect "pods, uids and restarts" "$(pods)" "$before"
	for route in web bastion cache orders; do
		sent=$(count "$ip" portmux_connections_total "route=\"$route\"")
		((sent > 5)) || fail "only $sent connections were sent to $route"
		all=$((all + sent))
	done
	((all > 2000)) || fail "only $all connections"
	sent=$(count "$ip" portmux_connections_total 'route="shop"')
	echo "figure: sidecar stopped for 0.7 s again and again: $all connections that speak at once, $sent taken for silent"
	((sent == 0)) || fail "such as: $(k logs "$pod" | grep '"route":"shop"' | head -n 10)"
}
