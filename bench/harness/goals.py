"""What PortMux is compared with, and what it wants to reach."""

from dataclasses import dataclass

OURS = "PortMux"
BEFORE = "PortMux before"  # of another checkout
FLOOR = "Floor"
BEST_PEER = "best peer"  # the one with the best median, metric by metric


def ours(name: str) -> bool:
    """Also with other settings, or of another checkout."""
    return name.startswith(OURS)


@dataclass(frozen=True)
class Goal:
    """At most this, or so many times another contestant's figure in the same run; where more is better, at least."""

    limit: float
    of: str | None = None  # a contestant's name or BEST_PEER


NO_SLOWER = Goal(1.03, BEFORE)
