# What the roles allow beside what was asked for, by the audit log of the API server.

# "GROUP RESOURCE VERB", one a line.
allowed() { # ROLES: as JSON
	jq -r '.rules[] | (.apiGroups[] | if . == "" then "core" else . end) as $group | .resources[] as $resource
		| .verbs[] | [$group, $resource, .] | join(" ")' <<<"$1" | sort -u
}

# The same of requests that were allowed, or not. Whoever applied what was not there used the right to create it.
asked() { # USER-PATTERN allow|forbid
	jq -r --arg user "$1" --arg decision "$2" 'select(.user.username | test($user)) | select(.objectRef)
		| select(.annotations["authorization.k8s.io/decision"] == $decision)
		| (.objectRef.apiGroup // "core") as $group | ([.objectRef | .resource, .subresource // empty] | join("/")) as $resource
		| .verb, (select(.verb == "patch" and .responseStatus.code == 201) | "create")
		| [$group, $resource, .] | join(" ")' "$audit_log" | sort -u
}

# What is wrong with the roles of somebody, one a line.
compare() { # WHO USER-PATTERN ROLES
	local of_all
	of_all=$(allowed "$3")
	used=$(asked "$2" allow)
	comm -23 <(echo "$of_all") <(echo "$used") | sed "s/^/no test used what the $1 may do: /"
	# Of what it may do, requests are refused when its roles are deleted before it has ended.
	comm -13 <(echo "$of_all") <(asked "$2" forbid) | sed "s/^/the $1 may not do what it tried: /"
	grep ' secrets ' <<<"$of_all"$'\n'"$used" | sed "s/^/the $1 reads Secrets: /"
	grep -c . <(comm -12 <(echo "$of_all") <(echo "$used")) >"$out/roles.$1"
	grep -c . <<<"$of_all" >>"$out/roles.$1"
}

check_roles() {
	local operator sidecar wrong
	operator=$(kubectl get clusterrole/portmux -o json && kubectl -n portmux-system get role/portmux-leader-election -o json)
	sidecar=$(kubectl get roles -A -l app.kubernetes.io/managed-by=portmux-operator -o json | jq '.items[0] // empty')
	wrong=$(compare operator '^system:serviceaccount:portmux-system:portmux$' "$operator"
		compare sidecar '^system:serviceaccount:e2e-[^:]*:(edge|many-[0-9]+)$' "$sidecar")
	say "verbs used of those that the roles allow: operator $(paste -sd/ "$out/roles.operator"), sidecar $(paste -sd/ "$out/roles.sidecar")"
	[[ -z $wrong ]] || {
		echo "$wrong"
		return 1
	}
}
