"""How much load each measurement is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Amounts:
    warm_up: int = 40_000  # connections
    connections: int = 5_000
    first: int = 1_000
    first_all: int = 10_000
    bulk_bytes: int = 1 << 30
    stream_rate: int = 64 << 20  # bytes a second of each of two streams
    request_seconds: int = 3
    newcomers: int = 200  # at once
    newcomers_times: int = 3
    head_seconds: float = 1.0
    idle: int = 9_000
    busy: int = 500
    settle_seconds: int = 12  # a JVM gives back what its compilers took in two steps of 5 s
    silent: int = 50
    fins: int = 50
    changes: int = 20
    seconds_between_changes: float = 0.5
    many_changes: int = 1_000
    integrity: int = 48


FULL = Amounts()
SMOKE = Amounts(
    warm_up=100,
    connections=300,
    first=100,
    first_all=300,
    bulk_bytes=64 << 20,
    request_seconds=1,
    newcomers=20,
    newcomers_times=1,
    head_seconds=0.2,
    idle=200,
    busy=20,
    settle_seconds=0,
    silent=5,
    fins=5,
    changes=4,
    seconds_between_changes=1.0,
    many_changes=10,
    integrity=12,
)
