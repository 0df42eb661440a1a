# Starting the supervisor in namespaces of its own, and removing every trace of it.

up() {
	need_root
	local start pid outer bin
	if pid=$(supervisor); then
		die "the cluster is already up (process $pid); '$prog down' stops it"
	fi
	[[ $state != /run/* && $cache != /run/* ]] || die "the build and state directories must not lie under /run: the cluster has a /run of its own"
	[[ -d /sys/fs/cgroup/memory ]] || die "no cgroup v1 memory controller here; the cluster was made for cgroup v1 (see README.md, limits)"
	build
	start=$(now_ms) # compiling takes as long as it takes
	exec {state_lock}>"$cache/$(cgroup_name).lock"
	flock -n "$state_lock" || die "another '$prog up' is at work on $state"
	if [[ -e $state ]]; then remove; fi
	mkdir -p -- "$state"/{log,pki,etc/cni,etcd,containerd,private,run,pids,restart}
	touch -- "$state/.portmux-cluster"
	remember_kernel_settings
	make_cgroups

	bin=$cache/$(key)
	setsid unshare --net --mount --pid --fork --kill-child --mount-proc \
		"${BASH:-bash}" "$here/cluster" __supervise "$bin" </dev/null >"$state/log/supervisor" 2>&1 {state_lock}>&- &
	outer=$!
	disown "$outer"
	until pid=$(pgrep -P "$outer") && in_own_namespaces "$pid"; do
		kill -0 "$outer" 2>/dev/null || {
			last_lines supervisor >&2
			die "could not make the namespaces; unshare's message is above"
		}
		sleep 0.1
	done
	echo "$pid $(started "$pid") $outer $(started "$outer")" >"$state/supervisor.pid"
	readlink /proc/"$pid"/ns/{pid,net,mnt} >"$state/namespaces"
	trap 'say "interrupted; taking the cluster down"; remove; exit 130' INT TERM

	until [[ -e $state/ready ]]; do
		if [[ -e $state/failed ]]; then
			explain_failure
			stop
			die "the cluster did not come up: see above, and '$prog logs'"
		fi
		if ! supervisor >/dev/null; then
			last_lines supervisor >&2
			stop
			die "the cluster's supervisor stopped; its last lines are above"
		fi
		if (($(now_ms) - start > timeout * 1000)); then
			say "waited $timeout s for: $(cat -- "$state/stage" 2>/dev/null || echo the supervisor)"
			local c
			for c in "${components[@]}"; do
				say "$c, last lines:"
				last_lines "$c" >&2
			done
			stop
			die "the cluster did not come up in time"
		fi
		sleep 0.1
	done
	trap - INT TERM
	exec {state_lock}>&-
	say "node and DNS are ready after $(seconds $(($(now_ms) - start))) s"
}

in_own_namespaces() { # PID
	local ns
	for ns in pid net mnt; do
		[[ -e /proc/$1/ns/$ns && ! /proc/$1/ns/$ns -ef /proc/self/ns/$ns ]] || return 1
	done
}

remember_kernel_settings() {
	local k
	for k in "${kernel_settings[@]}"; do
		[[ ! -r /proc/sys/$k ]] || echo "$k $(cat "/proc/sys/$k")"
	done >"$state/kernel"
}

make_cgroups() {
	local c d
	for c in $(cgroup_controllers); do
		d=$c/$(cgroup_name)
		mkdir -p -- "$d"
		if [[ -e $d/cpuset.cpus && -e $c/cpuset.cpus ]]; then
			cat "$c/cpuset.cpus" >"$d/cpuset.cpus"
			cat "$c/cpuset.mems" >"$d/cpuset.mems"
		fi
	done
}

# Ends the supervisor, and with it every process of the PID namespace, and waits.
stop() {
	local pid born outer outer_born i
	if [[ -r $state/supervisor.pid ]]; then
		read -r pid born outer outer_born <"$state/supervisor.pid"
		[[ -z $born || $(started "$pid") != "$born" ]] || kill -KILL "$pid" 2>/dev/null || true
		[[ -z $outer_born || $(started "$outer") != "$outer_born" ]] || kill -KILL "$outer" 2>/dev/null || true
	fi
	for ((i = 0; i < 100; i++)); do
		[[ -n $(members) ]] || break
		sleep 0.1
	done
	if [[ -n $(members) ]]; then
		die "these processes of the cluster do not end: $(members | paste -sd' ')"
	fi
	remove_cgroups
	restore_kernel_settings
	rm -f -- "$state/supervisor.pid" "$state/ready" "$state/namespaces"
}

remove_cgroups() {
	local c d i
	for c in $(cgroup_controllers); do
		d=$c/$(cgroup_name)
		for ((i = 0; i < 50; i++)); do
			[[ -d $d ]] || break
			find "$d" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
		done
		[[ ! -d $d ]] || die "the cgroup $d does not go away: something still runs in it"
	done
}

restore_kernel_settings() {
	local k v
	[[ -r $state/kernel ]] || return 0
	while read -r k v; do
		[[ $(cat "/proc/sys/$k") == "$v" ]] || echo "$v" >"/proc/sys/$k"
	done <"$state/kernel"
	rm -- "$state/kernel"
}

remove() {
	[[ -e $state/.portmux-cluster ]] || die "$state is not the state of a cluster; it is left alone"
	stop
	if grep -qF -- " $state" /proc/self/mounts; then
		die "something is still mounted under $state"
	fi
	rm -rf --one-file-system -- "$state"
}

down() {
	need_root
	if [[ ! -e $state ]]; then
		say "the cluster is not up"
		return
	fi
	local start
	start=$(now_ms)
	remove
	say "down after $(seconds $(($(now_ms) - start))) s"
}
