"""The rest of a measure's sheet in a council's folder: its further columns, earlier definitions and parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from goldenthread.core.kinds import (
    BreakdownBy,
    Derivation,
    Frequency,
    IfMissing,
    IfZero,
    Kind,
    Quality,
    Stage,
)
from goldenthread.core.sheet_words import UnreadableAlias, read_aliases
from goldenthread.exchange.cells import Cells, File
from goldenthread.ledger.recording import Recorded, bring_up_to_date
from goldenthread.measures.models import Alias, Breakdown, EarlierDefinition
from goldenthread.people.models import Council

_TEXTS = ("question", "method", "numerator", "denominator", "data_source", "formula", "quality_note")
_FIGURES = ("low", "high", "per")
_WHOLE = ("decimals", "lag_days")
_DAYS = ("defined_from", "retired_on")
_CHOICES: Mapping[str, tuple[list[str], str]] = {
    "reporting": (["", *Frequency], ""),
    "derivation": (["", *Derivation], ""),
    "if_zero": (list(IfZero), IfZero.NOT_APPLICABLE.value),
    "if_missing": (list(IfMissing), IfMissing.WAIT.value),
    "stage": (["", *Stage], ""),
    "quality": (["", *Quality], ""),
}
COLUMNS = (
    "kind", *_TEXTS, *_FIGURES, *_WHOLE, *_DAYS, "retired_because", *_CHOICES, "levels", "updater", "aliases",
)  # fmt: skip
KIND_OF_UNIT = {"%": Kind.PERCENTAGE.value, "£": Kind.MONEY.value}


def further(file: File, cells: Cells, posts: Mapping[str, int], held: Mapping[str, str]) -> dict[str, Any]:
    """What a row says of the rest of the sheet; a column that the file doesn't have is left as it is held.

    `held` are the kinds of the measures on record; a new one's kind comes of its unit where none is stated.
    """
    derived = held.get(cells.text("code"), KIND_OF_UNIT.get(cells.text("unit"), Kind.NUMBER.value))
    found: dict[str, Any] = {"kind": cells.choice("kind", list(Kind), derived)}
    for names, read in _readers(cells):
        found.update({name: read(name) for name in names if file.has(name)})
    if file.has("levels"):
        found["levels"] = [one.strip() for one in cells.text("levels").split(";") if one.strip()]
    if file.has("updater"):
        found["updater_id"] = cells.known("updater", posts, "post")
    if found.get("retired_on") and not found.get("retired_because"):
        cells.wrong("retired_because", "A measure that is retired says why. Write the reason.")
    return found


def _readers(cells: Cells) -> list[tuple[tuple[str, ...], Callable[[str], Any]]]:
    return [
        ((*_TEXTS, "retired_because"), cells.text),
        (_FIGURES, cells.number),
        (_WHOLE, cells.whole),
        (_DAYS, cells.day),
        (tuple(_CHOICES), lambda name: cells.choice(name, *_CHOICES[name])),
    ]


def aliases_in(cells: Cells) -> list[tuple[str, str]]:
    """What others call the measure of a row."""
    try:
        return read_aliases(cells.text("aliases"))
    except UnreadableAlias as unclear:
        cells.wrong("aliases", str(unclear))
        return []


def store_aliases(council: Council, named: Mapping[int, list[tuple[str, str]]], who: dict[str, Any]) -> None:
    """Bring what others call each measure up to date; nothing is dropped."""
    rows = [
        {"measure_id": measure, "scheme": scheme, "code": code}
        for measure, aliases in named.items()
        for scheme, code in aliases
    ]
    bring_up_to_date(Alias, rows, key=["measure_id", "scheme", "code"], council=council, **who)


def read_breakdowns(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The parts that totals are parted into."""
    file = File(path, ("measure", "name"), ("by", "adds_up"))
    codes = dict(council.measures.values_list("code", "id"))
    rows = []
    for place, cells in enumerate(file.rows()):
        measure, name = cells.named("measure", codes, "measure"), cells.needed("name")
        cells.once("name", measure, name)
        rows.append(
            {
                "measure_id": measure,
                "name": name,
                "by": cells.choice("by", list(BreakdownBy), BreakdownBy.OTHER.value),
                "adds_up": cells.yes("adds_up"),
                "position": place,
            }
        )
    file.done()
    within = {"measure__council_id": council.pk}
    return bring_up_to_date(
        Breakdown, rows, key=["measure_id", "name"], council=council, within=within, **who
    )


def read_definitions(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The definitions that measures had before."""
    texts = ("definition", "method", "unit", "numerator", "denominator")
    file = File(path, ("measure", "until_on", "reason"), (*texts, "kind", "from_on", "comparable"))
    codes = dict(council.measures.values_list("code", "id"))
    rows = []
    for cells in file.rows():
        measure, until, first = cells.named("measure", codes, "measure"), cells.day("until_on"), None
        cells.needed("until_on")
        cells.once("until_on", measure, until)
        first = cells.day("from_on")
        if first and until and first > until:
            cells.wrong("from_on", "It ends before it begins. Change one of the days.")
        rows.append(
            {
                "measure_id": measure,
                "until_on": until,
                "from_on": first,
                **{name: cells.text(name) for name in texts},
                "kind": cells.choice("kind", ["", *Kind], ""),
                "is_comparable": cells.yes("comparable") if cells.text("comparable") else True,
                "reason": cells.needed("reason"),
            }
        )
    file.done()
    key, within = ["measure_id", "until_on"], {"measure__council_id": council.pk}
    return bring_up_to_date(EarlierDefinition, rows, key=key, council=council, within=within, **who)
