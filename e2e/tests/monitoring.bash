# The queries of the chart's alerts and dashboard, on the figures of running sidecars and of the operator, in a real Prometheus.

monitoring=$here/monitoring
rules=$(readlink -f -- "$here/../helm/portmux/monitoring/rules.yaml")
dashboard=$here/../helm/portmux/monitoring/dashboard.json
prometheus=127.0.0.1:29090

start_prometheus() {
	local data
	data=$(mktemp -d)
	targets >"$data/targets.json"
	cat >"$data/prometheus.yaml" <<-EOF
		global: {scrape_interval: 1s, evaluation_interval: 1s}
		rule_files: ["$rules"]
		scrape_configs: [{job_name: portmux, file_sd_configs: [{files: [targets.json]}]}]
	EOF
	promtool check config "$data/prometheus.yaml"
	prometheus --config.file="$data/prometheus.yaml" --storage.tsdb.path="$data/tsdb" --web.listen-address="$prometheus" \
		>"$OUT/prometheus.log" 2>&1 &
	cleanup="kill $!; wait $! || true; rm -rf -- '$data'"
	await 30 "three targets" three_targets
}
# Debian's Prometheus cannot ask Kubernetes, so this finds and labels pods as the chart's PodMonitor and ServiceMonitor do.
targets() {
	{
		k get pods -l app.kubernetes.io/name=portmux,app.kubernetes.io/managed-by=portmux-operator -o json
		in_system get pods -l app.kubernetes.io/component=operator -o json
	} | jq -s '[.[].items[] | .status.podIP as $ip | .metadata as $pod | .spec.containers[].ports[]? | select(.name | IN("admin", "http")) |
		{targets: ["\($ip):\(.containerPort)"], labels: ({namespace: $pod.namespace, pod: $pod.name} +
			if .name == "admin" then {app_kubernetes_io_instance: $pod.labels["app.kubernetes.io/instance"]} else {} end)}]'
}
three_targets() { expect "targets that are up" "$(value 'sum(up)')" 3; }

query() { # PROMQL: its series
	curl -sS -m 10 "http://$prometheus/api/v1/query" --data-urlencode "query=$1" | jq -e '.data.result // error(.error)'
}
value() { query "$1" | jq -r '.[0].value[1]'; }
has_data() { (($(query "$1" | jq length) > 0)); }

# Of the dashboard, with what Grafana puts in for its variables.
dashboard_queries() {
	jq -r '.panels[].targets[].expr' "$dashboard" |
		sed 's/\$__rate_interval/15s/g; s/"\$namespace"/".*"/g; s/"\$portmux"/".*"/g'
}

setup() {
	all_backends
	# Nothing listens there; and a Service that no pod is behind.
	k apply -f - <<-EOF
		apiVersion: v1
		kind: Service
		metadata: {name: closed}
		spec: {ports: [{name: main, port: 80, protocol: TCP}]}
		---
		apiVersion: discovery.k8s.io/v1
		kind: EndpointSlice
		metadata: {name: closed, labels: {kubernetes.io/service-name: closed}}
		addressType: IPv4
		ports: [{name: main, port: 1, protocol: TCP}]
		endpoints: [{addresses: [$node_address], conditions: {ready: true}}]
		---
		apiVersion: v1
		kind: Service
		metadata: {name: empty}
		spec: {selector: {app: nobody}, ports: [{name: main, port: 80, protocol: TCP}]}
	EOF
	edge 2 "web protocol:http web 80" "bastion protocol:ssh bastion 22" "closed protocol:redis closed 80" "empty protocol:postgresql empty 80"
	programmed
	k rollout status deployment/edge --timeout=60s
	await 5 "the Service" answers
}

test_alerts_fire_when_they_should() {
	promtool check rules "$rules"
	promtool test rules "$monitoring/rules.test.yaml"
}

say_and_end() { # TEXT: to the port, and read until it closes
	local fd
	exec {fd}<>"/dev/tcp/$address/443"
	printf '%s' "$1" >&"$fd"
	timeout 5 cat <&"$fd" >/dev/null || true
	exec {fd}>&-
}
traffic() {
	local end=$((SECONDS + 40))
	while ((SECONDS < end)); do
		ask_http >/dev/null
		ask_ssh >/dev/null
		say_and_end $'EHLO example\r\n'
		say_and_end $'*1\r\n$4\r\nPING\r\n'
	done
}

test_queries_have_data() {
	local client expression alerts missing name
	start_prometheus
	traffic &
	client=$!
	cleanup="kill $client || true; $cleanup"
	while IFS= read -r expression; do
		await 30 "data for the dashboard's $expression" has_data "$expression"
	done < <(dashboard_queries)

	# A metric with another name would make an alert that never fires. A mismatch of greetings has no series before the first one.
	missing=$(comm -23 \
		<(grep -oE '\b(portmux|reconciliations)_[a-z_]+' <(grep expr -A4 "$rules") | grep -v '^portmux_greeting_mismatch_total$' | sort -u) \
		<(curl -sS "http://$prometheus/api/v1/label/__name__/values" | jq -r '.data[]' | sort -u))
	expect "metrics of the alerts that nobody has" "$missing" ""
	expect "rules that Prometheus cannot evaluate" \
		"$(curl -sS "http://$prometheus/api/v1/rules" | jq -r '.data.groups[].rules[] | select(.health != "ok") | .name + .lastError')" ""

	# The time for which it must last is in rules.test.yaml; here counts what holds now, and what does not.
	for name in PortMuxBackendsUnavailable PortMuxDialFailures; do
		await 30 "$name" holds "$name"
	done
	alerts=$(holding)
	expect "route with dial failures" "$(query 'ALERTS{alertname="PortMuxDialFailures"}' | jq -r '.[].metric.route')" closed
	# Those of the operator are about the whole cluster, and other topics may have left something.
	for name in PortMuxOperatorDown PortMuxTablesDiffer PortMuxTableRefused PortMuxNearConnectionLimit PortMuxConnectionsLimited; do
		[[ $alerts != *"$name"* ]] || fail "$name holds"
	done
	wait "$client"
	cp -- "$dashboard" "$OUT/"
}
holding() { query 'ALERTS' | jq -r '.[].metric.alertname' | sort -u; }
holds() { [[ $(holding) == *"$1"* ]]; }
