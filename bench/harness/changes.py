"""Route changes while connections come: which connection went where tells when each change took effect."""

import contextlib
import json
import statistics
import time

from .amounts import Amounts
from .contestant import Contestant
from .load import Load
from .process import Failed

BACKENDS = ("web2", "web")


def few_changes(load: Load, amounts: Amounts, contestant: Contestant) -> dict[str, float]:
    return _change_routes(load, contestant, amounts.changes, amounts.seconds_between_changes, held_each=3)


def many_changes(load: Load, amounts: Amounts, contestant: Contestant) -> dict[str, float]:
    return _change_routes(load, contestant, amounts.many_changes, seconds_apart=0.06, held_each=0)


def _change_routes(
    load: Load, contestant: Contestant, count: int, seconds_apart: float, held_each: int
) -> dict[str, float]:
    changes: list[tuple[int, str]] = []
    with contextlib.ExitStack() as held:
        running = held.enter_context(contestant.start())
        load.checked("connections", "-target", running.target, "-count", 1_000)
        running.await_changes()
        before = running.process.pss_mib()
        steady = held.enter_context(load.hold("steady", "-target", running.target, "-parallel", 4))
        time.sleep(seconds_apart)
        for i in range(count):
            if held_each:
                # Sessions that live through changes, as ssh and database connections do.
                held.enter_context(load.hold("idle", "-target", running.target, "-count", held_each)).ready()
            changes.append((time.time_ns(), BACKENDS[i % 2]))
            running.route_http_to(BACKENDS[i % 2])
            time.sleep(seconds_apart)
        exchanges = json.loads(steady.end())
        after, processes = running.process.pss_mib(), running.process.count()
    return {**effects(changes, exchanges), "before": before, "after": after, "processes": processes}


def effects(changes: list[tuple[int, str]], exchanges: list[dict]) -> dict[str, float]:
    """Of changes (when, to which backend) and all exchanges: when the new backend answered first, the old one last."""
    first_new, last_old, overtaken = [], [], 0
    ends = [when for when, _ in changes[1:]] + [max(exchange["ended"] for exchange in exchanges) + 1]
    for (begun, backend), end in zip(changes, ends, strict=True):
        since = [exchange for exchange in exchanges if begun <= exchange["ended"] < end]
        new = [exchange["ended"] - begun for exchange in since if exchange["by"] == backend]
        overtaken += not new
        first_new.append(min(new, default=end - begun) / 1e6)
        last_old.append(
            max((exchange["begun"] - begun for exchange in since if exchange["by"] not in ("", backend)), default=0)
            / 1e6
        )
    if overtaken > len(changes) / 2:
        raise Failed(f"{overtaken} of {len(changes)} changes had no effect before the next one")
    return {
        "median": statistics.median(first_new),
        "slowest": max(first_new),
        "old": max(0, max(last_old)),
        "failed": sum(exchange["by"] == "" for exchange in exchanges),
    }
