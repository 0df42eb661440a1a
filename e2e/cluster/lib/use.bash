# Commands on a running cluster.

enter() { # CMD...
	exec nsenter --target "$pid" --net --mount --pid -- \
		env -C "$PWD" KUBECONFIG="$state/admin.kubeconfig" PATH="$cache/$(cat -- "$state/key"):$(flux_programs):$PATH" \
		CONTAINERD_ADDRESS="$W/run/containerd.sock" CONTAINERD_NAMESPACE=k8s.io "$@"
}
inside() { (enter "$@"); }

run() {
	(($#)) || die "run: which command?"
	need_up
	enter "$@"
}

load() {
	(($#)) || die "load: which image archive?"
	need_up
	local f names n i
	for f in "$@"; do
		[[ -r $f ]] || die "load: cannot read $f"
		names=$(inside ctr images import "$f" 2>"$state/log/load") || {
			last_lines load >&2
			die "load: containerd did not take $f; its message is above"
		}
		names=$(sed -n 's/^unpacking \([^ ]*\) .*/\1/p' <<<"$names")
		[[ -n $names ]] || die "load: $f holds no image for this machine"
		for n in $names; do
			# kubelet may use an image only once the CRI plugin has taken note of it
			for ((i = 0; ; i++)); do
				[[ -z $(inside ctr images ls -q "name==$n,labels.\"io.cri-containerd.image\"==managed") ]] || break
				((i < 50)) || die "load: containerd imported $n but does not offer it to kubelet"
				sleep 0.1
			done
			echo "$n"
		done
	done
}

restart() {
	(($# == 1 || $# == 2)) || die "restart: which component, and after how many seconds?"
	[[ ${2:-0} =~ ^[0-9]+$ ]] || die "restart: '$2' (expected: a number of seconds)"
	need_up
	[[ -r $state/pids/$1 ]] || die "restart: no component '$1'; there are: ${components[*]}"
	local process
	process=$(cat -- "$state/pids/$1")
	echo "${2:-0}" >"$state/restart/$1"
	inside kill -KILL "$process"
	until [[ ! -e $state/restart/$1 ]] && inside kubectl get --raw /readyz; do
		need_up
		sleep 0.1
	done >/dev/null 2>&1
}

logs() {
	local c
	[[ -d $state/log ]] || die "no logs: the cluster was not started"
	if (($#)); then
		[[ -r $state/log/$1 ]] || die "logs: nothing from '$1'; there are: ${components[*]} ${flux_components[*]}"
		cat -- "$state/log/$1"
		return
	fi
	for c in "${components[@]}" "${flux_components[@]}"; do
		[[ -r $state/log/$c ]] || continue
		printf '== %s\n' "$c"
		tail -n 15 -- "$state/log/$c"
	done
}

status() {
	need_up
	say "the cluster is up (process $pid)"
}
