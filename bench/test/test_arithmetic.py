"""The figures' arithmetic: what is wrong here is wrong in every table."""

import unittest

from harness.changes import effects
from harness.process import Failed
from harness.results import Results
from harness.rows import Goal, Metric, Row

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


class Ratios(unittest.TestCase):
    cpu = Metric("cpu", "CPU", "us", Goal(0.9, of_best_peer=True))
    row = Row("row", "row", lambda: {}, (cpu,))

    def results(self, **rounds: list[float]) -> Results:
        results = Results({}, [self.row])
        for name, figures in rounds.items():
            for figure in figures:
                results.add(self.row, name, {"cpu": figure})
        return results

    def test_the_ratio_is_taken_round_by_round_against_the_peer_with_the_lowest_median(self):
        results = self.results(PortMux=[8, 80, 9], nginx=[10, 100, 10], HAProxy=[12, 11, 13])
        self.assertEqual(results.best_peer(self.row, self.cpu), "nginx")
        self.assertAlmostEqual(results.ratio(self.row, self.cpu), 0.8)
        self.assertTrue(results.reached(self.row, self.cpu))

    def test_where_more_is_better_the_best_peer_has_the_highest_median(self):
        carried = Metric("carried", "carried", "MiB/s", more_is_better=True)
        row = Row("row", "row", lambda: {}, (carried,))
        results = Results({}, [row])
        for name, figure in (("PortMux", 30), ("nginx", 10), ("HAProxy", 20)):
            results.add(row, name, {"carried": figure})
        self.assertEqual(results.best_peer(row, carried), "HAProxy")
        self.assertEqual(results.ratio(row, carried), 1.5)

    def test_a_missed_goal_is_said(self):
        self.assertFalse(self.results(PortMux=[10], nginx=[10]).reached(self.row, self.cpu))

    def test_what_is_not_a_number_is_no_figure(self):
        results = self.results(PortMux=[10], sslh=[float("nan")])
        self.assertIsNone(results.best_peer(self.row, self.cpu))
        self.assertIsNone(results.reached(self.row, self.cpu))

    def test_a_contestant_that_fails_later_has_no_figures(self):
        results = self.results(PortMux=[10], nginx=[5])
        results.fail(self.row, "nginx", "ended")
        self.assertEqual(results.rounds(self.row, self.cpu, "nginx"), [])


if __name__ == "__main__":
    unittest.main()
