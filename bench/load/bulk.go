package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// streams is what bulk opens: connections that move bytes one way, counted as they move.
type streams struct {
	address string
	wait    time.Duration
	rate    int64 // bytes a second that the backend sends on each; 0: as fast as they are taken
	up      bool
	moved   atomic.Int64
	over    atomic.Bool
	mutex   sync.Mutex
	open    map[net.Conn]bool
}

// bulk moves bytes one way over several connections at once: all of -bytes, or with -until-input-ends again and again. Then it
// first prints how many streams there are, when all of them flow, and cuts them off at the end.
func bulk(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	total := flags.Int64("bytes", 1<<30, "bytes in all")
	count := flags.Int("streams", 2, "connections")
	up := flags.Bool("up", false, "to the backend instead of from it")
	rate := flags.Int64("rate", 0, "bytes a second that the backend sends on each; 0: as fast as they are taken")
	endless := flags.Bool("until-input-ends", false, "go on until standard input ends")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	all := &streams{address: *address, wait: *wait, rate: *rate, up: *up, open: map[net.Conn]bool{}}
	var flowing sync.WaitGroup
	flowing.Add(*count)
	if *endless {
		go func() { flowing.Wait(); print(map[string]int{"streams": *count}) }()
		go func() { untilInputEnds(); all.cut() }()
	}
	share := *total / int64(*count)
	errors := make([]error, *count)
	start := time.Now()
	inParallel(*count, func(i int) {
		flows := sync.OnceFunc(flowing.Done)
		defer flows()
		for again := true; again && errors[i] == nil; again = *endless && !all.over.Load() {
			errors[i] = all.transfer(share, flows)
		}
	})
	for _, err := range errors {
		if err != nil {
			return nil, err
		}
	}
	return map[string]any{"bytes": all.moved.Load(), "seconds": time.Since(start).Seconds()}, nil
}

// cut ends all streams where they are.
func (s *streams) cut() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.over.Store(true)
	for connection := range s.open {
		connection.Close()
	}
}

func (s *streams) transfer(n int64, flows func()) error {
	connection, err := net.DialTimeout("tcp", s.address, s.wait)
	if err != nil {
		return err
	}
	defer connection.Close()
	s.mutex.Lock()
	s.open[connection] = true
	s.mutex.Unlock()
	counted := countedConn{connection, &s.moved, flows}
	if s.up {
		err = upload(counted, n)
	} else {
		err = download(counted, n, s.rate)
	}
	s.mutex.Lock()
	delete(s.open, connection)
	s.mutex.Unlock()
	if s.over.Load() {
		return nil // it was cut
	}
	return err
}

// A countedConn adds its bytes, heads included, to a sum, and says when the first have come back.
type countedConn struct {
	net.Conn
	moved *atomic.Int64
	flows func()
}

func (c countedConn) Read(buffer []byte) (int, error) {
	n, err := c.Conn.Read(buffer)
	c.moved.Add(int64(n))
	if n > 0 {
		c.flows()
	}
	return n, err
}

// The sum is of both ways: a request or an answer beside the stream is too little to matter.
func (c countedConn) Write(buffer []byte) (int, error) {
	n, err := c.Conn.Write(buffer)
	c.moved.Add(int64(n))
	return n, err
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
