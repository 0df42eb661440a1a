package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// The little HTTP/1.1 that the benchmark needs. net/http would cost as much CPU as the proxies that are measured beside it.

const (
	keptRequest  = "GET / HTTP/1.1\r\nHost: bench\r\n\r\n"
	onceRequest  = "GET / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"
	echoRequest  = "GET /echo HTTP/1.1\r\nHost: bench\r\n\r\n"
	largeRead    = 256 << 10
	longestReply = 512
)

type request struct {
	path   string
	length int64
	close  bool
}

func readRequest(in *bufio.Reader) (request, error) {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return request{}, err
	}
	parts := bytes.SplitN(line, []byte(" "), 3)
	if len(parts) != 3 {
		return request{}, fmt.Errorf("request line: %q (expected: METHOD PATH VERSION)", line)
	}
	read := request{path: string(parts[1])}
	for {
		header, err := in.ReadSlice('\n')
		if err != nil {
			return request{}, err
		}
		header = bytes.TrimSpace(header)
		if len(header) == 0 {
			return read, nil
		}
		name, value, _ := bytes.Cut(header, []byte(": "))
		switch string(name) {
		case "Connection":
			read.close = string(value) == "close"
		case "Content-Length":
			if read.length, err = strconv.ParseInt(string(value), 10, 64); err != nil {
				return request{}, err
			}
		}
	}
}

// reply is a short answer whose body is one word and a newline.
func reply(word string) []byte {
	return fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s\n", len(word)+1, word)
}

// word waits for a short answer and returns its body without the newline. A body is the only line here that ends without \r.
func word(from net.Conn, buffer []byte) (string, error) {
	read := 0
	for {
		n, err := from.Read(buffer[read:])
		read += n
		answer := buffer[:read]
		if bytes.HasSuffix(answer, []byte("\n")) && !bytes.HasSuffix(answer, []byte("\r\n")) {
			_, body, _ := bytes.Cut(answer, []byte("\r\n\r\n"))
			return string(bytes.TrimSpace(body)), nil
		}
		if err != nil {
			return "", fmt.Errorf("%w after %d bytes of an answer", err, read)
		}
		if read == len(buffer) {
			return "", fmt.Errorf("answer of %d bytes or more: %.40q", read, answer)
		}
	}
}

// ask opens a connection, sends the segments of one request and returns the answer; the server closes.
func ask(address string, wait time.Duration, buffer []byte, segments ...string) (string, error) {
	connection, err := net.DialTimeout("tcp", address, wait)
	if err != nil {
		return "", err
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(wait)); err != nil {
		return "", err
	}
	for _, segment := range segments {
		if _, err := io.WriteString(connection, segment); err != nil {
			return "", err
		}
	}
	answer, err := word(connection, buffer)
	if err != nil {
		return "", err
	}
	if n, err := connection.Read(buffer); n != 0 || err != io.EOF {
		return "", fmt.Errorf("%d bytes and %v after the answer (expected: EOF)", n, err)
	}
	return answer, nil
}

// discard reads n bytes in large reads.
func discard(in *bufio.Reader, connection net.Conn, n int64) error {
	buffered := min(int64(in.Buffered()), n)
	if _, err := in.Discard(int(buffered)); err != nil {
		return err
	}
	left := n - buffered
	if left == 0 {
		return nil // without the buffer: clearing one for each request was a fifth of the backends' time, and most of p99
	}
	buffer := make([]byte, largeRead)
	for left > 0 {
		read, err := connection.Read(buffer[:min(left, largeRead)])
		left -= int64(read)
		if err != nil && left > 0 {
			return fmt.Errorf("%w with %d bytes missing", err, left)
		}
	}
	return nil
}
