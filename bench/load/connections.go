package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"time"
)

// connections opens connections one after another in each of several workers, makes one request on each, and waits for its end.
func connections(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	count := flags.Int("count", 1000, "connections in all")
	parallel := flags.Int("parallel", 16, "at a time")
	header := flags.String("header", "none", "PROXY header in front of the request: none, together with it, apart")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	var begun atomic.Int64
	var measured latencies
	inParallel(*parallel, func(int) {
		buffer := make([]byte, longestReply)
		var mine []time.Duration
		var failures []error
		for {
			connection := begun.Add(1)
			if connection > int64(*count) {
				break
			}
			segments := behind(*header, connection)
			start := time.Now()
			answer, err := ask(*address, *wait, buffer, segments...)
			if err = byWeb(answer, err); err != nil {
				failures = append(failures, err)
			} else {
				mine = append(mine, time.Since(start))
			}
		}
		measured.add(mine, failures...)
	})
	return measured.summary(), nil
}

// behind returns what a load balancer sends for a client that makes one request: by segment, with a header of the PROXY protocol,
// version 2, whose source is one of 4,096.
func behind(header string, connection int64) []string {
	source := string([]byte{10, 0, byte(connection >> 8 & 0xf), byte(connection)})
	proxy := "\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c" + source + "\x7f\x00\x00\x01\xc3\x50\x01\xbb"
	switch header {
	case "together":
		return []string{proxy + onceRequest}
	case "apart":
		return []string{proxy, onceRequest}
	default:
		return []string{onceRequest}
	}
}

// newcomers opens connections all at once, at fixed times, and takes the time of each from its start to the first byte of its
// answer. They are SSH clients, so that they do not wait in the web server that the streams beside them keep busy. The times are fixed
// so that a proxy which answers sooner does not do the same work in less time, with less of it left for the streams.
func newcomers(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	count := flags.Int("count", 200, "connections at once")
	times := flags.Int("times", 3, "how often")
	every := flags.Duration("every", time.Second, "from one time to the next")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	var measured latencies
	for range *times {
		next := time.After(*every)
		inParallel(*count, func(int) {
			if took, err := untilAnswered(*address, *wait); err != nil {
				measured.add(nil, err)
			} else {
				measured.add([]time.Duration{took})
			}
		})
		<-next
	}
	return measured.summary(), nil
}

func untilAnswered(address string, wait time.Duration) (time.Duration, error) {
	start := time.Now()
	connection, err := net.DialTimeout("tcp", address, wait)
	if err != nil {
		return 0, err
	}
	defer connection.Close()
	if err := connection.SetDeadline(start.Add(wait)); err != nil {
		return 0, err
	}
	if _, err := io.WriteString(connection, sshClient); err != nil {
		return 0, err
	}
	answer := make([]byte, longestReply)
	n, err := connection.Read(answer)
	if err != nil {
		return 0, err
	}
	took := time.Since(start)
	if by := backendOf(string(answer[:n])); by != "ssh" {
		return 0, fmt.Errorf("answered by %q (expected: ssh)", by)
	}
	return took, nil
}

// An exchange of the steady load: when it began and ended (nanoseconds since 1970) and who answered ("" if nobody did).
type exchange struct {
	Begun int64  `json:"begun"`
	Ended int64  `json:"ended"`
	By    string `json:"by"`
}

// steady opens connections for a time and returns each, so that the caller can lay its route changes beside them.
func steady(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	parallel := flags.Int("parallel", 4, "at a time")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	var over atomic.Bool
	go func() { untilInputEnds(); over.Store(true) }()
	each := make([][]exchange, *parallel)
	inParallel(*parallel, func(i int) {
		buffer := make([]byte, longestReply)
		for !over.Load() {
			begun := time.Now()
			answer, err := ask(*address, *wait, buffer, onceRequest)
			if err != nil {
				answer = ""
			}
			each[i] = append(each[i], exchange{begun.UnixNano(), time.Now().UnixNano(), answer})
		}
	})
	all := []exchange{}
	for _, mine := range each {
		all = append(all, mine...)
	}
	return all, nil
}
