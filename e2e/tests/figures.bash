# How fast and how large, printed with the results. Only wide limits can fail: the machine may be busy with other work.

setup() {
	all_backends
	edge 1 "web protocol:http web 80"
	programmed
	await 5 "the Service" answers
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

test_apply_to_programmed() {
	local i start own times=() owns=()
	for i in 1 2 3 4 5 6 7 8 9; do
		start=$(now_ms)
		edge 1 "web protocol:http $( ((i % 2)) && echo web2 || echo web) 80"
		programmed
		times+=($(($(now_ms) - start)))
		start=$(now_ms)
		k get portmux edge >&2
		owns+=($((2 * ($(now_ms) - start))))
	done
	own=$(printf '%s\n' "${owns[@]}" | median)
	echo "figure: kubectl apply to Programmed, 1 replica: $(printf '%s\n' "${times[@]}" | median) ms" \
		"(median of ${#times[@]}; about $own ms of it are kubectl starting twice)"
	(($(printf '%s\n' "${times[@]}" | median) < 5000)) || fail "more than 5 s"
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

memory() { # NAMESPACE POD: proportional set size in MB
	awk '$1 == "Pss:" { printf "%d", $2 / 1024 }' "/proc/$(process_of "$2" "$1")/smaps_rollup"
}

operator_pod() { kubectl -n portmux-system get pods -l app.kubernetes.io/component=operator -o jsonpath='{.items[0].metadata.name}'; }

test_start_times() {
	echo "figure: sidecar, process start to listening: $(start_time "$ns" "$(sidecars)" 'listening on') ms"
	echo "figure: operator, process start to ready: $(start_time portmux-system "$(operator_pod)" 'ready') ms"
}

test_memory() {
	local sidecar operator
	sidecar=$(memory "$ns" "$(sidecars)")
	operator=$(memory portmux-system "$(operator_pod)")
	echo "figure: memory (PSS): sidecar $sidecar MB, operator $operator MB"
	((sidecar < 128 && operator < 256)) || fail "more than 128 MB or 256 MB"
}
