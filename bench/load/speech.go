package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// identify says which backend answers a client of one protocol.
func identify(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	as := flags.String("as", "http", "http, ssh or silent")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	first, known := map[string]string{"http": onceRequest, "ssh": sshClient, "silent": ""}[*as]
	if !known {
		return nil, fmt.Errorf("-as: %q (expected: http, ssh or silent)", *as)
	}
	connection, err := net.DialTimeout("tcp", *address, *wait)
	if err != nil {
		return nil, err
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(*wait)); err != nil {
		return nil, err
	}
	start := time.Now()
	if _, err := io.WriteString(connection, first); err != nil {
		return nil, err
	}
	answer := make([]byte, longestReply)
	n, err := connection.Read(answer)
	result := map[string]any{"by": backendOf(string(answer[:n])), "seconds": time.Since(start).Seconds()}
	if err != nil {
		result["error"] = err.Error()
	}
	return result, nil
}

func backendOf(answer string) string {
	switch {
	case strings.HasPrefix(answer, "HTTP/1.1 200"):
		return "web"
	case strings.HasPrefix(answer, "SSH-2.0-bench"):
		return "ssh"
	case answer == mysqlGreeting:
		return "mysql"
	default:
		return ""
	}
}

// greeting measures how long clients that say nothing wait for the server's first bytes.
func greeting(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	count := flags.Int("count", 10, "clients, all at once")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	var measured latencies
	inParallel(*count, func(int) {
		start := time.Now()
		if err := awaitGreeting(*address, *wait); err != nil {
			measured.add(nil, err)
		} else {
			measured.add([]time.Duration{time.Since(start)})
		}
	})
	return measured.summary(), nil
}

func awaitGreeting(address string, wait time.Duration) error {
	connection, err := net.DialTimeout("tcp", address, wait)
	if err != nil {
		return err
	}
	defer connection.Close()
	if err := connection.SetReadDeadline(time.Now().Add(wait)); err != nil {
		return err
	}
	answer := make([]byte, longestReply)
	n, err := connection.Read(answer)
	if err != nil {
		return err
	}
	if by := backendOf(string(answer[:n])); by != "mysql" {
		return fmt.Errorf("answered by %q (expected: mysql)", by)
	}
	return nil
}

// earlyFin counts clients that get their answer although they have ended their side: at once with the request, or later, on a
// connection that has already carried an exchange.
func earlyFin(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	count := flags.Int("count", 50, "clients")
	later := flags.Bool("later", false, "on a connection that is already connected through")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	var measured latencies
	inParallel(*count, func(int) {
		start := time.Now()
		if err := askAndFinish(*address, *wait, *later); err != nil {
			measured.add(nil, err)
		} else {
			measured.add([]time.Duration{time.Since(start)})
		}
	})
	return measured.summary(), nil
}

func askAndFinish(address string, wait time.Duration, later bool) error {
	buffer := make([]byte, longestReply)
	var connection net.Conn
	var err error
	if later {
		connection, err = kept(address, wait, buffer)
	} else {
		connection, err = net.DialTimeout("tcp", address, wait)
	}
	if err != nil {
		return err
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(wait)); err != nil {
		return err
	}
	if _, err := io.WriteString(connection, onceRequest); err != nil {
		return err
	}
	if err := connection.(*net.TCPConn).CloseWrite(); err != nil {
		return err
	}
	_, err = word(connection, buffer)
	return err
}
