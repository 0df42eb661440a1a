# Waiting for something that happens elsewhere, and saying what did not hold.

fail() {
	printf 'FAILED: %s\n' "$*" >&2
	exit 1
}

skip() { # WHY: what the test needs is not here
	printf 'SKIPPED: %s\n' "$*"
	exit 77
}

await() { # SECONDS WHAT CMD...: until the command succeeds
	local end=$((SECONDS + $1)) what=$2 output
	shift 2
	until output=$("$@" 2>&1); do
		((SECONDS < end)) || fail "$what: still not so when time was up; last: $* said: $output"
		sleep 0.1
	done
}

expect() { # WHAT ACTUAL EXPECTED
	[[ $2 == "$3" ]] || fail "$1: $(printf '%q' "$2") (expected: $(printf '%q' "$3"))"
}

expect_match() { # WHAT ACTUAL PATTERN: an extended regular expression
	[[ $2 =~ $3 ]] || fail "$1: $(printf '%q' "$2") (expected to match: $3)"
}

listening() { # ADDRESS PORT
	timeout 1 bash -c "exec 3<>/dev/tcp/$1/$2"
}
