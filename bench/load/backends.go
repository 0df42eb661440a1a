package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"
)

const (
	sshBanner     = "SSH-2.0-bench\r\n"
	sshClient     = "SSH-2.0-client\r\n"
	mysqlGreeting = "\x4a\x00\x00\x00\x0a8.0.0-bench\x00"
)

// backends serves until standard input ends: two web servers to switch between, an SSH-like one, a MySQL-like one, which
// speaks first, and one that greets and then takes everything. It prints the port of each.
func backends(flags *flag.FlagSet, arguments []string) (any, error) {
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	ports := map[string]int{}
	for name, handle := range map[string]func(net.Conn) error{
		"web": web("web"), "web2": web("web2"), "ssh": bannerThenEcho(sshBanner), "mysql": bannerThenEcho(mysqlGreeting),
		"sink": bannerThenNothing,
	} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		ports[name] = listener.Addr().(*net.TCPAddr).Port
		go serve(listener, handle)
	}
	print(ports)
	untilInputEnds()
	os.Exit(0)
	return nil, nil
}

// serve hands every connection to handle. Its error stays with the connection: the client that is measured sees it.
func serve(listener net.Listener, handle func(net.Conn) error) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, "load backends:", err)
			os.Exit(1)
		}
		go func() {
			defer connection.Close()
			_ = handle(connection)
		}()
	}
}

// web answers / with its name, /bytes/N/R with N bytes, R a second, a POST after its body, and /echo with everything that follows.
func web(name string) func(net.Conn) error {
	answer := reply(name)
	return func(connection net.Conn) error {
		in := bufio.NewReaderSize(connection, longestReply)
		for {
			asked, err := readRequest(in)
			if err != nil {
				return err
			}
			if err := discard(in, connection, asked.length); err != nil {
				return err
			}
			switch amounts, isBytes := strings.CutPrefix(asked.path, "/bytes/"); {
			case asked.path == "/echo":
				_, err = in.WriteTo(connection)
				return err
			case isBytes:
				err = sendBytes(connection, amounts)
			default:
				_, err = connection.Write(answer)
			}
			if err != nil || asked.close {
				return err
			}
		}
	}
}

// sendBytes takes "COUNT/RATE"; a rate of 0 is as fast as they are taken.
func sendBytes(connection net.Conn, amounts string) error {
	var count, rate int64
	if _, err := fmt.Sscanf(amounts, "%d/%d", &count, &rate); err != nil {
		return fmt.Errorf("%q: %w (expected: COUNT/RATE)", amounts, err)
	}
	if _, err := fmt.Fprintf(connection, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", count); err != nil {
		return err
	}
	buffer := make([]byte, largeRead)
	start := time.Now()
	for sent := int64(0); sent < count; {
		n, err := connection.Write(buffer[:min(count-sent, largeRead)])
		if err != nil {
			return err
		}
		sent += int64(n)
		if rate > 0 {
			time.Sleep(time.Until(start.Add(time.Duration(float64(sent) / float64(rate) * float64(time.Second)))))
		}
	}
	return nil
}

func bannerThenEcho(banner string) func(net.Conn) error {
	return func(connection net.Conn) error {
		if _, err := io.WriteString(connection, banner); err != nil {
			return err
		}
		_, err := io.Copy(connection, connection)
		return err
	}
}

func bannerThenNothing(connection net.Conn) error {
	if _, err := io.WriteString(connection, mysqlGreeting); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, connection)
	return err
}
