"""A chart of one run: for each of the main metrics a bar for each contestant."""

from html import escape
from pathlib import Path

from .goals import ours
from .results import Results, figure
from .rows import Metric, Row

SHOWN = {
    "connections": ("cpu",),
    "cold": ("all",),
    "bulk": ("down", "up"),
    "requests": ("cpu", "p99"),
    "beside": ("p99",),
    "memory": ("each",),
}
WIDTH, BAR, GAP, LABEL, COLUMNS = 960, 16, 5, 92, 2
STYLE = """
    .back { fill: #f2f5f9; stroke: #d9e0e8 }
    .t { fill: #17212e; font-weight: 600 }
    .s { fill: #5a6878; font-size: 12px }
    .ours { fill: #0b7a75 }
    .peer { fill: #b4c0ce }
"""


def svg(results: Results) -> str:
    panels = [
        (row, metric)
        for row in results.rows
        for metric in row.metrics
        if metric.name in SHOWN.get(row.name, ()) and _bars(results, row, metric)
    ]
    tallest = max((len(_bars(results, row, metric)) for row, metric in panels), default=0)
    panel_height = 44 + tallest * (BAR + GAP)
    height = 64 + panel_height * -(-len(panels) // COLUMNS)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title"'
        ' font-family="system-ui, -apple-system, \'Segoe UI\', Helvetica, Arial, sans-serif" font-size="13">',
        '<title id="title">PortMux beside other proxies in one run; a shorter bar is better</title>',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" rx="12" class="back"/>',
        '<text x="28" y="34" class="t" font-size="16">Medians of one run on loopback; a shorter bar is better</text>',
    ]
    for i, (row, metric) in enumerate(panels):
        x, y = 28 + (i % COLUMNS) * (WIDTH // COLUMNS), 64 + (i // COLUMNS) * panel_height
        drawn += _panel(results, row, metric, x, y)
    return "\n".join([*drawn, "</svg>", ""])


def write(path: Path, results: Results) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(svg(results))


def _panel(results: Results, row: Row, metric: Metric, x: int, y: int) -> list[str]:
    bars = _bars(results, row, metric)
    room = WIDTH // COLUMNS - 2 * 28 - LABEL - 60
    longest = max(value for _, value in bars)
    drawn = [f'<text x="{x}" y="{y + 12}" class="t">{escape(metric.title)}, {metric.unit}</text>']
    for i, (name, value) in enumerate(bars):
        top = y + 22 + i * (BAR + GAP)
        length = max(1, round(room * value / longest))
        kind = "ours" if ours(name) else "peer"
        drawn += [
            f'<text x="{x}" y="{top + 13}" class="s">{escape(name)}</text>',
            f'<rect x="{x + LABEL}" y="{top}" width="{length}" height="{BAR}" rx="3" class="{kind}"/>',
            f'<text x="{x + LABEL + length + 6}" y="{top + 13}" class="s">{figure(value)}</text>',
        ]
    return drawn


def _bars(results: Results, row: Row, metric: Metric) -> list[tuple[str, float]]:
    medians = [(name, results.median(row, metric, name)) for name in results.about["versions"]]
    return [(name, max(0, median)) for name, median in medians if median is not None]
