"""What a long first message costs that comes in pieces, with few routes and with many."""

import time
from collections.abc import Callable

from .amounts import Amounts
from .load import Load
from .measures import with_cpu
from .portmux import PortMux, RunningPortMux, route
from .process import Failed

BYTES, PIECE, HELLO_BYTES, RECORD = 8192, 41, 512, 6
LAST = "h99.example.com"  # the name that is asked for


def in_pieces(load: Load, amounts: Amounts, contestant: PortMux) -> dict[str, float]:
    """The tables take turns in one process, so that its compiler has done the same for each."""
    measured: dict[str, float] = {}
    with contestant.start() as running:
        running.await_changes()
        for seconds in (amounts.head_seconds / 2, amounts.head_seconds):  # the first is for warming up
            cpu = _Heads(load, running, seconds)
            for count in (1, 100):
                _use(running, count, lambda name: {"http": {"hosts": [name]}}, running.backends["web"])
                measured[f"whole_{count}"] = cpu.of("http", BYTES, BYTES)
                measured[f"pieces_{count}"] = cpu.of("http", BYTES, PIECE)
                _use(running, count, lambda name: {"tls": {"serverNames": [name]}}, running.backends["sink"])
                measured[f"tls_{count}"] = cpu.of("tls", HELLO_BYTES, RECORD)
    return {
        **measured,
        **{f"{of}_ratio": measured[f"{of}_100"] / measured[f"{of}_1"] for of in ("whole", "pieces", "tls")},
    }


class _Heads:
    def __init__(self, load: Load, running: RunningPortMux, seconds: float):
        self._load, self._running, self._seconds = load, running, seconds

    def of(self, protocol: str, size: int, piece: int) -> float:
        """CPU of a connection, in microseconds."""
        flags = ("-as", protocol, "-name", LAST, "-bytes", size, "-piece", piece, "-for", f"{self._seconds}s")
        seen, cpu = with_cpu(
            self._running, lambda: self._load.checked("heads", "-target", self._running.target, "-wait", "20s", *flags)
        )
        return cpu / seen["count"] * 1e6


def _use(running: RunningPortMux, count: int, match: Callable[[str], dict], backend: int) -> None:
    """So many routes, the last of which matches; waits until they are in force."""
    table = f"t{time.monotonic_ns()}"
    running.route([route(f"{table}-{i}", match(f"h{i:02}.example.com"), backend) for i in range(100 - count, 100)])
    end = time.time() + 10
    while f'"{table}-99"' not in running.routes():
        if time.time() > end:
            raise Failed(f"a table of {count} routes is not in force after 10 s")
        time.sleep(0.01)
