"""The verdicts of a soak: what is wrong here lets a leak pass, or excuses what nobody may excuse."""

import time
import unittest

from harness.soak.ledger import Checks, Spans
from harness.soak.watch import Samples


class Flat(unittest.TestCase):
    def failed(self, heap) -> list[str]:
        samples, checks = Samples(), Checks()
        for percent in range(100):
            samples.add(percent / 100, {"rss": 70, "threads": 20, "heap": heap(percent / 100)})
        samples.judge(checks)
        return [failure.partition(" (")[0] for failure in checks.failed]

    def test_what_grows_all_the_time_is_not_flat(self):
        self.assertEqual(self.failed(lambda part: 5 + 4 * part), ["flat: heap: 6.5, later 8.5"])

    def test_what_grows_only_in_the_first_quarter_is_flat(self):
        self.assertEqual(self.failed(lambda part: min(5 + 40 * part, 15)), [])

    def test_a_peak_counts_only_where_it_lasts(self):
        self.assertEqual(self.failed(lambda part: 30 if 0.8 < part < 0.85 else 5), [])

    def test_a_quarter_without_a_sample_is_a_failure(self):
        samples, checks = Samples(), Checks()
        samples.add(0.3, {"rss": 70})
        samples.judge(checks)
        self.assertEqual(len(checks.failed), 1)

    def test_more_memory_than_the_limit_is_a_failure_wherever_it_was(self):
        samples, checks = Samples(), Checks()
        for percent in range(100):
            samples.add(percent / 100, {"rss": 129 if percent == 3 else 70})
        samples.judge(checks)
        self.assertEqual(checks.failed, ["memory limit: RSS of 129.0 MiB"])


class Excuses(unittest.TestCase):
    def test_a_span_counts_for_what_overlaps_it(self):
        down = Spans()
        before = time.monotonic()
        down.begin("cache")
        self.assertEqual(down.since(time.monotonic()), {"cache"})
        down.end("cache")
        self.assertEqual(down.since(before), {"cache"})
        self.assertEqual(down.since(time.monotonic() + 1), set())

    def test_a_second_span_of_the_same_key_does_not_join_the_first(self):
        down = Spans()
        down.begin("cache")
        down.end("cache")
        between = time.monotonic() + 1e-6
        while time.monotonic() <= between:
            pass
        self.assertEqual(down.since(between), set())
        down.begin("cache")
        self.assertEqual(down.since(between), {"cache"})
