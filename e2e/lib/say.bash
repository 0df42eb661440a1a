# Progress for people: what is done, and how long it took.

say() { printf '%s\n' "$*"; }
now_ms() {
	local t=${EPOCHREALTIME//[.,]/}
	echo $((t / 1000))
}
seconds_since() { # MS
	local ms=$(($(now_ms) - $1))
	printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

# Runs a command whose output matters only when it fails.
step() { # WHAT CMD...
	local what=$1 start log
	shift
	start=$(now_ms)
	log=$out/$(tr -c "a-z0-9\n" - <<<"${what,,}").log
	if "$@" </dev/null >"$log" 2>&1; then
		printf '  %-44s %10s\n' "$what" "$(seconds_since "$start")"
	else
		printf '  %-44s %10s  FAILED\n' "$what" "$(seconds_since "$start")"
		tail -n 40 -- "$log"
		say "0 passed, 1 failed"
		exit 1
	fi
}
