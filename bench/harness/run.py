"""One run: every contestant is checked, then measured in rounds, A B C C B A: a busy moment hits all alike, and what
gets slower or faster in the course of the run favours nobody."""

import contextlib
import sys
import time

from . import checks, measures
from .amounts import Amounts
from .contestant import Contestant, Running
from .load import Load
from .process import Failed
from .results import Results
from .rows import Row


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)


def compare(load: Load, amounts: Amounts, contestants: list[Contestant], results: Results, rounds: int) -> None:
    faults = {contestant.name: _check(load, amounts, contestant) for contestant in contestants}
    results.about["checks"] = faults
    for row in results.rows:
        for contestant in contestants:
            missing = [need for need in row.needs if faults[contestant.name][need]]
            if missing:
                results.fail(row, contestant.name, f"not measured, failed the check: {', '.join(missing)}")
    warm = [row for row in results.rows if not row.fresh]
    fresh = [row for row in results.rows if row.fresh]
    with contextlib.ExitStack() as processes:
        running = _warm(load, amounts, contestants, results, processes) if warm else {}
        for i in range(rounds):
            for row in warm:
                _round(load, amounts, results, row, i, running)
    for i in range(rounds):
        for row in fresh:
            subjects = {contestant.name: contestant for contestant in contestants if not contestant.only_warm}
            _round(load, amounts, results, row, i, subjects)


def _check(load: Load, amounts: Amounts, contestant: Contestant) -> dict[str, str]:
    faults = checks.check(load, contestant, amounts.integrity)
    for what, fault in faults.items():
        say(f"{contestant.name:10} {what:44} {fault or 'ok'}")
    return faults


def _warm(
    load: Load, amounts: Amounts, contestants: list[Contestant], results: Results, processes: contextlib.ExitStack
) -> dict[str, Running]:
    running = {}
    for contestant in contestants:
        try:
            started = processes.enter_context(contestant.start())
            measures.warm_up(load, amounts, started)
        except Failed as failure:
            say(f"{contestant.name:10} warm-up: {failure}")
            for row in results.rows:
                if not row.fresh and not results.failed(row, contestant.name):
                    results.fail(row, contestant.name, f"warm-up: {failure}")
            continue
        running[contestant.name] = started
    return running


def _round(load: Load, amounts: Amounts, results: Results, row: Row, i: int, subjects: dict) -> None:
    if i % row.every:
        return
    for name, subject in reversed(subjects.items()) if i % 2 else subjects.items():
        if results.failed(row, name) or row.only and name not in row.only:
            continue
        try:
            measured = row.measure(load, amounts, subject)
        except Failed as failure:
            results.fail(row, name, str(failure))
            say(f"round {i + 1}  {row.name:12} {name:10} failed: {failure}")
            continue
        results.add(row, name, measured)
        say(
            f"round {i + 1}  {row.name:12} {name:10} "
            + "  ".join(f"{key} {value:.1f}" for key, value in measured.items())
        )
