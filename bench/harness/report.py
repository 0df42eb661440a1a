"""The figures of a run as Markdown, written between two marks of a page whose other text is written by hand."""

from pathlib import Path

from . import checks
from .results import OURS, Results, figure

BEGIN, END = "<!-- figures: bench/compare writes what follows -->", "<!-- end of figures -->"


def markdown(results: Results) -> str:
    names = list(results.about["versions"])
    lines = [*_about(results), *_checks(results, names)]
    for row in results.rows:
        shown = [name for name in names if not row.only or name in row.only]
        lines += [
            f"### {row.title[0].upper()}{row.title[1:]} (`{row.name}`)",
            "",
            *_table(["", *shown, f"{OURS} / best peer", "goal"]),
        ]
        for metric in row.metrics:
            cells = [figure(results.median(row, metric, name)) for name in shown]
            unit = f", {metric.unit}" if metric.unit else ""
            lines.append(
                _line([metric.title + unit, *cells, _ratio(results, row, metric), _goal(results, row, metric)])
            )
        lines.append("")
        lines += [f"- {name}: {why}" for name, why in results.failures.get(row.name, {}).items()]
        lines.append("")
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


def _ratio(results: Results, row, metric) -> str:
    ratio = results.ratio(row, metric)
    return "-" if ratio is None else f"{ratio:.2f} ({results.best_peer(row, metric)})"


def _goal(results: Results, row, metric) -> str:
    reached = results.reached(row, metric)
    verdict = {True: ": reached", False: ": **missed**", None: ""}[reached]
    return f"{metric.goal}{verdict}" if metric.goal else ""
