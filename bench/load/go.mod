module portmux.dev/bench/load

go 1.25.0
