"""What a long first message costs that comes in pieces, with few routes and with many."""

import socket
import time

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
            for count in (1, 100):
                _use(running, count)
                cpu = _Heads(load, running, seconds)
                measured |= {
                    f"whole_{count}": cpu.of("http", BYTES, BYTES),
                    f"pieces_{count}": cpu.of("http", BYTES, PIECE),
                    f"tls_{count}": cpu.of("tls", HELLO_BYTES, RECORD),
                }
    return {**measured, **{f"{of}_ratio": measured[f"{of}_100"] / measured[f"{of}_1"] for of in ("pieces", "tls")}}


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


def _use(running: RunningPortMux, count: int) -> None:
    """By host and by server name so many routes each, the last of which match; waits until they are in force."""
    names = [f"h{i:02}.example.com" for i in range(100 - count, 100)]
    web, sink = running.backends["web"], running.backends["sink"]
    routes = [route(f"http-{i}", {"http": {"hosts": [name]}}, web) for i, name in enumerate(names)]
    routes += [route(f"tls-{i}", {"tls": {"serverNames": [name]}}, sink) for i, name in enumerate(names)]
    mark = f"{count}.example.org"
    running.route([*routes, route("mark", {"http": {"hosts": [mark]}}, web)])
    end = time.time() + 10
    while not _answers(running, mark):
        if time.time() > end:
            raise Failed(f"a table of {len(routes) + 1} routes is not in force after 10 s")


def _answers(running: RunningPortMux, host: str) -> bool:
    with socket.create_connection(("127.0.0.1", running.port), 10) as client:
        client.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        try:
            return client.recv(100).startswith(b"HTTP/1.1 200")
        except ConnectionError:
            return False  # no route
