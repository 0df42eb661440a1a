package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"net"
	"strings"
	"time"
)

// integrity sends random bytes in random pieces through echoing connections, both ways at once and with pauses on either side, and
// compares hashes. With -cut the request before them comes in pieces of one byte: a proxy must keep what it has not decided on yet,
// and must not decide on a part of it.
func integrity(flags *flag.FlagSet, arguments []string) (any, error) {
	address, wait := target(flags)
	count := flags.Int("count", 48, "connections")
	parallel := flags.Int("parallel", 12, "at a time")
	cut := flags.Bool("cut", false, "send the first bytes one at a time")
	if err := flags.Parse(arguments); err != nil {
		return nil, err
	}
	seeds := make(chan int64, *count)
	for seed := range *count {
		seeds <- int64(seed)
	}
	close(seeds)
	var measured latencies
	inParallel(*parallel, func(int) {
		for seed := range seeds {
			start := time.Now()
			if err := echoes(*address, *wait, seed, *cut); err != nil {
				measured.add(nil, fmt.Errorf("seed %d: %w", seed, err))
			} else {
				measured.add([]time.Duration{time.Since(start)})
			}
		}
	})
	return measured.summary(), nil
}

func echoes(address string, wait time.Duration, seed int64, cut bool) error {
	random := rand.New(rand.NewSource(seed))
	data := make([]byte, []int{5, 2_000, 100_000, 3_000_000, 12_000_000}[random.Intn(5)])
	random.Read(data)
	begun := time.Now()
	connection, err := net.DialTimeout("tcp", address, wait)
	if err != nil {
		return err
	}
	defer connection.Close()
	if err := connection.SetDeadline(begun.Add(4 * wait)); err != nil {
		return err
	}
	// Here, for the other connections may keep this program's one thread so long that a proxy takes the client for a silent one.
	pieces := head(cut)
	if _, err := io.WriteString(connection, pieces[0]); err != nil {
		return err
	}
	spoke := time.Since(begun)
	sent := make(chan error, 1)
	go func() { sent <- sendInPieces(connection, pieces[1:], data, rand.New(rand.NewSource(seed))) }()
	hash := sha256.New()
	n, err := io.Copy(hash, io.LimitReader(pausing{connection, random}, int64(len(data))))
	if err != nil {
		return fmt.Errorf("%d of %d bytes came back to a client that spoke after %v: %w", n, len(data), spoke, err)
	}
	if expected := sha256.Sum256(data); !bytes.Equal(hash.Sum(nil), expected[:]) {
		return fmt.Errorf("%d of %d bytes came back, not the same, to a client that spoke after %v", n, len(data), spoke)
	}
	return <-sent
}

func head(cut bool) []string {
	if cut {
		return strings.Split(echoRequest, "")
	}
	return []string{echoRequest}
}

func sendInPieces(connection net.Conn, head []string, data []byte, random *rand.Rand) error {
	for _, piece := range head {
		if _, err := io.WriteString(connection, piece); err != nil {
			return err
		}
	}
	for len(data) > 0 {
		piece := min(len(data), []int{1, 2, 1_000, 65_536, 400_000}[random.Intn(5)])
		if _, err := connection.Write(data[:piece]); err != nil {
			return err
		}
		data = data[piece:]
		if random.Intn(20) == 0 {
			time.Sleep(2 * time.Millisecond)
		}
	}
	return nil
}

// pausing reads pieces of random size and sometimes not at all for a while.
type pausing struct {
	from   io.Reader
	random *rand.Rand
}

func (p pausing) Read(buffer []byte) (int, error) {
	if p.random.Intn(50) == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	return p.from.Read(buffer[:min(len(buffer), 1+p.random.Intn(500_000))])
}
