# What the README says of a cluster, as pasted.

setup() { helm uninstall portmux -n portmux-system --wait; }

# The images are built and loaded by then: see e2e/run.
test_the_first_request_is_answered() {
	local commands output
	commands=$(sed -n '/^## On a cluster/,/^## /s/^    //p' "$here/../README.md" | grep -v '^mvn \|^kind load ')
	(($(wc -l <<<"$commands") >= 6)) || fail "too few commands: $commands"
	cleanup='kubectl delete namespace shop --wait=false; install_chart'
	cd -- "$here/.."
	# The last line: the port is forwarded until all is done.
	output=$(bash -euo pipefail -c "$commands"$'\nkill %1' 2>"$SERVERS/readme.log") || fail "$output $(<"$SERVERS/readme.log")"
	echo "$output"
	expect "answers" "$(grep -cx 'web\|blog' <<<"$output")" 2
	expect_match "state" "$output" 'shop +edge +True +443'
	expect "what helm says of the images" "$(grep -c 'No registry is called portmux.local' <<<"$output")" 1
}
