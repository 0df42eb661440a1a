"""The figures of a run as Markdown, written between two marks of a page whose other text is written by hand."""

import statistics
from pathlib import Path

from . import checks
from .goals import BEFORE, BEST_PEER, FLOOR, OURS, Goal
from .results import Results, figure
from .rows import Metric, Row

BEGIN, END = "<!-- figures: bench/compare writes what follows -->", "<!-- end of figures -->"


def markdown(results: Results) -> str:
    names = list(results.about["versions"])
    lines = [*_about(results), *_checks(results, names)]
    for row in results.rows:
        lines += table_of(results, row, [name for name in names if _is_shown(results, row, name)])
    return "\n".join(lines).replace("\n\n\n", "\n\n")


def write(page: Path, text: str) -> None:
    """Replaces the figures of the page; a page without the marks is not ours to write."""
    before, begin, rest = page.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{page}: no figures' marks (expected: a line {BEGIN} and a line {END})")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}")


def _about(results: Results) -> list[str]:
    about = results.about
    machine = "; ".join(f"{key}: {value}" for key, value in about["machine"].items())
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    return [f"{about['date']}, `{about['command']}`, {about['rounds']} rounds. {versions}. {machine}.", ""]


def _checks(results: Results, names: list[str]) -> list[str]:
    faults = results.about["checks"]
    lines = ["### Checked before it is measured", "", *_table(["", *names])]
    lines += [_line([what, *("no" if faults[name][what] else "yes" for name in names)]) for what in checks.ALL]
    notes = [f"- {name}, {what}: {fault}" for name in names for what, fault in faults[name].items() if fault]
    return [*lines, "", *notes, ""]


def _table(header: list[str]) -> list[str]:
    return [_line(header), "|" + " --- |" * len(header)]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def table_of(results: Results, row: Row, names: list[str]) -> list[str]:
    others = [BEST_PEER, *(other for other in (FLOOR, BEFORE) if other in names)]
    lines = [
        f"### {row.title[0].upper()}{row.title[1:]} (`{row.name}`)",
        "",
        *_table(["", *names, *(f"{OURS} / {_short(other)}" for other in others), "goal"]),
    ]
    for metric in row.metrics:
        figures = [figure(results.median(row, metric, name)) for name in names]
        ratios = [_ratio(results, row, metric, other) for other in others]
        goals = [_goal(results, row, metric, goal) for goal in metric.goals if goal.of in (None, BEST_PEER, *names)]
        unit = f", {metric.unit}" if metric.unit else ""
        lines.append(_line([metric.title + unit, *figures, *ratios, "; ".join(goals)]))
    failures = results.failures.get(row.name, {})
    return [*lines, "", *(f"- {name}: {why}" for name, why in failures.items() if name != FLOOR), ""]


def _is_shown(results: Results, row: Row, name: str) -> bool:
    if row.only:
        return name in row.only
    return name != FLOOR or any(results.rounds(row, metric, name) for metric in row.metrics)


def _short(other: str) -> str:
    return other.removeprefix(f"{OURS} ").lower()


def _ratio(results: Results, row: Row, metric: Metric, other: str) -> str:
    """The median of the rounds; to another checkout also the least and the most, for a few per cent count there."""
    ratios = results.ratios(row, metric, other)
    if not ratios:
        return "-"
    median = f"{statistics.median(ratios):.2f}"
    if other == BEST_PEER:
        return f"{median} ({results.best_peer(row, metric)})"
    return f"{median} ({min(ratios):.2f} to {max(ratios):.2f})" if other == BEFORE and len(ratios) > 1 else median


def _goal(results: Results, row: Row, metric: Metric, goal: Goal) -> str:
    sign = ">=" if metric.more_is_better else "<="
    of = f" x {_short(goal.of) if goal.of == BEFORE else goal.of}" if goal.of else ""
    verdict = {True: ": reached", False: ": **missed**", None: ""}[results.reached(row, metric, goal)]
    return f"{sign} {goal.limit:g}{of}{verdict}"
