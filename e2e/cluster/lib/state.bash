# What is running: the supervisor, the processes of its namespaces, what went wrong.

# The supervisor's process number as this namespace sees it, if the cluster runs.
# The start time guards against a number that was given to another process since.
supervisor() {
	local pid born
	[[ -r $state/supervisor.pid ]] || return 1
	read -r pid born _ <"$state/supervisor.pid"
	# What the cluster runs may use it too, and knows the supervisor by another number.
	if grep -qxF -- "$(readlink /proc/self/ns/pid)" "$state/namespaces" 2>/dev/null; then
		echo 1
		return
	fi
	[[ -n $born && $(started "$pid") == "$born" ]] || return 1
	echo "$pid"
}
started() { # PID: clock ticks since boot at which it started
	local s
	s=$(cat -- "/proc/$1/stat" 2>/dev/null) || return 0
	s=${s##*) }
	[[ $s == Z* ]] || cut -d' ' -f20 <<<"$s"
}

need_root() { ((EUID == 0)) || die "this needs root: it makes namespaces and mounts"; }

need_up() {
	need_root
	pid=$(supervisor) && [[ -e $state/ready ]] && return
	[[ -e $state/failed ]] && {
		explain_failure
		die "the cluster is not up any more; '$prog up' starts a new one"
	}
	die "the cluster is not up; '$prog up' starts it"
}

explain_failure() {
	local name rc
	read -r name rc <"$state/failed"
	say "$name stopped with exit status $rc; the last lines of its log:"
	last_lines "$name" >&2
}

last_lines() { [[ ! -r $state/log/$1 ]] || tail -n 15 -- "$state/log/$1" | cut -c1-400 | sed 's/^/    /'; }

cgroup_name() { echo "portmux-cluster-$(printf %s "$state" | sha256sum | cut -c1-8)"; }
cgroup_controllers() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/self/mounts; }

# Processes in any of the namespaces that `up` made.
members() {
	local ns any=()
	[[ -r $state/namespaces ]] || return 0
	while read -r ns; do
		ns=${ns/\[/\\[}
		any+=(${any:+-o} -lname "${ns/\]/\\]}")
	done <"$state/namespaces"
	find /proc/[0-9]*/ns -maxdepth 1 \( "${any[@]}" \) 2>/dev/null | cut -d/ -f3 | sort -nu
}
