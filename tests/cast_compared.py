"""A small published set for tests: four councils and their nation, counted over three years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from goldenthread.measures.comparisons import Published, StoredSet, link_compared, say_home, store_set
from goldenthread.measures.models import Measure
from tests.cast import WHO, Cast

FACTS = {"slug": "shires", "name": "The shires", "about": "Four councils.", "source": "A yearbook"}
PLACES = ("Angus", "Borders", "Clackmannan", "Testbury")
NATION = "Nation"


def published(code: str, place: str, year: int, value: str) -> Published:
    """One figure for the financial year that begins in `year`."""
    return Published(code, place, "YEAR", date(year, 4, 1), date(year + 1, 3, 31), Decimal(value))


BY_YEAR = {2012: ("10", "20", "30", "15"), 2013: ("10", "20", "30", "25")}
FIGURES = [
    *(
        published("S1", place, year, value)
        for year, values in BY_YEAR.items()
        for place, value in zip(PLACES, values, strict=True)
    ),
    published("S1", NATION, 2013, "99"),
    published("S1", "Testbury", 2014, "40"),
]


def compared_row(code: str, **more: str) -> dict[str, str]:
    return {"code": code, "title": f"Streets clean, {code}", "unit": "%", "polarity_stated": "HIGHER", **more}


def a_set(*codes: str) -> StoredSet:
    """Store the set; further codes have the first measure's figures."""
    names = ("S1", *codes)
    places = [*({"name": name} for name in PLACES), {"name": NATION, "is_whole": True}]
    values = [one._replace(code=code) for code in names for one in FIGURES]
    return store_set(facts=FACTS, places=places, measures=[compared_row(one) for one in names], values=values)


def beside(cast: Cast, measure: Measure | None = None, code: str = "S1") -> None:
    """Say that the cast's council is Testbury, and set a measure beside the set's."""
    held = a_set().held
    say_home(council=cast.council, place=held.places.get(name="Testbury"), **WHO)
    measure = Measure.objects.get(pk=(measure or cast.measure).pk)
    compared = held.compared_measures.get(code=code)
    link_compared(measure=measure, compared=compared, version=measure.version, **WHO)
