# How fast and how large, printed with the results. Only wide limits can fail: the machine may be busy with other work.

setup() {
	all_backends
	edge 1 "web protocol:http web 80"
	programmed
	await 5 "the Service" answers
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

apply_to_programmed() { # REPLICAS
	local i start own times=() owns=()
	edge "$1" "web protocol:http web 80"
	k rollout status deployment/edge --timeout=120s
	programmed
	for i in 1 2 3 4 5 6 7; do
		start=$(now_ms)
		edge "$1" "web protocol:http $( ((i % 2)) && echo web2 || echo web) 80"
		programmed
		times+=($(($(now_ms) - start)))
		start=$(now_ms)
		k get portmux edge >&2
		owns+=($((2 * ($(now_ms) - start))))
	done
	own=$(printf '%s\n' "${owns[@]}" | median)
	echo "figure: kubectl apply to Programmed, $1 replicas: $(printf '%s\n' "${times[@]}" | median) ms" \
		"(median of ${#times[@]}; about $own ms of it are kubectl starting twice)"
	(($(printf '%s\n' "${times[@]}" | median) < 5000)) || fail "more than 5 s"
}
test_apply_to_programmed() { apply_to_programmed 1; }
test_apply_to_programmed_by_3() { apply_to_programmed 3; }
test_apply_to_programmed_by_10() {
	apply_to_programmed 10
	edge 1 "web protocol:http web 80"
	k rollout status deployment/edge --timeout=60s
	one() { [[ $(sidecars | wc -w) == 1 ]]; }
	await 60 "one replica again" one
}

# Milliseconds from the start of a pod's process to a line of its log.
start_time() { # NAMESPACE POD LINE
	local line process ticks up
	line=$(kubectl -n "$1" logs "$2" --timestamps | grep -m 1 -- "$3")
	process=$(process_of "$2" "$1")
	ticks=$(sed 's/.*) //' "/proc/$process/stat" | cut -d' ' -f20)
	up=$(cut -d' ' -f1 /proc/uptime)
	echo $(($(date -d "${line%% *}" +%s%3N) - ($(now_ms) - ${up/./}0 + ticks * 10)))
}

test_rest() {
	local operator sidecar start cpu_operator cpu_sidecar
	operator=$(process_of "$(operator_pods)" portmux-system)
	sidecar=$(process_of "$(sidecars)")
	cpu() { awk '{ print ($14 + $15) * 10 }' "/proc/$1/stat"; } # PROCESS: ms
	cpu_operator=$(cpu "$operator") cpu_sidecar=$(cpu "$sidecar") start=$(now_ms)
	sleep 60 # there is nothing to await
	echo "figure: CPU at rest in $(seconds_since "$start"): operator $(($(cpu "$operator") - cpu_operator)) ms," \
		"sidecar $(($(cpu "$sidecar") - cpu_sidecar)) ms"
}

memory() { # NAMESPACE POD: proportional set size in MB
	awk '$1 == "Pss:" { printf "%d", $2 / 1024 }' "/proc/$(process_of "$2" "$1")/smaps_rollup"
}

test_start_times() {
	echo "figure: sidecar, process start to listening: $(start_time "$ns" "$(sidecars)" 'listening on') ms"
	echo "figure: operator, process start to ready: $(start_time portmux-system "$(operator_pods)" 'ready') ms"
}

test_memory() {
	local sidecar operator
	sidecar=$(memory "$ns" "$(sidecars)")
	operator=$(memory portmux-system "$(operator_pods)")
	echo "figure: memory (PSS): sidecar $sidecar MB, operator $operator MB"
	((sidecar < 128 && operator < 256)) || fail "more than 128 MB or 256 MB"
}
