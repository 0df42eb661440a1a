# Compiles the cluster's programs from tools/ and makes the image of the pause container.

key() { cat -- "$here"/tools/go.sum "$here"/tools/go.mod "$here"/tools/*/*.go | sha256sum | cut -c1-16; }

install_packages() {
	local missing=() p
	for p in "${packages[@]}"; do
		[[ $(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null) == installed ]] || missing+=("$p")
	done
	((${#missing[@]})) || return 0
	say "installing ${missing[*]}"
	command -v apt-get >/dev/null || die "these Debian packages are missing and there is no apt-get to install them: ${missing[*]}"
	{
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
	} </dev/null >"$cache/apt.log" 2>&1 || {
		tail -n 15 -- "$cache/apt.log" >&2
		die "apt-get could not install ${missing[*]}; its last lines are above"
	}
}

version_of() { awk -v m="$1" '$1 == m && $2 ~ /^v/ { print $2; exit }' "$here/tools/go.mod"; }

in_module() { # DIR CMD...
	command -v go >/dev/null || die "Go is not on PATH; the cluster's programs are compiled from Go modules"
	CGO_ENABLED=0 GOFLAGS='-mod=readonly -trimpath -buildvcs=false' GOWORK=off env -C "$here/$1" "${@:2}"
}

# Without anything compiled it takes minutes; says every half minute how far it is.
go_build() { # MODULE LDFLAGS DIR PACKAGE...
	local all log=$3.log
	say "fetching the Go modules of $1"
	all=$(in_module "$1" go list -deps "${@:4}" 2>"$log" | wc -l) &&
		in_module "$1" go build -v -ldflags "$2" -o "$3/" "${@:4}" 2>&1 | progress "$all" "$log" || {
		tail -n 15 -- "$log" >&2
		die "go could not build $1; its last lines are above"
	}
	rm -- "$log"
}

progress() { # ALL LOG: reads the names of packages that go has compiled, and its messages
	local line count=0 next=$((SECONDS + 30))
	while IFS= read -r line; do
		printf '%s\n' "$line"
		count=$((count + 1))
		((SECONDS < next)) || {
			say "compiled $count of $1 packages"
			next=$((SECONDS + 30))
		}
	done >"$2"
}

compile() { # DIR
	local flags kube p
	kube=$(version_of k8s.io/kubernetes)
	flags="-s -w -X helm.sh/helm/v3/internal/version.version=$(version_of helm.sh/helm/v3)"
	flags+=" -X github.com/containernetworking/plugins/pkg/utils/buildversion.BuildVersion=$(version_of github.com/containernetworking/plugins)"
	for p in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
		flags+=" -X $p.gitVersion=$kube -X $p.gitMajor=1 -X $p.gitMinor=$(cut -d. -f2 <<<"$kube")"
	done
	go_build tools "$flags" "$1" tool ./coredns ./pause
	mv -- "$1/server" "$1/etcd"
}

# The image of the container that holds a pod's namespaces, as a docker archive.
pause_image() { # DIR
	local t layer config
	t=$(mktemp -d -- "$1/image.XXXXXX")
	tar -C "$1" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf "$t/layer.tar" pause
	layer=$(sha256sum <"$t/layer.tar" | cut -d' ' -f1)
	printf '{"architecture":"%s","os":"linux","config":{"Entrypoint":["/pause"],"User":"65535:65535"},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{}]}' \
		"$(go env GOARCH)" "$layer" >"$t/config"
	config=$(sha256sum <"$t/config" | cut -d' ' -f1)
	mv -- "$t/config" "$t/$config.json"
	printf '[{"Config":"%s.json","RepoTags":["portmux.local/pause:1"],"Layers":["layer.tar"]}]' "$config" >"$t/manifest.json"
	tar -C "$t" -cf "$1/pause.tar" manifest.json "$config.json" layer.tar
	rm -r -- "$t"
}

build() {
	mkdir -p -- "$cache"
	exec {build_lock}>"$cache/lock"
	flock "$build_lock"
	install_packages
	make_once "$cache/$(key)" make_programs
	exec {build_lock}>&-
}

make_once() { # DIR FUNCTION: fills DIR by calling FUNCTION, or leaves no DIR
	[[ ! -d $1 ]] || return 0
	local start
	start=$(now_ms)
	say "compiling into $1; this takes some minutes the first time"
	rm -rf -- "$1.new"
	mkdir -- "$1.new"
	"$2" "$1.new"
	mv -- "$1.new" "$1"
	say "compiled in $(seconds $(($(now_ms) - start))) s"
}

make_programs() { # DIR
	compile "$1"
	pause_image "$1"
}
