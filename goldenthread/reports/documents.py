"""The Monitor as a document: its tables, and the whole as one HTML file that needs nothing beside it."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from goldenthread.reports import tables
from goldenthread.reports.figures.monitor import Monitor, ThemePart
from goldenthread.reports.grids import Grid, text
from goldenthread.reports.tables.changing import printed
from goldenthread.reports.tables.signals import disagreements, three_signals


def monitor_tables(monitor: Monitor) -> dict[str, Grid | list[tuple[ThemePart, Grid, Grid]]]:
    """Every table of the report by name."""
    start = monitor.council.year_start
    on, level = monitor.position.on, monitor.doing_level or "Work"
    what = monitor.position.top_name
    return {
        "sets": tables.sets(monitor.sets, what),
        "published": tables.published(monitor.published),
        "work": tables.work(
            [(text(part.row.line.title), part.row.doing) for part in monitor.themes],
            monitor.doing,
            what,
            level,
        ),
        "exceptions": tables.exceptions(monitor.exceptions, "Measures off or near target"),
        "signals": three_signals(monitor.signals.rows),
        "disagreements": disagreements(monitor.signals.rows),
        "not_rated": tables.not_rated(monitor.not_rated),
        "themes": [
            (
                part,
                tables.measures(part.measures, f"Measures of {part.row.line.title}", start),
                tables.overdue(part.overdue, on, level),
            )
            for part in monitor.themes
            if part.measures or part.overdue
        ],
        "money": tables.money(monitor.money),
        "gaps": tables.gaps_by_kind(monitor.gaps),
        "decided": printed(monitor.changes.decided, "Decided in this period", is_decided=True),
        "decided_since": printed(monitor.changes.since, "Decided since", is_decided=True),
        "waiting": printed(monitor.changes.waiting, "Not yet decided", is_decided=False),
        "named_gaps": tables.gap_register(monitor.named_gaps, on),
    }


def monitor_page(monitor: Monitor) -> str:
    """The report as one HTML file with its stylesheet and type inside it."""
    shown = {
        "monitor": monitor,
        "tables": monitor_tables(monitor),
        "style": _style(),
        "is_plain": monitor.council.is_plain(monitor.position.on),
    }
    return render_to_string("reports/monitor_file.html", shown)


def _style() -> str:
    """The stylesheet with the upright Latin font inside it and the other faces left out."""
    path = _found("look/goldenthread.css")
    css = path.read_text(encoding="utf-8")
    return re.sub(r"@font-face\s*{[^}]*}", lambda face: _face(face[0], path.parent), css)


def _face(face: str, folder: Path) -> str:
    address = re.search(r"url\(\"?([^)\"]+)\"?\)", face)
    if not address or "latin-ext" in address[1] or "italic" in face:
        return ""
    data = base64.b64encode((folder / address[1]).read_bytes()).decode("ascii")
    return face.replace(address[1], f"data:font/woff2;base64,{data}")


def _found(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name} is missing from the installation.")
    return Path(found)
