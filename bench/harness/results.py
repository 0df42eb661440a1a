"""What one run has measured: every figure of every round, so that the JSON is enough to judge it."""

import math
import statistics
from dataclasses import dataclass, field

from .goals import BEFORE, BEST_PEER, FLOOR, OURS, Goal, ours
from .rows import Metric, Row


def figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"


@dataclass
class Results:
    about: dict  # machine, versions, command
    rows: list[Row]
    values: dict[str, dict[str, dict[str, list[float]]]] = field(
        default_factory=dict
    )  # row, metric, contestant: one a round
    failures: dict[str, dict[str, str]] = field(default_factory=dict)  # row, contestant: why it has no figures

    def add(self, row: Row, contestant: str, measured: dict[str, float]) -> None:
        for metric in row.metrics:
            if not math.isnan(measured[metric.name]):
                self.values.setdefault(row.name, {}).setdefault(metric.name, {}).setdefault(contestant, []).append(
                    measured[metric.name]
                )

    def fail(self, row: Row, contestant: str, why: str) -> None:
        self.failures.setdefault(row.name, {})[contestant] = why
        for metric in row.metrics:
            self.values.get(row.name, {}).get(metric.name, {}).pop(contestant, None)

    def failed(self, row: Row, contestant: str) -> str | None:
        return self.failures.get(row.name, {}).get(contestant)

    def rounds(self, row: Row, metric: Metric, contestant: str) -> list[float]:
        return self.values.get(row.name, {}).get(metric.name, {}).get(contestant, [])

    def median(self, row: Row, metric: Metric, contestant: str) -> float | None:
        rounds = self.rounds(row, metric, contestant)
        return statistics.median(rounds) if rounds else None

    def best_peer(self, row: Row, metric: Metric) -> str | None:
        peers = {
            name: rounds
            for name, rounds in self.values.get(row.name, {}).get(metric.name, {}).items()
            if not ours(name) and name != FLOOR
        }
        best = max if metric.more_is_better else min
        return best(peers, key=lambda name: statistics.median(peers[name]), default=None)

    def ratios(self, row: Row, metric: Metric, of: str) -> list[float]:
        """PortMux to another, round by round, so that a disturbed round disturbs both sides."""
        other = self.best_peer(row, metric) if of == BEST_PEER else of
        theirs = self.rounds(row, metric, other) if other else []
        pairs = zip(self.rounds(row, metric, OURS), theirs, strict=False)
        return [mine / their for mine, their in pairs if their > 0]

    def ratio(self, row: Row, metric: Metric, of: str) -> float | None:
        ratios = self.ratios(row, metric, of)
        return statistics.median(ratios) if ratios else None

    def reached(self, row: Row, metric: Metric, goal: Goal) -> bool | None:
        """None where there is nothing to compare."""
        seen = self.ratio(row, metric, goal.of) if goal.of else self.median(row, metric, OURS)
        if seen is None:
            return None
        return seen >= goal.limit if metric.more_is_better else seen <= goal.limit

    def ours_failed(self) -> bool:
        """Whether PortMux failed a check or a row."""
        faults = [
            fault for name, all_of_it in self.about["checks"].items() if _counts(name) for fault in all_of_it.values()
        ]
        faults += [why for failures in self.failures.values() for name, why in failures.items() if _counts(name)]
        return any(faults)

    def json(self) -> dict:
        return {
            **self.about,
            "rows": [
                {
                    "name": row.name,
                    "title": row.title,
                    "metrics": [self._metric(row, metric) for metric in row.metrics],
                    "failures": self.failures.get(row.name, {}),
                }
                for row in self.rows
            ],
        }

    def _metric(self, row: Row, metric: Metric) -> dict:
        return {
            "name": metric.name,
            "title": metric.title,
            "unit": metric.unit,
            "goals": [
                {"limit": goal.limit, "of": goal.of, "reached": self.reached(row, metric, goal)}
                for goal in metric.goals
            ],
            "best_peer": self.best_peer(row, metric),
            "ratios": {of: self.ratio(row, metric, of) for of in (BEST_PEER, FLOOR, BEFORE)},
            "rounds": {
                name: [round(value, 3) for value in rounds]
                for name, rounds in self.values.get(row.name, {}).get(metric.name, {}).items()
            },
        }


def _counts(name: str) -> bool:
    return ours(name) and name != BEFORE
