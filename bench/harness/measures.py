"""What each row does. A measure of a running process gets it warm; one of a contestant starts processes of its own."""

import json
import socket
import time
from collections.abc import Callable

from .amounts import Amounts
from .contestant import Contestant, Running
from .load import Load
from .process import Failed

GIB = 1 << 30
ENDLESS = 1 << 40  # bytes of a stream that nobody waits for


def warm_up(load: Load, amounts: Amounts, running: Running) -> None:
    """Pages, caches, pools and compilers: no row of a warm process shall pay for them."""
    load.checked("connections", "-target", running.target, "-count", amounts.warm_up)
    load.checked("requests", "-target", running.target, "-for", f"{amounts.request_seconds}s")
    load.run("bulk", "-target", running.target, "-bytes", amounts.bulk_bytes)
    load.run("bulk", "-target", running.target, "-bytes", amounts.bulk_bytes, "-up")


def connections(load: Load, amounts: Amounts, running: Running) -> dict[str, float]:
    seen, cpu = with_cpu(
        running, lambda: load.checked("connections", "-target", running.target, "-count", amounts.connections)
    )
    return {"cpu": cpu / seen["count"] * 1e6, "p50": seen["p50_us"], "p99": seen["p99_us"]}


def guarded_connections(load: Load, amounts: Amounts, contestant: Contestant) -> dict[str, float]:
    """Beside a plain process of the same contestant, taking turns, so that the ratio is of one moment."""
    with contestant.start() as plain, contestant.start(guarded=True) as guarded:
        turns = {"none": plain, "together": guarded, "apart": guarded}
        cpu = dict.fromkeys(turns, 0.0)
        for header, running in turns.items():
            _connections(load, running, amounts.warm_up // 2, header)
        for _ in range(3):
            for header, running in turns.items():
                seen, spent = with_cpu(
                    running,
                    lambda: _connections(load, running, amounts.connections, header),  # noqa: B023, called at once
                )
                cpu[header] += spent / seen["count"] / 3 * 1e6
    return {"together": cpu["together"], "ratio": cpu["together"] / cpu["none"], "apart": cpu["apart"]}


def _connections(load: Load, running: Running, count: int, header: str) -> dict:
    return load.checked("connections", "-target", running.target, "-count", count, "-header", header)


def bulk(load: Load, amounts: Amounts, running: Running) -> dict[str, float]:
    def milliseconds_per_gib(*direction: str) -> float:
        seen, cpu = with_cpu(
            running, lambda: load.run("bulk", "-target", running.target, "-bytes", amounts.bulk_bytes, *direction)
        )
        return cpu * 1e3 / (seen["bytes"] / GIB)

    return {"down": milliseconds_per_gib(), "up": milliseconds_per_gib("-up")}


def requests(load: Load, amounts: Amounts, running: Running) -> dict[str, float]:
    seen, cpu = with_cpu(running, lambda: _requests(load, amounts, running, 16))
    return {"cpu": cpu / seen["count"] * 1e6, "p50": seen["p50_us"], "p99": seen["p99_us"]}


def requests_beside_bulk(load: Load, amounts: Amounts, running: Running) -> dict[str, float]:
    """Beside streams at a rate that every contestant keeps up with, so that all do the same work. The CPU of the requests
    is what is left of all of it without the streams' bytes, at the price they have alone."""
    bulk = ("bulk", "-target", running.target, "-rate", amounts.stream_rate, "-bytes")
    alone, cpu_alone = with_cpu(running, lambda: load.run(*bulk, amounts.bulk_bytes // 2))
    seen, cpu = with_cpu(running, lambda: _requests_beside(load, amounts, running, *bulk))
    cpu_of_bytes = cpu_alone * seen["bulk_bytes"] / alone["bytes"]
    cpu_of_requests = (cpu - cpu_of_bytes) / seen["count"] * 1e6
    return {"cpu": cpu_of_requests, "p50": seen["p50_us"], "p99": seen["p99_us"], "carried": _carried(seen)}


def requests_beside_all_it_can(load: Load, amounts: Amounts, running: Running) -> dict[str, float]:
    """Beside streams at full speed: who carries more bytes takes more of the cores that the requests need, too."""
    seen = _requests_beside(load, amounts, running, "bulk", "-target", running.target, "-bytes")
    return {"p50": seen["p50_us"], "p99": seen["p99_us"], "carried": _carried(seen)}


def _requests_beside(load: Load, amounts: Amounts, running: Running, *bulk: object) -> dict:
    with load.hold(*bulk, amounts.bulk_bytes // 8, "-until-input-ends") as streams:
        streams.ready()
        requests = _requests(load, amounts, running, 16)
        return {**requests, **{f"bulk_{key}": value for key, value in json.loads(streams.end()).items()}}


def newcomers(load: Load, amounts: Amounts, running: Running) -> dict[str, float]:
    return {
        f"{name}_{streams}": figure
        for streams in (8, 64)
        for name, figure in _newcomers_beside(load, amounts, running, streams).items()
    }


def _newcomers_beside(load: Load, amounts: Amounts, running: Running, streams: int) -> dict[str, float]:
    bulk = ("bulk", "-target", running.target, "-streams", streams, "-bytes", streams * ENDLESS, "-wait", "30s")
    burst = ("-count", amounts.newcomers, "-times", amounts.newcomers_times, "-wait", "30s")
    with load.hold(*bulk, "-until-input-ends") as held:
        held.ready()
        seen = load.checked("newcomers", "-target", running.target, *burst)
        carried = json.loads(held.end())
    return {
        "p50": seen["p50_us"] / 1e3,
        "p99": seen["p99_us"] / 1e3,
        "carried": carried["bytes"] / carried["seconds"] / (1 << 20),
    }


def _carried(seen: dict) -> float:
    """In MiB a second."""
    return seen["bulk_bytes"] / seen["bulk_seconds"] / (1 << 20)


def first_connections(load: Load, amounts: Amounts, contestant: Contestant) -> dict[str, float]:
    def more(running: Running, count: int) -> float:
        return with_cpu(running, lambda: load.checked("connections", "-target", running.target, "-count", count))[1]

    with contestant.start() as running:
        running.await_changes()
        first = more(running, amounts.first)
        rest = more(running, amounts.first_all - amounts.first)
    return {"first": first / amounts.first * 1e6, "all": (first + rest) / amounts.first_all * 1e6}


def start(load: Load, amounts: Amounts, contestant: Contestant) -> dict[str, float]:
    with contestant.start() as running:
        _one_exchange(running.port)
        answer, cpu = time.time() - running.process.begun, running.cpu_seconds()
        running.await_changes()
        time.sleep(amounts.settle_seconds)
        return {"answer": answer * 1e3, "cpu": cpu * 1e3, "settled": running.cpu_seconds() * 1e3}


def _one_exchange(port: int) -> None:
    """Here and not in the load generator, whose own start would count."""
    try:
        with socket.create_connection(("127.0.0.1", port), 10) as client:
            client.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
            answer = client.recv(100)
    except OSError as error:
        raise Failed(f"first request: {error}") from None
    if not answer.startswith(b"HTTP/1.1 200"):
        raise Failed(f"first request: {answer[:40]!r} (expected: HTTP/1.1 200)")


def memory(load: Load, amounts: Amounts, contestant: Contestant) -> dict[str, float]:
    with contestant.start() as running:
        load.checked("connections", "-target", running.target, "-count", amounts.first_all)
        rest = _settled_pss(running, amounts.settle_seconds)
        with load.hold("idle", "-target", running.target, "-count", amounts.idle) as idle:
            idle.ready()
            full = _settled_pss(running, amounts.settle_seconds)
            busy = _requests(load, amounts, running, amounts.busy)
    return {"rest": rest, "full": full, "each": (full - rest) * 1024 / amounts.idle, "p99": busy["p99_us"]}


def greeting(load: Load, amounts: Amounts, running: Running) -> dict[str, float]:
    seen = load.checked("greeting", "-target", running.target, "-count", amounts.silent, "-wait", "15s")
    return {"median": seen["p50_us"] / 1e3, "late": seen["p99_us"] / 1e3 - running.silence_ms}


def early_fin(load: Load, amounts: Amounts, running: Running) -> dict[str, float]:
    def unanswered(*when: str) -> float:
        return (
            load.run("fin", "-target", running.target, "-count", amounts.fins, "-wait", "3s", *when)["failed"]
            / amounts.fins
            * 100
        )

    return {"first": unanswered(), "later": unanswered("-later")}


def _requests(load: Load, amounts: Amounts, running: Running, clients: int) -> dict:
    return load.checked(
        "requests", "-target", running.target, "-clients", clients, "-for", f"{amounts.request_seconds}s"
    )


def with_cpu(running: Running, measured: Callable[[], dict]) -> tuple[dict, float]:
    before = running.cpu_seconds()
    seen = measured()
    return seen, running.cpu_seconds() - before


def _settled_pss(running: Running, seconds: int) -> float:
    """The least of these seconds: what a collector or an allocator is about to give back does not count."""
    least = running.process.pss_mib()
    for _ in range(seconds):
        time.sleep(1)
        least = min(least, running.process.pss_mib())
    return least
