"""The figures' arithmetic: what is wrong here is wrong in every table."""

import math
import unittest

from harness import report
from harness.changes import effects
from harness.goals import BEFORE, BEST_PEER, FLOOR, Goal
from harness.process import Failed
from harness.results import Results
from harness.rows import ROWS, Metric, Row
from harness.tails import rank_correlation

MS = 1_000_000


class Effects(unittest.TestCase):
    def exchange(self, begun: int, ended: int, by: str) -> dict:
        return {"begun": begun * MS, "ended": ended * MS, "by": by}

    def test_counts_from_the_change_to_the_first_answer_of_the_new_backend(self):
        changes = [(100 * MS, "web2"), (200 * MS, "web")]
        exchanges = [
            self.exchange(90, 95, "web"),
            self.exchange(104, 109, "web"),
            self.exchange(105, 107, "web2"),
            self.exchange(150, 151, ""),
            self.exchange(198, 201, "web2"),
            self.exchange(202, 203, "web"),
        ]
        self.assertEqual(effects(changes, exchanges), {"median": 5, "slowest": 7, "old": 4, "failed": 1})

    def test_a_change_overtaken_by_the_next_one_counts_with_the_time_between_them(self):
        changes = [(0, "web2"), (100 * MS, "web"), (200 * MS, "web2")]
        exchanges = [self.exchange(1, 2, "web"), self.exchange(101, 102, "web"), self.exchange(201, 202, "web2")]
        self.assertEqual(effects(changes, exchanges)["slowest"], 100)

    def test_changes_without_effect_are_a_failure(self):
        with self.assertRaisesRegex(Failed, "2 of 2 changes had no effect before the next one"):
            effects([(0, "web2"), (100 * MS, "web")], [self.exchange(1, 2, "web"), self.exchange(101, 102, "web3")])


def row_of(metric: Metric) -> Row:
    return Row("row", "row", lambda: {}, (metric,))


def results_of(rounds: dict[str, list[float]], metric: Metric | None = None) -> Results:
    row = row_of(metric or Ratios.cpu)
    results = Results({"versions": dict.fromkeys(rounds, "1"), "checks": {}}, [row])
    for name, figures in rounds.items():
        for figure in figures:
            results.add(row, name, {row.metrics[0].name: figure})
    return results


class Ratios(unittest.TestCase):
    of_best, of_floor, of_before = Goal(0.9, BEST_PEER), Goal(1.05, FLOOR), Goal(1.03, BEFORE)
    cpu = Metric("cpu", "CPU", "us", (of_best, of_floor, of_before))
    row = row_of(cpu)

    def test_the_ratio_is_taken_round_by_round_against_the_peer_with_the_lowest_median(self):
        results = results_of({"PortMux": [8, 80, 9], "nginx": [10, 100, 10], "HAProxy": [12, 11, 13]})
        self.assertEqual(results.best_peer(self.row, self.cpu), "nginx")
        self.assertAlmostEqual(results.ratio(self.row, self.cpu, BEST_PEER), 0.8)
        self.assertTrue(results.reached(self.row, self.cpu, self.of_best))

    def test_where_more_is_better_the_best_peer_has_the_highest_median_and_a_goal_is_the_least(self):
        as_much, more = Goal(1.5, "HAProxy"), Goal(1.6, "HAProxy")
        carried = Metric("carried", "carried", "MiB/s", (as_much, more), more_is_better=True)
        results = results_of({"PortMux": [30], "nginx": [10], "HAProxy": [20]}, carried)
        self.assertEqual(results.best_peer(self.row, carried), "HAProxy")
        self.assertEqual(results.ratio(self.row, carried, BEST_PEER), 1.5)
        self.assertTrue(results.reached(self.row, carried, as_much))
        self.assertFalse(results.reached(self.row, carried, more))

    def test_a_missed_goal_is_said(self):
        results = results_of({"PortMux": [10], "nginx": [10]})
        self.assertFalse(results.reached(self.row, self.cpu, self.of_best))

    def test_the_floor_and_the_checkout_before_are_no_peers_and_have_ratios_of_their_own(self):
        results = results_of({"PortMux": [10, 11], "PortMux before": [20, 10], "Floor": [8, 10], "nginx": [11, 11]})
        self.assertEqual(results.best_peer(self.row, self.cpu), "nginx")
        self.assertAlmostEqual(results.ratio(self.row, self.cpu, FLOOR), (10 / 8 + 11 / 10) / 2)
        self.assertFalse(results.reached(self.row, self.cpu, self.of_floor))
        self.assertAlmostEqual(results.ratio(self.row, self.cpu, BEFORE), (10 / 20 + 11 / 10) / 2)
        self.assertTrue(results.reached(self.row, self.cpu, self.of_before))

    def test_a_goal_whose_other_side_did_not_take_part_is_neither_reached_nor_missed(self):
        self.assertIsNone(results_of({"PortMux": [10]}).reached(self.row, self.cpu, self.of_before))

    def test_a_fault_of_the_checkout_before_is_no_fault_of_this_one(self):
        results = results_of({"PortMux": [10], "PortMux before": [10]})
        results.fail(self.row, BEFORE, "ended")
        self.assertFalse(results.ours_failed())
        results.fail(self.row, "PortMux C2", "ended")
        self.assertTrue(results.ours_failed())

    def test_what_is_not_a_number_is_no_figure(self):
        results = results_of({"PortMux": [10], "sslh": [float("nan")]})
        self.assertIsNone(results.best_peer(self.row, self.cpu))
        self.assertIsNone(results.reached(self.row, self.cpu, self.of_best))

    def test_a_contestant_that_fails_later_has_no_figures(self):
        results = results_of({"PortMux": [10], "nginx": [5]})
        results.fail(self.row, "nginx", "ended")
        self.assertEqual(results.rounds(self.row, self.cpu, "nginx"), [])


