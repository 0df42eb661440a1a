package main

import (
	"slices"
	"sync"
	"time"
)

// latencies collects what parallel workers measured.
type latencies struct {
	mutex  sync.Mutex
	all    []time.Duration
	failed int
	first  error
}

func (l *latencies) add(measured []time.Duration, failures ...error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.all = append(l.all, measured...)
	l.failed += len(failures)
	if l.first == nil && len(failures) > 0 {
		l.first = failures[0]
	}
}

type summary struct {
	Count  int     `json:"count"`
	Failed int     `json:"failed"`
	Reason string  `json:"reason,omitempty"` // of the first failure
	P50    float64 `json:"p50_us"`
	P99    float64 `json:"p99_us"`
}

func (l *latencies) summary() summary {
	result := summary{Count: len(l.all), Failed: l.failed}
	if l.first != nil {
		result.Reason = l.first.Error()
	}
	if len(l.all) > 0 {
		slices.Sort(l.all)
		result.P50, result.P99 = l.quantile(0.5), l.quantile(0.99)
	}
	return result
}

func (l *latencies) quantile(q float64) float64 {
	return float64(l.all[int(q*float64(len(l.all)-1))].Nanoseconds()) / 1000
}

// inParallel runs n workers and waits for them.
func inParallel(n int, worker func(i int)) {
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { worker(i) })
	}
	group.Wait()
}
