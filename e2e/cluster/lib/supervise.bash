# Runs inside the cluster's namespaces: mounts, addresses, the components, and the watch over them.

declare -A pids=() commands=()

begin() { # NAME CMD...
	local name=$1
	shift
	commands[$name]=${*@Q}
	"$@" </dev/null >>"$W/log/$name" 2>&1 &
	pids[$name]=$!
	echo "${pids[$name]}" >"$W/pids/$name"
}

# One that `cluster restart` has killed. The waiting is part of the new process: others may end meanwhile.
begin_again() { # NAME
	local command delay
	eval "command=(${commands[$1]})"
	delay=$(cat "$W/restart/$1")
	# shellcheck disable=SC2016 # for the other shell
	begin "$1" "$BASH" -c 'sleep "$0"; exec "$@"' "$delay" "${command[@]}"
	eval "commands[\$1]=\${command[*]@Q}"
	rm "$W/restart/$1"
}

# Leaves the name and exit status of a component that has ended by itself, and ends everything.
check() {
	local name rc
	for name in "${!pids[@]}"; do
		kill -0 "${pids[$name]}" 2>/dev/null && continue
		[[ ! -e $W/restart/$name ]] || {
			begin_again "$name"
			continue
		}
		rc=0
		wait "${pids[$name]}" || rc=$?
		echo "$name $rc" >"$W/failed.new"
		mv "$W/failed.new" "$W/failed"
		rm -f "$W/ready"
		exit 1
	done
}

await() { # WHAT CMD...
	echo "$1" >"$W/stage"
	shift
	until "$@" >/dev/null 2>&1; do
		check
		sleep 0.1
	done
}

# Mounts and addresses that only the cluster's own processes see.
furnish() {
	local d f
	mount --make-rprivate /
	mount --make-rshared / # as on a systemd machine, within this namespace only
	mkdir -p -- "${private_dirs[@]}"
	mount -t tmpfs -o mode=755 tmpfs /run
	mkdir -- "$W" /run/lock
	mount --bind -- "$state" "$W"
	for d in "${private_dirs[@]}"; do
		mkdir -p -- "$W/var$d"
		mount --bind -- "$W/var$d" "$d"
	done
	f=$(readlink -m /etc/resolv.conf)
	mkdir -p -- "$(dirname -- "$f")"
	[[ -e $f ]] || : >"$f"
	: >"$W/etc/resolv.conf"
	mount --bind -- "$W/etc/resolv.conf" "$f"

	ip link set lo up
	ip addr add "$node_ip/32" dev lo
	# A default route lets the node's programs find "the" address; nothing is behind it.
	ip link add uplink0 type veth peer name uplink1
	ip addr add 198.18.48.1/30 dev uplink0
	ip link set uplink0 up
	ip link set uplink1 up
	ip route add default via 198.18.48.2 src "$node_ip"
	sysctl -qw net.ipv4.ip_forward=1
	sysctl -qw net.bridge.bridge-nf-call-iptables=1
}

node_ready() { [[ $("$bin/kubectl" get node "$node" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') == True ]]; }
import_pause() { ctr -a "$W/run/containerd.sock" -n k8s.io images import "$bin/pause.tar" && "$bin/kubectl" get namespace kube-system; }

supervise() {
	bin=$1
	cgroup=$(cgroup_name)
	umask 022
	furnish
	cd "$W"
	basename -- "$bin" >key
	mkdir -p private/tmp
	export PATH=$bin:$PATH HOME=$W/private TMPDIR=$W/private/tmp KUBECONFIG=$W/admin.kubeconfig
	make_keys
	configure

	begin etcd "$bin/etcd" --data-dir etcd --unsafe-no-fsync \
		--listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
		--listen-peer-urls http://127.0.0.1:2380
	begin apiserver "$bin/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 \
		--bind-address="$node_ip" --advertise-address="$node_ip" --secure-port=6443 \
		--service-cluster-ip-range="$service_net" --allow-privileged \
		--authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
		--tls-cert-file=pki/apiserver.crt --tls-private-key-file=pki/apiserver.key --client-ca-file=pki/ca.crt \
		--kubelet-preferred-address-types=InternalIP \
		--kubelet-client-certificate=pki/admin.crt --kubelet-client-key=pki/admin.key --kubelet-certificate-authority=pki/ca.crt \
		--audit-policy-file=etc/audit.yaml --audit-log-path=log/audit --audit-log-maxsize=1024 \
		--service-account-issuer="https://kubernetes.default.svc.$domain" \
		--service-account-key-file=pki/sa.pub --service-account-signing-key-file=pki/sa.key \
		--requestheader-client-ca-file=pki/ca.crt --requestheader-allowed-names=aggregator \
		--requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
		--requestheader-extra-headers-prefix=X-Remote-Extra- --enable-aggregator-routing \
		--proxy-client-cert-file=pki/aggregator.crt --proxy-client-key-file=pki/aggregator.key
	begin containerd containerd -c etc/containerd.toml
	await "the API server" "$bin/kubectl" get --raw /readyz
	local own=(--leader-elect=false --bind-address=127.0.0.1)
	begin controller-manager "$bin/kube-controller-manager" "${own[@]}" --kubeconfig controller-manager.kubeconfig \
		--authentication-kubeconfig controller-manager.kubeconfig --authorization-kubeconfig controller-manager.kubeconfig \
		--service-account-private-key-file=pki/sa.key --root-ca-file=pki/ca.crt \
		--cluster-signing-cert-file=pki/ca.crt --cluster-signing-key-file=pki/ca.key \
		--kube-api-qps=500 --kube-api-burst=500 \
		--use-service-account-credentials --allocate-node-cidrs --cluster-cidr="$pod_net" --node-cidr-mask-size=24
	begin scheduler "$bin/kube-scheduler" "${own[@]}" --kubeconfig scheduler.kubeconfig \
		--authentication-kubeconfig scheduler.kubeconfig --authorization-kubeconfig scheduler.kubeconfig
	begin proxy "$bin/kube-proxy" --config etc/proxy.yaml
	await "containerd" import_pause
	begin kubelet "$bin/kubelet" --config etc/kubelet.yaml --kubeconfig kubelet.kubeconfig \
		--hostname-override "$node" --node-ip "$node_ip" --cert-dir pki
	await "the DNS service" "$bin/kubectl" apply -f etc/dns.yaml
	begin coredns "$bin/coredns" -conf etc/Corefile
	await "the node to be ready" node_ready
	await "the default service account" "$bin/kubectl" get serviceaccount default
	await "DNS through its service address" timeout 1 getent hosts "kubernetes.default.svc.$domain"
	check
	echo "$EPOCHSECONDS" >ready
	echo up >stage

	# Also reaps what containers leave behind, for this is process 1 here.
	while :; do
		wait -n "${pids[@]}" || true
		check
	done
}
