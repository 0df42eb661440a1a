# The operator's own pods and the API requests that it and the sidecars make.

in_system() { kubectl --namespace portmux-system "$@"; }
operator_pods() { # running and not about to end
	in_system get pods -l app.kubernetes.io/component=operator -o json |
		jq -r '.items[] | select(.metadata.deletionTimestamp == null and .status.phase == "Running") | .metadata.name'
}
operator_restarts() { in_system get pods -l app.kubernetes.io/component=operator -o jsonpath='{.items[*].status.containerStatuses[*].restartCount}'; }
leader() { in_system get lease portmux-operator -o jsonpath='{.spec.holderIdentity}'; }
leads_now() { operator_pods | grep -qxF "$(leader)"; } # one that is there, not one that was

restart_operator() {
	in_system rollout restart deployment/portmux
	in_system rollout status deployment/portmux --timeout=90s
	await 40 "a leader" leads_now
}

install_chart() { # VALUE...: as `helm --set` takes them; what is not given is as in the chart
	helm upgrade --install portmux "$here/../helm/portmux" -n portmux-system --reset-values --wait --timeout 2m "${@/#/--set=}"
	in_system rollout status deployment/portmux --timeout=90s
	await 40 "a leader" leads_now
}

from_operator() { # POD PATH: of its health server
	curl -sS -m 5 "http://$(in_system get pod "$1" -o jsonpath='{.status.podIP}'):8080/$2"
}
metric() { # POD NAME
	from_operator "$1" metrics | awk -v name="$2" '$1 == name { print $2 + 0; found = 1 } END { exit !found }'
}

# What the API server has noted since a moment, as one JSON object a line. Watches are noted when they begin and end.
audit_log=$PORTMUX_CLUSTER_STATE/log/audit
moment() { stat -c %s "$audit_log"; }
requests() { # MOMENT JQ-CONDITION
	tail -c "+$(($1 + 1))" "$audit_log" | jq -c "select($2)"
}
# Lease and access review are how the operator runs; they are no write to anybody's objects.
writes='(.verb | IN("create", "update", "patch", "delete", "deletecollection"))
	and (.objectRef.resource | IN("leases", "selfsubjectrulesreviews") | not)'
by_operator='.user.username == "system:serviceaccount:portmux-system:portmux"'
by_sidecar=".user.username == \"system:serviceaccount:${ns:-}:edge\""
forbidden='.annotations["authorization.k8s.io/decision"] == "forbid"'
