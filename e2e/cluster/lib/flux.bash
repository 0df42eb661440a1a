# Flux' source and kustomize controllers and a git server, beside the cluster, and the status that Flux computes (kstatus).

flux_components=(gitserve source-controller kustomize-controller)
git_port=8418

flux_programs() { # the directory of the compiled programs
	echo "$cache/flux-$(cat -- "$here"/tools/flux/go.sum "$here"/tools/flux/go.mod "$here"/tools/flux/*/*.go | sha256sum | cut -c1-16)"
}

make_flux() { # DIR
	local m
	go_build tools/flux "-s -w" "$1" tool ./gitserve ./verdicts
	mkdir -- "$1/crds"
	for m in source-controller kustomize-controller; do
		cat "$(in_module tools/flux go list -m -f '{{.Dir}}' "github.com/fluxcd/$m")"/config/crd/bases/*.yaml >"$1/crds/$m.yaml"
	done
}

build_flux() {
	mkdir -p -- "$cache"
	exec {flux_lock}>"$cache/flux.lock"
	flock "$flux_lock"
	make_once "$(flux_programs)" make_flux
	exec {flux_lock}>&-
}

# Their resource definitions, and the git server's address in the cluster's DNS.
flux_objects() { # DIRECTORY OF THE PROGRAMS
	cat >"$state/etc/flux.yaml" <<-EOF
		apiVersion: v1
		kind: Namespace
		metadata: {name: flux-system}
		---
		apiVersion: v1
		kind: Service
		metadata: {name: git, namespace: flux-system}
		spec: {ports: [{port: 80, targetPort: $git_port}]}
		---
		apiVersion: discovery.k8s.io/v1
		kind: EndpointSlice
		metadata: {name: git, namespace: flux-system, labels: {kubernetes.io/service-name: git}}
		addressType: IPv4
		ports: [{port: $git_port}]
		endpoints: [{addresses: [$node_ip], conditions: {ready: true}}]
	EOF
	inside kubectl apply --server-side -f "$1/crds" -f "$state/etc/flux.yaml" &&
		inside kubectl wait --for=condition=Established -f "$1/crds" --timeout=30s
}

begin_inside() { # NAME CMD...: in the background, in the cluster's namespaces
	local name=$1
	shift
	(
		exec </dev/null >"$state/log/$name" 2>&1
		cd /
		enter setsid env HOME="$W/private" TMPDIR="$W/private/tmp" RUNTIME_NAMESPACE=flux-system "$@"
	) &
	background[$name]=$!
	disown
}

end_background() {
	local p
	for p in "${background[@]}"; do # nsenter, whose child is the program
		pgrep -P "$p" | xargs -r kill -KILL || true
	done
}

listening() { # ADDRESS PORT
	inside bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null
}

flux() { # [DIRECTORY]
	need_up
	local dir=${1:-$state/git} programs start name i
	local -A background=()
	! listening "$node_ip" 9790 || die "Flux is already running"
	command -v git >/dev/null || die "git is not installed; Flux reads from a git repository"
	mkdir -p -- "$state/git" "$state/private/flux"
	dir=$(cd -- "$dir" && pwd) || die "flux: no directory $1"
	build_flux
	programs=$(flux_programs)

	start=$(now_ms)
	flux_objects "$programs" >"$state/log/flux" 2>&1 || {
		last_lines flux >&2
		die "flux: the API server did not take Flux' resource definitions; its message is above"
	}
	begin_inside gitserve "$programs/gitserve" "$node_ip:$git_port" "$dir"
	begin_inside source-controller "$programs/source-controller" --storage-path="$W/private/flux" \
		--storage-addr="$node_ip:9790" --storage-adv-addr="$node_ip:9790" \
		--metrics-addr=127.0.0.1:8081 --health-addr=127.0.0.1:9440 --log-level=info
	begin_inside kustomize-controller "$programs/kustomize-controller" --requeue-dependency=1s \
		--metrics-addr=127.0.0.1:8082 --health-addr=127.0.0.1:9441 --log-level=info
	for ((i = 0; i < 300; i++)); do
		for name in "${!background[@]}"; do
			kill -0 "${background[$name]}" 2>/dev/null || {
				last_lines "$name" >&2
				end_background
				die "flux: $name stopped; its last lines are above"
			}
		done
		if listening "$node_ip" "$git_port" && listening "$node_ip" 9790 && listening 127.0.0.1 9441; then
			say "Flux is ready after $(seconds $(($(now_ms) - start))) s; a bare repository $dir/NAME.git is http://git.flux-system.svc.$domain/NAME.git"
			return
		fi
		sleep 0.1
	done
	end_background
	die "flux: the controllers did not get ready in 30 s; see '$prog logs source-controller' and '$prog logs kustomize-controller'"
}
