// Prints the clients (`list`) or runs one (SAMPLE HOST PORT).
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// A client connects to address (host:port); what comes back does not matter, nobody answers.
type client struct {
	sample string
	module string // "go" for the standard library
	as     string
	run    func(ctx context.Context, address string)
}

func main() {
	clients := append(append(web(), stores()...), messaging()...)
	if os.Args[1] == "list" {
		for _, c := range clients {
			fmt.Printf("%s\t%s\t%s\n", c.sample, version(c.module), c.as)
		}
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	for _, c := range clients {
		if c.sample == os.Args[1] {
			c.run(ctx, os.Args[2]+":"+os.Args[3])
		}
	}
}

func version(module string) string {
	if module == "go" {
		return "Go " + runtime.Version() + " standard library"
	}
	info, _ := debug.ReadBuildInfo()
	for _, dep := range info.Deps {
		if dep.Path == module {
			return module + " " + dep.Version
		}
	}
	panic(module + " is not among the dependencies")
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