class Tables(unittest.TestCase):
    row = Ratios.row

    def shown(self, rounds: dict[str, list[float]]) -> list[str]:
        return report.table_of(results_of(rounds), self.row, list(rounds))

    def test_each_other_side_has_a_column_with_its_ratio(self):
        lines = self.shown({"PortMux before": [20], "PortMux": [11], "Floor": [10], "nginx": [11]})
        self.assertEqual(
            lines[2],
            "|  | PortMux before | PortMux | Floor | nginx "
            "| PortMux / best peer | PortMux / floor | PortMux / before | goal |",
        )
        self.assertEqual(
            lines[4],
            "| CPU, us | 20.0 | 11.0 | 10.0 | 11.0 | 1.00 (nginx) | 1.10 | 0.55 "
            "| <= 0.9 x best peer: **missed**; <= 1.05 x Floor: **missed**; <= 1.03 x before: reached |",
        )

    def test_of_several_rounds_the_ratio_to_the_checkout_before_has_its_least_and_its_most(self):
        lines = self.shown({"PortMux before": [10, 10, 10], "PortMux": [9, 12, 10]})
        self.assertEqual(
            lines[4],
            "| CPU, us | 10.0 | 10.0 | - | 1.00 (0.90 to 1.20) | <= 0.9 x best peer; <= 1.03 x before: reached |",
        )

    def test_who_does_not_take_part_has_no_column_and_no_goal(self):
        lines = self.shown({"PortMux": [8], "nginx": [10]})
        self.assertEqual(lines[2], "|  | PortMux | nginx | PortMux / best peer | goal |")
        self.assertEqual(lines[4], "| CPU, us | 8.0 | 10.0 | 0.80 (nginx) | <= 0.9 x best peer: reached |")


class Ranks(unittest.TestCase):
    def test_it_is_the_order_that_counts(self):
        self.assertAlmostEqual(rank_correlation([1, 2, 3, 4], [1, 10, 100, 1000]), 1)
        self.assertAlmostEqual(rank_correlation([1, 2, 3, 4], [9, 7, 5, 1]), -1)

    def test_equal_ones_share_their_ranks(self):
        self.assertAlmostEqual(rank_correlation([1, 2, 2, 3], [1, 2, 2, 3]), 1)

    def test_what_never_changes_has_none(self):
        self.assertTrue(math.isnan(rank_correlation([1, 2, 3], [0, 0, 0])))


class Names(unittest.TestCase):
    def test_each_row_and_each_metric_of_it_has_a_name_of_its_own(self):
        self.assertEqual(len({row.name for row in ROWS}), len(ROWS))
        for row in ROWS:
            self.assertEqual(len({metric.name for metric in row.metrics}), len(row.metrics), row.name)


if __name__ == "__main__":
    unittest.main()
