"""The rows of the comparison: what is measured, what a contestant must be able to do for it, and PortMux's goals."""

from collections.abc import Callable
from dataclasses import dataclass

from . import checks, heads, measures
from .changes import few_changes, many_changes
from .goals import BEFORE, BEST_PEER, FLOOR, NO_SLOWER, OURS, Goal


@dataclass(frozen=True)
class Metric:
    name: str
    title: str
    unit: str
    goals: tuple[Goal, ...] = ()
    more_is_better: bool = False


@dataclass(frozen=True)
class Row:
    name: str
    title: str
    measure: Callable[..., dict[str, float]]
    metrics: tuple[Metric, ...]
    needs: tuple[str, ...] = (checks.HTTP, checks.INTACT)
    fresh: bool = False  # measured in processes of its own instead of one that has long been running
    every: int = 1  # measured in every so many rounds: slow rows whose figures hardly differ
    only: tuple[str, ...] = ()  # contestants; empty: all


ONCE = 1_000

ROWS = (
    Row(
        "connections",
        "new connections, 16 at a time, one HTTP exchange each, warm process",
        measures.connections,
        (
            Metric("cpu", "CPU per connection", "us", (Goal(0.97, BEST_PEER), Goal(1.05, FLOOR), NO_SLOWER)),
            Metric("p50", "exchange p50", "us"),
            Metric("p99", "exchange p99", "us"),
        ),
    ),
    Row(
        "guarded",
        "the same behind a load balancer: PROXY header of version 2 from 4,096 sources, limits by source",
        measures.guarded_connections,
        (
            Metric("together", "CPU per connection, header and request in one segment", "us", (Goal(1, BEST_PEER),)),
            Metric("ratio", "the same : without header and limits", "", (Goal(1.08),)),
            Metric("apart", "CPU per connection, header in a segment of its own", "us"),
        ),
        fresh=True,
        every=2,
        only=(OURS, "HAProxy", "nginx"),
    ),
    Row(
        "bulk",
        "two streams at full speed, one way at a time",
        measures.bulk,
        (
            Metric("down", "CPU per GiB to the client", "ms", (Goal(0.7, BEST_PEER), NO_SLOWER)),
            Metric("up", "CPU per GiB to the backend", "ms", (Goal(0.7, BEST_PEER), NO_SLOWER)),
        ),
    ),
    Row(
        "requests",
        "small requests on 16 kept connections",
        measures.requests,
        (
            Metric("cpu", "CPU per request", "us", (Goal(1.0, BEST_PEER), Goal(1.1, FLOOR), NO_SLOWER)),
            Metric("p50", "request p50", "us"),
            Metric("p99", "request p99", "us", (Goal(1.0, BEST_PEER),)),
        ),
    ),
    Row(
        "beside",
        "small requests on 16 kept connections beside two streams of the same rate for all",
        measures.requests_beside_bulk,
        (
            Metric("cpu", "CPU per request beside bulk, without that of the bytes", "us"),
            Metric("p50", "request p50 beside bulk", "us"),
            Metric("p99", "request p99 beside bulk", "us", (Goal(1.0, BEST_PEER),)),
            Metric("carried", "carried meanwhile", "MiB/s", more_is_better=True),
        ),
    ),
    Row(
        "saturated",
        "small requests on 16 kept connections beside two streams at full speed",
        measures.requests_beside_all_it_can,
        (
            Metric("p50", "request p50 beside all it can carry", "us"),
            Metric("p99", "request p99 beside all it can carry", "us", (Goal(1.0, BEST_PEER),)),
            Metric("carried", "carried meanwhile", "MiB/s", more_is_better=True),
        ),
    ),
    Row(
        "newcomers",
        "200 new connections at once to another server, beside 8 and then beside 64 streams at full speed",
        measures.newcomers,
        tuple(
            metric
            for streams in (8, 64)
            for metric in (
                Metric(f"p50_{streams}", f"first answer p50 beside {streams}", "ms", (Goal(1, "HAProxy"),)),
                Metric(f"p99_{streams}", f"first answer p99 beside {streams}", "ms", (Goal(1, "HAProxy"),)),
                Metric(
                    f"carried_{streams}",
                    f"carried meanwhile by {streams}",
                    "MiB/s",
                    (Goal(1, "HAProxy"),),
                    more_is_better=True,
                ),
            )
        ),
        needs=(checks.HTTP, checks.SSH),
        every=2,
    ),
    Row(
        "heads",
        "a long first message in pieces, each read by itself, with the match in the last of 1 or of 100 routes",
        heads.in_pieces,
        (
            Metric("whole_1", "CPU per connection, HTTP head of 8 KB whole, 1 route by host", "us", (NO_SLOWER,)),
            Metric("whole_100", "the same, 100 routes", "us"),
            Metric("whole_ratio", "100 routes : 1 route", "", (Goal(1.5),)),
            Metric("pieces_1", "HTTP head of 8 KB in 200 pieces, 1 route by host", "us"),
            Metric("pieces_100", "the same, 100 routes", "us"),
            Metric("pieces_ratio", "100 routes : 1 route", "", (Goal(1.5),)),
            Metric("tls_1", "ClientHello of 512 bytes in records of one byte, 1 route by server name", "us"),
            Metric("tls_100", "the same, 100 routes", "us"),
            Metric("tls_ratio", "100 routes : 1 route", "", (Goal(1.5),)),
        ),
        needs=(checks.HTTP,),
        fresh=True,
        every=3,
        only=(OURS, BEFORE),
    ),
    Row(
        "cold",
        "the first connections of a fresh process that has settled, 16 at a time",
        measures.first_connections,
        (
            Metric("first", "CPU per connection, first 1,000", "us"),
            Metric("all", "CPU per connection, first 10,000", "us", (Goal(1.3, BEST_PEER),)),
        ),
        fresh=True,
    ),
    Row(
        "start",
        "start of the process to the first answered request",
        measures.start,
        (
            Metric("answer", "first answer after", "ms", (Goal(250), NO_SLOWER)),
            Metric("cpu", "CPU until then", "ms"),
            Metric("settled", "CPU until nothing is left to do, such as to connect to the Kubernetes API", "ms"),
        ),
        fresh=True,
        every=3,
    ),
    Row(
        "memory",
        "9,000 idle connections, then 500 busy ones beside them",
        measures.memory,
        (
            Metric("rest", "PSS at rest, after 10,000 connections", "MiB", (Goal(64), NO_SLOWER)),
            Metric("full", "PSS with 9,000 idle connections", "MiB"),
            Metric("each", "growth per idle connection", "KiB", (Goal(1),)),
            Metric("p99", "request p99 of 500 busy beside 9,000 idle", "us"),
        ),
        fresh=True,
        every=6,
    ),
    Row(
        "greeting",
        "50 silent clients in front of a server that speaks first",
        measures.greeting,
        (
            Metric("median", "greeting after", "ms"),
            Metric("late", "slowest, beyond the configured window", "ms", (Goal(5),)),
        ),
        needs=(checks.SILENT,),
        every=3,
    ),
    Row(
        "fin",
        "clients that end their side with the request, and still want the answer",
        measures.early_fin,
        (
            Metric("first", "unanswered, FIN with the first bytes", "%", (Goal(0),)),
            Metric("later", "unanswered, FIN on a kept connection", "%", (Goal(0),)),
        ),
        every=ONCE,
    ),
    Row(
        "changes",
        "20 route changes under load, three connections held through each",
        few_changes,
        (
            Metric("median", "change to effect, median", "ms"),
            Metric("slowest", "change to effect, slowest", "ms", (Goal(20),)),
            Metric("old", "last connection that began on the old route", "ms"),
            Metric("failed", "failed connections", "", (Goal(0),)),
            Metric("before", "PSS before", "MiB"),
            Metric("after", "PSS after", "MiB"),
            Metric("processes", "processes after", ""),
        ),
        fresh=True,
        every=6,
    ),
    Row(
        "thousand",
        "1,000 route changes under load",
        many_changes,
        (
            Metric("median", "change to effect, median", "ms"),
            Metric("slowest", "change to effect, slowest", "ms", (Goal(20),)),
            Metric("failed", "failed connections", "", (Goal(0),)),
            Metric("after", "PSS after", "MiB", (Goal(64),)),
        ),
        fresh=True,
        every=ONCE,
        only=(OURS,),
    ),
)
