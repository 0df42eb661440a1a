package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"time"
)

// kept opens a connection that has already carried one exchange: routed, and connected through to its backend.
func kept(address string, wait time.Duration, buffer []byte) (net.Conn, error) {
	connection, err := net.DialTimeout("tcp", address, wait)
	if err != nil {
		return nil, err
	}
	if err := connection.SetDeadline(time.Now().Add(wait)); err != nil {
		return nil, err
	}
	if _, err := io.WriteString(connection, keptRequest); err != nil {
		return nil, err
	}
	if _, err := word(connection, buffer); err != nil {
		return nil, err
	}
	return connection, connection.SetDeadline(time.Time{})
}

// byWeb is an error if another backend than the first web server gave the answer.
func byWeb(answer string, err error) error {
	if err == nil && answer != "web" {
		return fmt.Errorf("answered by %q (expected: web)", answer)
	}
	return err
}

// requests sends small requests on kept connections, one at a time on each.
func requests(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	clients := flags.Int("clients", 16, "kept connections")
	lasting := flags.Duration("for", 3*time.Second, "how long")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	var measured latencies
	end := time.Now().Add(*lasting)
	inParallel(*clients, func(int) {
		var mine []time.Duration
		err := requestLoop(*address, *wait, end, &mine)
		if err != nil {
			measured.add(mine, err)
		} else {
			measured.add(mine)
		}
	})
	return measured.summary(), nil
}

func requestLoop(address string, wait time.Duration, end time.Time, measured *[]time.Duration) error {
	buffer := make([]byte, longestReply)
	connection, err := kept(address, wait, buffer)
	if err != nil {
		return err
	}
	defer connection.Close()
	if err := connection.SetDeadline(end.Add(wait)); err != nil {
		return err
	}
	for start := time.Now(); start.Before(end); {
		if _, err := io.WriteString(connection, keptRequest); err != nil {
			return err
		}
		if err := byWeb(word(connection, buffer)); err != nil {
			return err
		}
		now := time.Now()
		*measured = append(*measured, now.Sub(start))
		start = now
	}
	return nil
}

// idle holds connections open, both sides established, until standard input ends.
func idle(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	count := flags.Int("count", 1000, "connections")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	buffer := make([]byte, longestReply)
	held := make([]net.Conn, 0, *count)
	for len(held) < *count {
		connection, err := kept(*address, *wait, buffer)
		if err != nil {
			return nil, fmt.Errorf("connection %d: %w", len(held)+1, err)
		}
		held = append(held, connection)
	}
	print(map[string]int{"held": len(held)})
	untilInputEnds()
	for _, connection := range held {
		connection.Close()
	}
	return map[string]int{"closed": len(held)}, nil
}
