# Certificates and kubeconfig files, made anew for each cluster.

certificate() { # NAME COMMON-NAME ORGANISATION ALTERNATIVE-NAMES
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.csr" \
		-subj "${3:+/O=$3}/CN=$2" 2>/dev/null
	openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -out "$1.crt" \
		-extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\n' "${4:-DNS:$1}") 2>/dev/null
}

kubeconfig_file() { # NAME
	cat >"$W/$1.kubeconfig" <<-EOF
		apiVersion: v1
		kind: Config
		clusters: [{name: portmux, cluster: {server: "https://$node_ip:6443", certificate-authority-data: $(base64 -w0 ca.crt)}}]
		users: [{name: $1, user: {client-certificate-data: $(base64 -w0 "$1.crt"), client-key-data: $(base64 -w0 "$1.key")}}]
		contexts: [{name: portmux, context: {cluster: portmux, user: $1}}]
		current-context: portmux
	EOF
	chmod 600 "$W/$1.kubeconfig"
}

make_keys() {
	local ec=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes) name
	cd "$W/pki"
	openssl req -x509 "${ec[@]}" -keyout ca.key -out ca.crt -subj /CN=portmux-cluster -days 365 2>/dev/null
	certificate apiserver kube-apiserver '' \
		"DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.$domain,DNS:localhost,IP:127.0.0.1,IP:$api_ip,IP:$node_ip"
	certificate admin admin system:masters
	certificate kubelet "system:node:$node" system:nodes "DNS:$node,IP:$node_ip"
	certificate controller-manager system:kube-controller-manager ''
	certificate scheduler system:kube-scheduler ''
	certificate proxy system:kube-proxy ''
	certificate aggregator aggregator ''
	certificate coredns system:coredns ''
	openssl genrsa -out sa.key 2048 2>/dev/null
	openssl rsa -in sa.key -pubout -out sa.pub 2>/dev/null
	for name in admin kubelet controller-manager scheduler proxy coredns; do kubeconfig_file "$name"; done
	cd "$W"
}
