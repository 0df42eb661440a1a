"""What the kernel and the JVM tell of one round of requests, to find what its slowest ones waited for."""

import os
import re
import statistics
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from . import machine
from .contestant import Running, Setting
from .load import Load
from .portmux import PortMux

SAFEPOINT = re.compile(r'Safepoint "(\w+)".*Total: +(\d+) ns')


class PortMuxWithLog(PortMux):
    """The JVM also writes when it stops all threads, and why."""

    def __init__(self, setting: Setting):
        super().__init__(setting)
        self.safepoints = setting.new_folder("safepoints") / "log"
        self.flags = (f"-Xlog:safepoint:file={self.safepoints}::filecount=0",)


@dataclass(frozen=True)
class Round:
    p50: float  # us
    p99: float  # us
    busiest: (
        float  # CPU of the busiest loop to that of the two busiest: 0.5 if the kernel shared the connections out evenly
    )
    waited: float  # ms a second that the two loops were ready to run and had no core
    backends_waited: float  # ms a second, likewise
    others: float  # ms a second of CPU of the contestant's other threads: compilers, collector, log
    stops: float  # times that the JVM stopped all threads
    longest_stop: float  # us

    def line(self) -> str:
        return "  ".join(f"{value:15.2f}" for value in astuple(self))


COLUMNS = [field.name for field in fields(Round)]


@dataclass(frozen=True)
class _Thread:
    ran: int  # ns
    waited: int  # ns


def measure(load: Load, running: Running, backends: int, safepoints: Path | None, seconds: int) -> Round:
    before, backends_before = _threads(running.process.pid), _threads(backends)
    stops_before = len(_stops(safepoints))
    seen = load.checked("requests", "-target", running.target, "-for", f"{seconds}s")
    stops = _stops(safepoints)[stops_before:]
    spent = _since(before, _threads(running.process.pid))
    spent.sort(key=lambda thread: thread.ran, reverse=True)
    loops, others = spent[:2], spent[2:]
    in_ms_a_second = 1 / 1e6 / seconds
    return Round(
        p50=seen["p50_us"],
        p99=seen["p99_us"],
        busiest=loops[0].ran / sum(thread.ran for thread in loops),
        waited=sum(thread.waited for thread in loops) * in_ms_a_second,
        backends_waited=sum(thread.waited for thread in _since(backends_before, _threads(backends))) * in_ms_a_second,
        others=sum(thread.ran for thread in others) * in_ms_a_second,
        stops=len(stops),
        longest_stop=max(stops, default=0) / 1e3,
    )


def rank_correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's; not a number where one of both never changes."""
    if len(set(a)) < 2 or len(set(b)) < 2:
        return float("nan")
    return statistics.correlation(_ranks(a), _ranks(b))


def _ranks(values: Sequence[float]) -> list[float]:
    """Equal ones share the mean of their ranks."""
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) - 1) / 2 for value in values]


def _threads(root: int) -> dict[int, _Thread]:
    found = {}
    for pid in machine.tree(root):
        for thread in os.listdir(f"/proc/{pid}/task"):
            try:
                ran, waited, _ = Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()
            except OSError:
                continue  # it has just ended
            found[int(thread)] = _Thread(int(ran), int(waited))
    return found


def _since(before: dict[int, _Thread], after: dict[int, _Thread]) -> list[_Thread]:
    none = _Thread(0, 0)
    return [
        _Thread(now.ran - before.get(thread, none).ran, now.waited - before.get(thread, none).waited)
        for thread, now in after.items()
    ]


def _stops(log: Path | None) -> list[int]:
    """In ns, from the order to stop until all threads go on."""
    return [int(found[2]) for found in SAFEPOINT.finditer(log.read_text())] if log else []
