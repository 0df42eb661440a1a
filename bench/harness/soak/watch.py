"""Samples of what a sidecar must not use more and more of, and the verdict on each."""

import math
import os
import re
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from ..process import Failed
from .clients import World
from .ledger import Checks
from .sidecar import MEMORY_MIB, MemoryLimit

EVERY = 2.0  # seconds
COLLECTIONS = 16  # of the whole run; each stops the sidecar for some milliseconds


@dataclass(frozen=True)
class Bound:
    """The median of the last quarter may be this much above that of the second one."""

    unit: str
    share: float
    plus: float

    def most(self, before: float) -> float:
        return before * (1 + self.share) + self.plus


BOUNDS = {
    "rss": Bound("MiB", 0.05, 2),  # not PSS, which falls while another process maps the same files
    "group": Bound("MiB", 0.05, 3),  # memory of the control group without page cache, with the kernel's for sockets
    "heap": Bound("MiB", 0.05, 1),  # after a full collection
    "code": Bound("MiB", 0, 3),  # compiled; the JVM goes on for hours, and the image's flags end it at 16 MiB
    "native": Bound("MiB", 0.03, 1),  # all that the JVM has from the system beside the heap and its code
    "direct": Bound("MiB", 0.10, 1),  # buffers outside the heap
    "threads": Bound("", 0, 2),
    "descriptors": Bound("", 0.25, 30),  # as many as there are clients, whose number comes and goes
    "admin connections": Bound("", 0, 2),
}


class Samples:
    """Of each figure, with the part of the run (0 to 1) at which it was taken."""

    def __init__(self) -> None:
        self._of: dict[str, list[tuple[float, float]]] = {name: [] for name in BOUNDS}

    def add(self, part: float, figures: dict[str, float]) -> None:
        for name, value in figures.items():
            self._of[name].append((part, value))

    def latest(self) -> dict[str, float]:
        return {name: of[-1][1] for name, of in self._of.items() if of}

    def highest(self, name: str) -> float:
        return max(value for _, value in self._of[name])

    def quarter(self, name: str, number: int) -> float:
        """The median of the second, say, of four."""
        found = [value for part, value in self._of[name] if number - 1 <= part * 4 < number]
        return statistics.median(found) if found else math.nan

    def judge(self, checks: Checks) -> list[str]:
        """Also returns a line for each figure."""
        lines = [f"{'':18} {'2nd qu.':>8} {'4th qu.':>8} {'at most':>8} {'highest':>8}"]
        for name in self.latest():
            before, after, most = self.quarter(name, 2), self.quarter(name, 4), BOUNDS[name].most(self.quarter(name, 2))
            told = f"{before:.1f}, later {after:.1f} (expected: at most {most:.1f})"
            checks.that(f"flat: {name}", after <= most, told)
            figures = " ".join(f"{value:8.1f}" for value in (before, after, most, self.highest(name)))
            lines.append(f"{name:18} {figures} {BOUNDS[name].unit}")
        highest = self.highest("rss")
        checks.that("memory limit", highest <= MEMORY_MIB, f"RSS of {highest:.1f} MiB")
        return lines


class Watch:
    """Takes the samples until the world is over."""

    def __init__(self, world: World, limit: MemoryLimit, seconds: float):
        self._world, self._limit, self._seconds = world, limit, seconds
        self._begun = time.monotonic()
        self.samples = Samples()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def line(self) -> str:
        checks = self._world.checks
        now = ", ".join(f"{name} {value:.1f}".removesuffix(".0") for name, value in self.samples.latest().items())
        minutes = (time.monotonic() - self._begun) / 60
        ended = sum(self._world.sidecar.ended().values())
        counted = (
            f"{sum(checks.passed.values())} passed, {len(checks.failed)} failed, {sum(checks.excused.values())} excused"
        )
        return f"{minutes:5.1f} min  {ended} connections  {now}  checks: {counted}"

    def _sample(self) -> None:
        sidecar, next_collection = self._world.sidecar, self._begun
        while not self._world.over.wait(EVERY):
            try:
                found = {
                    **self._limit.mib(),
                    **of_process(sidecar.process.pid),
                    "admin connections": established(sidecar.admin_port),
                }
                if time.monotonic() >= next_collection:
                    found |= sidecar.memory_mib()
                    next_collection += self._seconds / COLLECTIONS
                self.samples.add((time.monotonic() - self._begun) / self._seconds, found)
                self._probe()
                self.read_log()
            except (Failed, OSError) as failure:
                self._world.checks.bad("sample", str(failure))

    def _probe(self) -> None:
        for path in ("/healthz", "/readyz"):
            fault = self._world.sidecar.fault(path)
            self._world.checks.that(path, not fault, fault)

    def read_log(self) -> None:
        """Finds its own errors between the lines of connections, and empties the file, which would fill the disk."""
        log = self._world.sidecar.log
        for line in re.findall(rb"^[^{].*(?: ERROR |Exception|OutOfMemory).*$", log.read_bytes(), re.M):
            if b" is refused, " not in line:  # the table that is not one
                self._world.checks.bad("log", line.decode(errors="replace")[:300])
        os.truncate(log, 0)


def of_process(pid: int) -> dict[str, float]:
    status = Path(f"/proc/{pid}/status").read_text()
    threads = int(re.search(r"^Threads:\s+(\d+)", status, re.M)[1])
    rss = int(re.search(r"^VmRSS:\s+(\d+) kB", status, re.M)[1]) / 1024
    return {"rss": rss, "threads": threads, "descriptors": len(os.listdir(f"/proc/{pid}/fd"))}


def established(port: int) -> int:
    """Connections to this port of loopback that the server has not closed."""
    open_states = {"01", "08"}  # ESTABLISHED, CLOSE_WAIT: see include/net/tcp_states.h
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return sum(int(row[1].rpartition(":")[2], 16) == port and row[3] in open_states for row in rows)
