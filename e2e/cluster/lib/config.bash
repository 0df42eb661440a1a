# Configuration files of the components.

configure() {
	cat >etc/containerd.toml <<-EOF
		version = 2
		root = "$W/containerd"
		state = "$W/run/containerd"
		disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.internal.v1.tracing"]
		[grpc]
		address = "$W/run/containerd.sock"
		[plugins."io.containerd.internal.v1.opt"]
		path = "$W/private/opt"
		[plugins."io.containerd.grpc.v1.cri"]
		sandbox_image = "portmux.local/pause:1"
		# Without CAP_SYS_RESOURCE a process may not lower its own oom_score_adj.
		restrict_oom_score_adj = true
		[plugins."io.containerd.grpc.v1.cri".cni]
		bin_dir = "$bin"
		conf_dir = "$W/etc/cni"
		[plugins."io.containerd.grpc.v1.cri".containerd]
		snapshotter = "overlayfs"
		[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
		runtime_type = "io.containerd.runc.v2"
		[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.few-files]
		runtime_type = "io.containerd.runc.v2"
		base_runtime_spec = "$W/etc/few-files.json"
	EOF
	# Such as every container of a node has where its containerd is given a low LimitNOFILE.
	ctr oci spec | jq '.process.rlimits = [{type: "RLIMIT_NOFILE", soft: 1024, hard: 1024}]' >etc/few-files.json
	cat >etc/cni/10-pods.conflist <<-EOF
		{"cniVersion": "1.0.0", "name": "pods", "plugins": [
		  {"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": true, "hairpinMode": true,
		   "ipam": {"type": "host-local", "ranges": [[{"subnet": "${pod_net%/*}/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
		  {"type": "portmap", "capabilities": {"portMappings": true}}]}
	EOF
	cat >etc/kubelet.yaml <<-EOF
		apiVersion: kubelet.config.k8s.io/v1beta1
		kind: KubeletConfiguration
		address: $node_ip
		authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $W/pki/ca.crt}}
		authorization: {mode: Webhook}
		cgroupDriver: cgroupfs
		cgroupRoot: /$cgroup
		clusterDNS: [$dns_ip]
		clusterDomain: $domain
		containerRuntimeEndpoint: unix://$W/run/containerd.sock
		evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
		failCgroupV1: false
		failSwapOn: false
		imageGCHighThresholdPercent: 100
		imageGCLowThresholdPercent: 99
		oomScoreAdj: 0
		resolvConf: /dev/null
		tlsCertFile: $W/pki/kubelet.crt
		tlsPrivateKeyFile: $W/pki/kubelet.key
	EOF
	cat >etc/proxy.yaml <<-EOF
		apiVersion: kubeproxy.config.k8s.io/v1alpha1
		kind: KubeProxyConfiguration
		bindAddress: $node_ip
		clientConnection: {kubeconfig: $W/proxy.kubeconfig}
		clusterCIDR: $pod_net
		conntrack: {maxPerCore: 0}
		hostnameOverride: $node
		mode: nftables
		oomScoreAdj: 0
	EOF
	# Who of the pods asked for what; the test of the roles reads it.
	cat >etc/audit.yaml <<-EOF
		apiVersion: audit.k8s.io/v1
		kind: Policy
		omitStages: [RequestReceived]
		omitManagedFields: true
		rules:
		- {level: None, userGroups: ["system:serviceaccounts:kube-system"]}
		- {level: Metadata, userGroups: ["system:serviceaccounts"]}
		- {level: None}
	EOF
	cat >etc/Corefile <<-EOF
		$domain in-addr.arpa ip6.arpa {
		  bind $node_ip
		  errors
		  ready 127.0.0.1:8181
		  kubernetes {
		    kubeconfig $W/coredns.kubeconfig
		    pods verified
		    ttl 5
		  }
		}
		# There is no network outside: every other name does not exist, at once.
		. {
		  bind $node_ip
		  errors
		  template ANY ANY {
		    rcode NXDOMAIN
		  }
		}
	EOF
	cat >etc/dns.yaml <<-EOF
		apiVersion: rbac.authorization.k8s.io/v1
		kind: ClusterRole
		metadata: {name: "system:coredns"}
		rules:
		- {apiGroups: [""], resources: [endpoints, services, pods, namespaces], verbs: [list, watch]}
		- {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list, watch]}
		---
		apiVersion: rbac.authorization.k8s.io/v1
		kind: ClusterRoleBinding
		metadata: {name: "system:coredns"}
		roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:coredns"}
		subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:coredns"}]
		---
		apiVersion: v1
		kind: Service
		metadata: {name: kube-dns, namespace: kube-system, labels: {k8s-app: kube-dns}}
		spec:
		  clusterIP: $dns_ip
		  ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]
		---
		apiVersion: discovery.k8s.io/v1
		kind: EndpointSlice
		metadata: {name: kube-dns, namespace: kube-system, labels: {kubernetes.io/service-name: kube-dns}}
		addressType: IPv4
		ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]
		endpoints: [{addresses: [$node_ip], conditions: {ready: true}}]
	EOF
	printf 'search default.svc.%s svc.%s %s\nnameserver %s\noptions ndots:5\n' "$domain" "$domain" "$domain" "$dns_ip" >etc/resolv.conf
}
