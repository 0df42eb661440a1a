"""What was checked, and what was going on meanwhile."""

import threading
import time
from collections import Counter
from collections.abc import Callable

SHOWN = 20


class Wrong(Exception):
    """An answer that nothing excuses: from another backend, or not the bytes that were sent."""


class Checks:
    """Counts, of all threads."""

    def __init__(self, tell: Callable[[str], None] = lambda line: None) -> None:
        """Tells of the first failures as they come."""
        self._tell = tell
        self._lock = threading.Lock()
        self.passed: Counter[str] = Counter()
        self.excused: Counter[str] = Counter()
        self.failed: list[str] = []

    def good(self, what: str, times: int = 1) -> None:
        with self._lock:
            self.passed[what] += times

    def excuse(self, what: str) -> None:
        """It failed while its backend was being restarted: neither good nor bad."""
        with self._lock:
            self.excused[what] += 1

    def bad(self, what: str, why: str) -> None:
        with self._lock:
            self.failed.append(f"{what}: {why}")
            if len(self.failed) <= SHOWN:
                self._tell(f"FAILED {time.strftime('%H:%M:%S')} {self.failed[-1]}")

    def that(self, what: str, holds: bool, why: str) -> None:
        if holds:
            self.good(what)
        else:
            self.bad(what, why)


class Spans:
    """Which keys were true at some time since a moment: backends that may answer, servers that were down."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spans: list[list] = []  # key, begin, end

    def begin(self, key: str) -> None:
        with self._lock:
            self._spans.append([key, time.monotonic(), float("inf")])

    def end(self, key: str) -> None:
        with self._lock:
            for span in self._spans:
                if span[0] == key and span[2] == float("inf"):
                    span[2] = time.monotonic()

    def since(self, begin: float) -> set[str]:
        with self._lock:
            return {key for key, _, end in self._spans if end >= begin}
