package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"net"
	"sync/atomic"
	"time"
)

// bulk moves bytes one way over several connections at once: all of -bytes, or with -until-input-ends again and again.
func bulk(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	total := flags.Int64("bytes", 1<<30, "bytes in all")
	streams := flags.Int("streams", 2, "connections")
	up := flags.Bool("up", false, "to the backend instead of from it")
	rate := flags.Int64("rate", 0, "bytes a second that the backend sends on each; 0: as fast as they are taken")
	endless := flags.Bool("until-input-ends", false, "go on until standard input ends")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	var over atomic.Bool
	if *endless {
		go func() { untilInputEnds(); over.Store(true) }()
	}
	share := *total / int64(*streams)
	errors := make([]error, *streams)
	var moved atomic.Int64
	start := time.Now()
	inParallel(*streams, func(i int) {
		for again := true; again && errors[i] == nil; again = *endless && !over.Load() {
			if errors[i] = transfer(*address, *wait, share, *rate, *up); errors[i] == nil {
				moved.Add(share)
			}
		}
	})
	for _, err := range errors {
		if err != nil {
			return nil, err
		}
	}
	return map[string]any{"bytes": moved.Load(), "seconds": time.Since(start).Seconds()}, nil
}

func transfer(address string, wait time.Duration, n, rate int64, up bool) error {
	connection, err := net.DialTimeout("tcp", address, wait)
	if err != nil {
		return err
	}
	defer connection.Close()
	if up {
		return upload(connection, n)
	}
	return download(connection, n, rate)
}

func download(connection net.Conn, n, rate int64) error {
	if _, err := fmt.Fprintf(connection, "GET /bytes/%d/%d HTTP/1.1\r\nHost: bench\r\n\r\n", n, rate); err != nil {
		return err
	}
	in := bufio.NewReader(connection)
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if bytes.Equal(line, []byte("\r\n")) {
			return discard(in, connection, n)
		}
	}
}

func upload(connection net.Conn, n int64) error {
	if _, err := fmt.Fprintf(connection, "POST / HTTP/1.1\r\nHost: bench\r\nContent-Length: %d\r\n\r\n", n); err != nil {
		return err
	}
	buffer := make([]byte, largeRead)
	for left := n; left > 0; {
		written, err := connection.Write(buffer[:min(left, largeRead)])
		if err != nil {
			return err
		}
		left -= int64(written)
	}
	_, err := word(connection, buffer)
	return err
}
