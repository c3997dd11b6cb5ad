"""Tables of measures, their targets and their results."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.core.kinds import Frequency
from goldenthread.core.observed import TargetState, UnreadableNumber, read_target
from goldenthread.core.travel import Polarity
from goldenthread.exchange import policies
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables import sheets
from goldenthread.exchange.council_tables.names import (
    BASES,
    elements_by_path,
    paths_in,
    posts_by_name,
    services_by_name,
)
from goldenthread.exchange.observations import read_figures, stored_whole
from goldenthread.exchange.published import Goodness, Unreadable, read_polarity
from goldenthread.ledger.recording import Recorded
from goldenthread.measures import actions as measures
from goldenthread.measures.queries import measured_of
from goldenthread.people.models import Council


def read_measures(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Definitions of measures and the elements they belong to."""
    also = (
        "unit", "frequency", "cumulative", "control", "data_only", "tolerance", "floor", "service", "owner",
        "elements", "link_basis", "baseline", "baseline_on", "baseline_note", "definition", "basis",
        "polarity_basis", "source", *sheets.COLUMNS,
    )  # fmt: skip
    file = File(path, ("code", "title", "polarity"), also)
    elements, posts, services = elements_by_path(council), posts_by_name(council), services_by_name(council)
    rows, links, named = [], {}, {}
    kinds = dict(council.measures.values_list("code", "kind"))
    for place, cells in enumerate(file.rows(), start=1):
        cells.once("code", cells.text("code"))
        goodness = _goodness(cells)
        tolerance, is_percent = _tolerance(cells)
        code = cells.needed("code")
        rows.append(
            {
                "code": code,
                "title": cells.needed("title"),
                "definition": cells.text("definition"),
                "unit": cells.text("unit"),
                "polarity": goodness.polarity.value,
                **sheets.further(file, cells, posts, kinds),
                "low": goodness.low,
                "high": goodness.high,
                "frequency": cells.choice("frequency", list(Frequency), "QUARTERLY"),
                "is_cumulative": cells.yes("cumulative"),
                "is_data_only": cells.yes("data_only"),
                "control": cells.choice("control", ["COUNCIL", "SHARED", "COMMUNITY"], "COUNCIL"),
                "tolerance": tolerance,
                "tolerance_is_percent": is_percent,
                "floor": cells.number("floor"),
                "service_id": cells.known("service", services, "service"),
                "owner_id": cells.known("owner", posts, "post"),
                "baseline": cells.number("baseline"),
                "baseline_on": cells.day("baseline_on"),
                "baseline_note": cells.text("baseline_note"),
                "position": place,
                "basis": cells.choice("basis", BASES, "STATED"),
                "polarity_basis": cells.choice("polarity_basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
        named[code] = sheets.aliases_in(cells)
        links[code] = (
            paths_in(cells, "elements", elements),
            cells.choice("link_basis", BASES, "STATED"),
            cells.text("source"),
        )
    file.done()
    recorded = measures.define_measures(council=council, rows=rows, **who)
    codes = dict(council.measures.values_list("code", "id"))
    link_rows = [
        {"measure_id": codes[code], "element_id": element, "basis": basis, "source": source}
        for code, (found, basis, source) in links.items()
        for element in found
    ]
    sheets.store_aliases(council, {codes[code]: found for code, found in named.items()}, who)
    measures.link_measures(council=council, rows=link_rows, **who)
    return recorded


def _goodness(cells: Cells) -> Goodness:
    low, high = cells.number("low"), cells.number("high")
    if cells.text("polarity").casefold() == "range" and (low is not None or high is not None):
        if low is not None and high is not None and low > high:
            cells.wrong("high", "The range ends below where it starts. Change one of them.")
        return Goodness(Polarity.RANGE, low, high)
    try:
        return read_polarity(cells.text("polarity"))
    except Unreadable as unclear:
        cells.wrong("polarity", f"{unclear}.")
        return Goodness(Polarity.HIGHER)


def _tolerance(cells: Cells) -> tuple[Decimal | None, bool]:
    amount = cells.number("tolerance")
    if amount is not None and amount < 0:
        cells.wrong(
            "tolerance", f"“{cells.text('tolerance')}” is below 0. Write how far a miss is tolerated."
        )
    return amount, cells.text("tolerance").endswith("%")


def read_targets(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Targets by period, blank ones with their reason, owner and date."""
    file = File(path, ("measure", "period", "target"), ("stretch", "reason", "owner", "due_on", "source"))
    codes, posts = dict(council.measures.values_list("code", "id")), posts_by_name(council)
    labels = policies.read_labels()
    rows = []
    for cells in file.rows():
        measure = cells.named("measure", codes, "measure")
        period = cells.period("period", council.year_start)
        try:
            target = read_target(cells.text("target"), labels)
        except UnreadableNumber as unclear:
            cells.wrong("target", str(unclear))
            continue
        if target.state is not TargetState.SET and not cells.text("reason"):
            cells.wrong("reason", "A target that is not set says why. Write the reason.")
        if period is None:
            continue
        cells.once("period", measure, period)
        rows.append(
            {
                "measure_id": measure,
                **measures.fields_of(period),
                "value": cells.keepable("target", target.value),
                "state": target.state.value,
                **({"stretch": cells.number("stretch")} if file.has("stretch") else {}),
                "reason": cells.text("reason"),
                "owner_id": cells.known("owner", posts, "post"),
                "due_on": cells.day("due_on"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return measures.set_targets(council=council, rows=rows, **who)


def read_observations(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Figures by measure and period; every row is good, or none is stored."""
    file = read_figures(path, council, measured_of(council), policies.read_labels())
    return stored_whole(file, **who)
