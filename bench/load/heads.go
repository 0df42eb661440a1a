package main

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// heads opens connections one after another, each with a long first message that comes in pieces. A piece is sent when the
// contestant has read the one before, so that each is a read of its own. What decides (Host, the server name) is the last of it.
func heads(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	as := flags.String("as", "http", "http, or tls in records of one byte")
	name := flags.String("name", "bench", "the host or server name")
	size := flags.Int("bytes", 8192, "of the message, without the headers of records")
	piece := flags.Int("piece", 8192, "bytes of a piece")
	lasting := flags.Duration("for", time.Second, "how long; the last one is brought to its end")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	build, known := map[string]func(string, int) []byte{"http": httpHead, "tls": helloInRecords}[*as]
	if !known {
		return nil, fmt.Errorf("-as: %q (expected: http or tls)", *as)
	}
	message := build(*name, *size)
	queue, err := openReceiveQueues()
	if err != nil {
		return nil, err
	}
	defer queue.close()
	var measured latencies
	for end := time.Now().Add(*lasting); len(measured.all) == 0 || time.Now().Before(end); {
		start := time.Now()
		if err := sendHead(*address, *wait, message, *piece, queue); err != nil {
			return nil, err
		}
		measured.add([]time.Duration{time.Since(start)})
	}
	return measured.summary(), nil
}

func sendHead(address string, wait time.Duration, message []byte, piece int, queue *receiveQueues) error {
	connection, err := net.DialTimeout("tcp", address, wait)
	if err != nil {
		return err
	}
	defer connection.Close()
	deadline := time.Now().Add(wait)
	if err := connection.SetDeadline(deadline); err != nil {
		return err
	}
	for sent := 0; sent < len(message); {
		next := min(sent+piece, len(message))
		if _, err := connection.Write(message[sent:next]); err != nil {
			return err
		}
		sent = next
		if sent < len(message) {
			if err := queue.awaitRead(connection, deadline); err != nil {
				return fmt.Errorf("after %d of %d bytes: %w", sent, len(message), err)
			}
		}
	}
	if n, err := io.ReadAtLeast(connection, make([]byte, longestReply), 1); err != nil {
		return fmt.Errorf("%w after %d bytes of an answer", err, n)
	}
	return nil
}

// httpHead is a request of that many bytes with many headers, of which Host is the last.
func httpHead(host string, size int) []byte {
	head := bytes.NewBufferString("GET / HTTP/1.1\r\nConnection: close\r\n")
	last := "Host: " + host + "\r\n\r\n"
	for left := size - head.Len() - len(last); left > 0; left = size - head.Len() - len(last) {
		line := min(left, 64)
		if rest := left - line; rest > 0 && rest < 16 {
			line -= 16 // or too little would be left for a header
		}
		fmt.Fprintf(head, "X-Filler: %s\r\n", strings.Repeat("a", max(0, line-len("X-Filler: \r\n"))))
	}
	head.WriteString(last)
	return head.Bytes()
}

// helloInRecords is a ClientHello of about that many bytes whose last extension is the server name, in TLS records of one byte.
func helloInRecords(name string, size int) []byte {
	extension := func(number uint16, body []byte) []byte {
		return append(binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(nil, number), uint16(len(body))), body...)
	}
	host := append([]byte{0}, binary.BigEndian.AppendUint16(nil, uint16(len(name)))...) // type host_name
	host = append(host, name...)
	serverName := extension(0, append(binary.BigEndian.AppendUint16(nil, uint16(len(host))), host...)) // RFC 6066, section 3
	fixed := []byte{0x03, 0x03}                                                                        // TLS 1.2
	fixed = append(fixed, make([]byte, 32)...)                                                         // random
	fixed = append(fixed, 0, 0, 4, 0x13, 0x01, 0xc0, 0x2f, 1, 0)                                       // no session, two ciphers, no compression
	const heads = 4 + 2 + 4                                                                            // of the message, of the extensions, of the padding
	padding := extension(21, make([]byte, max(0, size-heads-len(fixed)-len(serverName))))              // RFC 7685
	extensions := append(padding, serverName...)
	body := append(fixed, binary.BigEndian.AppendUint16(nil, uint16(len(extensions)))...)
	body = append(body, extensions...)
	message := append([]byte{1, 0}, binary.BigEndian.AppendUint16(nil, uint16(len(body)))...) // client_hello
	message = append(message, body...)
	var records []byte
	for _, b := range message {
		records = append(records, 0x16, 0x03, 0x01, 0, 1, b)
	}
	return records
}
