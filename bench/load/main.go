// Load is the load generator and the backends of bench/compare: one program, so that every contestant meets the same clients and
// servers, and in Go's standard library, so that it leaves most of a small machine to the contestant.
//
// Each command prints one JSON value on standard output. Those that hold something open (backends, idle, bulk with
// -until-input-ends) print one when they are ready, too, and end when their standard input does, so that they never outlive the
// script that started them.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"
)

// A command takes its flags and returns what it prints.
type command func(flags *flag.FlagSet, arguments []string) (any, error)

var commands = map[string]command{
	"backends":    backends,
	"bulk":        bulk,
	"connections": connections,
	"fin":         earlyFin,
	"greeting":    greeting,
	"heads":       heads,
	"idle":        idle,
	"integrity":   integrity,
	"identify":    identify,
	"newcomers":   newcomers,
	"requests":    requests,
	"steady":      steady,
}

func main() {
	// One thread here and one in the backends: with more of them than cores, requests wait for each other's time slices, and every
	// contestant's p99 is that of this program (5.5 ms instead of 1.7).
	runtime.GOMAXPROCS(1)
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "use: load COMMAND [FLAG...]; commands are described in bench/README.md")
		os.Exit(2)
	}
	result, err := commands[os.Args[1]](flag.NewFlagSet(os.Args[1], flag.ExitOnError), os.Args[2:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "load %s: %v\n", os.Args[1], err)
		os.Exit(1)
	}
	print(result)
}

func print(result any) {
	if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// untilInputEnds waits for the end of standard input: the parent has closed it or is gone.
func untilInputEnds() {
	_, _ = os.Stdin.Read(make([]byte, 1))
}

// target adds the flags that every client has.
func target(flags *flag.FlagSet) (address *string, wait *time.Duration) {
	return flags.String("target", "", "HOST:PORT of the contestant"),
		flags.Duration("wait", 10*time.Second, "longest wait for one answer")
}
