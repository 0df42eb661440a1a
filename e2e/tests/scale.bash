# Many objects: those that are nobody's concern cost the operator nothing, and many of its own are served in time.

setup() {
	all_backends
	edge 1 "web protocol:http web 80"
	programmed
}

pss() { # POD of the operator: MB
	awk '$1 == "Pss:" { printf "%d", $2 / 1024 }' "/proc/$(process_of "$1" portmux-system)/smaps_rollup"
}
cpu_ms() { # POD of the operator: what it has used
	awk '{ print ($14 + $15) * 10 }' "/proc/$(process_of "$1" portmux-system)/stat"
}

# Many small objects of a kind, faster than kubectl makes them: one request after the other would take minutes.
fill() { # NAMESPACE RESOURCE KIND SPEC COUNT
	local proxy url
	coproc proxy { exec kubectl proxy --port=0; }
	read -r -t 10 url <&"${proxy[0]}"
	awk -v url="http://${url##* }/api/v1/namespaces/$1/$2" -v kind="$3" -v spec="$4" -v count="$5" 'BEGIN {
		for (i = 1; i <= count; i++) {
			body = "{\"apiVersion\":\"v1\",\"kind\":\"" kind "\",\"metadata\":{\"name\":\"other-" i "\"}," spec "}"
			gsub(/"/, "\\\"", body)
			print (i > 1 ? "next\n" : "") "url = \"" url "\"\njson = \"" body "\"\noutput = /dev/null\nfail\nsilent\nshow-error"
		}
	}' | curl --parallel --parallel-max 32 --config -
	kill "$proxy_PID"
}

test_unrelated_objects_cost_no_memory() {
	local before filled restarted pod start
	cleanup="kubectl delete namespace $ns-others --ignore-not-found --wait=false"
	restart_operator
	programmed
	pod=$(leader)
	before=$(pss "$pod")

	kubectl create namespace "$ns-others"
	start=$(now_ms)
	fill "$ns-others" configmaps ConfigMap '"data":{"key":"a value of some length, as in the configuration of something else"}' 10000
	fill "$ns-others" services Service '"spec":{"clusterIP":"None","ports":[{"name":"http","port":80},{"name":"https","port":443}]}' 10000
	echo "20000 objects after $(seconds_since "$start")" >&2
	expect "unrelated objects" "$(kubectl -n "$ns-others" get configmaps,services -o name | grep -c other-)" 20000
	edge 1 "web protocol:http web2 80"
	programmed
	filled=$(pss "$pod")

	restart_operator
	edge 1 "web protocol:http web 80"
	programmed
	pod=$(leader)
	# Each kind is read whole at the start; the heap that this takes is given back within a minute or so.
	small_again() { (($(pss "$pod") < before + 40)); }
	await 90 "no more than 40 MB for objects that are nobody's concern, after a start among them" small_again
	restarted=$(pss "$pod")
	echo "figure: operator's memory (PSS) beside 10,000 unrelated ConfigMaps and as many Services:" \
		"$before MB before, $filled MB with them, $restarted MB after its restart among them"
	((filled < before + 40)) || fail "more than 40 MB for objects that are nobody's concern"
}

# Most without sidecars, for one node cannot hold so many.
many() { # COUNT WITH-SIDECARS
	local i
	for ((i = 1; i <= $1; i++)); do
		cat <<-EOF
			---
			apiVersion: portmux.dev/v1alpha1
			kind: PortMux
			metadata: {name: many-$i}
			spec:
			  port: 443
			  replicas: $((i <= $2))
			  routes:
			    - {name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}
			    - {name: bastion, match: {protocol: ssh}, backendRef: {name: bastion, port: 22}}
			    - {name: cache, match: {protocol: redis}, backendRef: {name: cache, port: 6379}}
			    - {name: api, match: {tls: {serverNames: [api-$i.example.com]}}, backendRef: {name: api, port: 8443}}
		EOF
	done
}

test_two_hundred_portmuxes() {
	local begin start created pod cpu states
	pod=$(leader)
	begin=$(moment)
	cpu=$(cpu_ms "$pod")
	start=$(now_ms)
	many 200 2 | k create -f - >/dev/null
	created=$(seconds_since "$start")
	states() {
		k get portmux -o json | jq -r '.items[] | select(.metadata.name | startswith("many-")) |
			[.spec.replicas, (.status.conditions[] | select(.type == "Accepted" or .type == "ResolvedRefs" or .type == "Programmed") | .reason)] | join(" ")' |
			sort | uniq -c | sed 's/^ *//'
	}
	settled() { [[ $(states) == $'198 0 Accepted ResolvedRefs NoReadyReplicas\n2 1 Accepted ResolvedRefs Programmed' ]]; }
	await 150 "all of them" settled
	echo "figure: 200 PortMuxes, 2 of them with a sidecar: created after $created, all reconciled after $(seconds_since "$start")," \
		"$(requests "$begin" "$by_operator" | wc -l) requests and $(($(cpu_ms "$pod") - cpu)) ms of CPU of the operator, memory (PSS) $(pss "$pod") MB"

	begin=$(moment)
	cpu=$(cpu_ms "$pod")
	start=$(now_ms)
	sleep 20
	echo "figure: at rest with 200 PortMuxes: $((($(cpu_ms "$pod") - cpu) * 1000 / ($(now_ms) - start))) ms of CPU a second"
	expect "writes at rest" "$(requests "$begin" "$by_operator and $writes")" ""
}
