# A test is a function test_NAME in a file tests/TOPIC.bash; it is called TOPIC/NAME.

list_tests() {
	local file
	for file in "$here"/tests/*.bash; do
		sed -n "s|^test_\([a-z0-9_]*\)() {.*|$(basename -- "$file" .bash)/\1|p" "$file"
	done
}

select_tests() { # NAME...: in the order of the files, whatever the order of the names
	local test name found=()
	for test in $(list_tests); do
		(($#)) || found+=("$test")
		for name in "$@"; do
			[[ $test != "$name"* ]] || {
				found+=("$test")
				break
			}
		done
	done
	((${#found[@]})) || {
		echo "no test is called $*; e2e/run --list shows them" >&2
		return 2
	}
	echo "${found[*]}"
}
