"""A council made of a published set: the set's measures as its own, with its own published figures.

Nothing is added that the set doesn't hold: no targets, no owners. The set's own grouping stands where a plan
would, and says that it is no plan of the council's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from goldenthread.core.polarity_check import clue_in
from goldenthread.core.refused import Refused
from goldenthread.core.rulebook import data_of, short_rule
from goldenthread.core.travel import Polarity
from goldenthread.core.units import counted_in
from goldenthread.exchange.published_sets import ReadSet
from goldenthread.ledger.recording import Recorded, bring_up_to_date
from goldenthread.measures import actions as measures
from goldenthread.measures.comparison_queries import place_named
from goldenthread.measures.comparisons import say_home, store_set
from goldenthread.measures.models import Alias, ComparedMeasure, ComparedValue, ComparisonSet, Measure, Place
from goldenthread.people import actions as people
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Edition, Element

__all__ = ["Loaded", "load_set"]

POST = {"title": "Strategy and Performance Officer", "basis": "ILLUSTRATIVE"}
BY_WHOM = "By the set's publisher: a grouping of its measures, and no plan of the council's."
NOT_A_PLAN = "The grouping of the published set stands where a plan would. The council adopted none of it."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a set stored, by what it is, and the council made of it, if one was asked for."""

    held: ComparisonSet
    counts: Mapping[str, Recorded]
    council: Council | None = None


@transaction.atomic
def load_set(
    read: ReadSet, name: str | None, *, by: Officer, at: datetime, is_demonstration: bool = False
) -> Loaded:
    """Store a published set and, where a place is named, make the council of it or bring it up to date.

    Raises `Refused` where the set has no such place; then nothing is stored.
    """
    stored = store_set(facts=read.facts, places=read.places, measures=read.measures, values=read.values)
    counts = {"places": stored.places, "measures compared": stored.measures, "figures": stored.values}
    if name is None:
        return Loaded(stored.held, counts)
    place = place_named(stored.held, name)
    if place is None or place.is_whole:
        names = ", ".join(one.name for one in stored.held.places.filter(is_whole=False))
        raise Refused(f"{stored.held} has no council “{name}”. Name one of: {names}.")
    council = _council(read, place, is_demonstration)
    making = _Making(council, place, read, {"council": council, "by": by, "at": at})
    return Loaded(stored.held, {**counts, **making.all()}, council)


def _council(read: ReadSet, place: Place, is_demonstration: bool) -> Council:
    slug = slugify(place.name)
    held = Council.objects.filter(slug=slug).first()
    if held is None:
        held = people.set_up_council(
            slug=slug,
            name=f"{place.name} Council",
            is_open=is_demonstration,
            is_demonstration=is_demonstration,
            position_on=read.as_at if is_demonstration else None,
            nation=read.nation,
            about=f"Its measures and figures are those of the {read.facts['name']}.",
        )
    people.set_up_units(council=held, posts=[POST])
    return held


@dataclass(frozen=True, slots=True)
class _Making:
    """One council being made of a set."""

    council: Council
    place: Place
    read: ReadSet
    who: dict[str, Any]

    def all(self) -> dict[str, Recorded]:
        self._rule()
        compared = list(ComparedMeasure.objects.filter(set=self.place.set_id).order_by("id"))
        values = self._values(compared)
        counts = {"measures": self._measures(compared, values)}
        by_code = dict(Measure.objects.filter(council=self.council).values_list("code", "id"))
        keys = {one.pk: by_code[one.code[:40]] for one in compared}
        counts["aliases"] = self._aliases(compared, keys)
        counts["results"] = self._results(values, keys)
        edition = self._edition(compared)
        counts["links"] = self._links(edition, compared, keys)
        say_home(council=self.council, place=self.place, by=self.who["by"], at=self.who["at"])
        return counts

    def _rule(self) -> None:
        if self.council.rating_rules.exists():
            return
        book = short_rule("met")
        measures.adopt_rule(
            code=book.rule.code, name=book.rule.name, body=data_of(book), source=book.rule.source, **self.who
        )

    def _values(self, compared: Sequence[ComparedMeasure]) -> dict[int, list[ComparedValue]]:
        found: dict[int, list[ComparedValue]] = defaultdict(list)
        for value in ComparedValue.objects.filter(place=self.place).order_by("ends_on"):
            found[value.compared_id].append(value)
        return found

    def _measures(
        self, compared: Sequence[ComparedMeasure], values: Mapping[int, list[ComparedValue]]
    ) -> Recorded:
        rows = [
            measure_row(one, [value.value for value in values.get(one.pk, ())], position)
            for position, one in enumerate(compared, start=1)
        ]
        held = set(Measure.objects.filter(council=self.council).values_list("code", flat=True))
        # What a council has since said of its measures stays: only what the set itself holds is brought.
        rows = [_of_the_set(row) if row["code"] in held else row for row in rows]
        new = measures.define_measures(rows=[row for row in rows if "polarity" in row], **self.who)
        return new + measures.define_measures(rows=[row for row in rows if "polarity" not in row], **self.who)

    def _aliases(self, compared: Sequence[ComparedMeasure], keys: Mapping[int, int]) -> Recorded:
        rows = [
            {"measure_id": keys[one.pk], "scheme": self.read.scheme, "code": one.code} for one in compared
        ]
        return bring_up_to_date(Alias, rows, key=["measure_id", "scheme", "code"], **self.who)

    def _results(self, values: Mapping[int, list[ComparedValue]], keys: Mapping[int, int]) -> Recorded:
        source = str(self.read.facts["source"])
        rows = [
            {
                "measure_id": keys[value.compared_id],
                **measures.fields_of(value.period),
                "value": value.value,
                "state": "REPORTED",
                "source": source,
            }
            for found in values.values()
            for value in found
        ]
        return measures.record_observations(rows=rows, **self.who)

    def _edition(self, compared: Sequence[ComparedMeasure]) -> Edition:
        """The set's own categories and domains, as lines that the measures hang under."""
        who = {"by": self.who["by"], "at": self.who["at"]}
        is_main = not self.council.plans.filter(is_main=True).exclude(slug=self.read.facts["slug"]).exists()
        source = f"{self.read.grouping} of each measure. {self.read.facts['source']}"
        plan = plans.set_up_plan(
            council=self.council,
            slug=self.read.facts["slug"],
            name=self.read.facts["name"],
            kind="CORPORATE",
            is_main=is_main,
            source=source,
            **who,
        )
        levels = [_level("category", self.read.grouping)]
        if any(one.domain for one in compared):
            levels.append(_level("domain", "Domain"))
        edition = plans.set_up_edition(
            plan=plan,
            slug="as-published",
            name=f"{self.read.facts['name']}, as published",
            state="ADOPTED",
            is_current=True,
            adopted=BY_WHOM,
            how_prepared=NOT_A_PLAN,
            source=source,
            levels=levels,
            **who,
        )
        plans.place_elements(edition=edition, rows=_lines(compared, source), **self.who)
        return edition

    def _links(
        self, edition: Edition, compared: Sequence[ComparedMeasure], keys: Mapping[int, int]
    ) -> Recorded:
        lines = dict(Element.objects.filter(edition=edition).values_list("code", "id"))
        rows = [
            {"measure_id": keys[one.pk], "element_id": lines[_codes(one)[-1]], "basis": _basis(one)}
            for one in compared
        ]
        return measures.link_measures(rows=rows, **self.who)


def _level(key: str, name: str) -> dict[str, Any]:
    plural = name[:-1] + "ies" if name.endswith("y") else name + "s"
    return {"key": key, "name": name, "plural": plural, "is_monitored": False}


def _codes(one: ComparedMeasure) -> list[str]:
    """The codes of the lines a measure hangs under: its category's, then its domain's."""
    category = slugify(one.category) or "other"
    return [category, f"{category}/{slugify(one.domain)}"] if one.domain else [category]


def _lines(compared: Sequence[ComparedMeasure], source: str) -> list[dict[str, Any]]:
    lines: dict[str, dict[str, Any]] = {}
    for one in compared:
        category, *domain = _codes(one)
        common = {"source": source, "basis": _basis(one)}
        lines.setdefault(
            category,
            {"code": category, "level": "category", "parent": "", "title": one.category or "Other", **common},
        )
        for code in domain:
            lines.setdefault(
                code, {"code": code, "level": "domain", "parent": category, "title": one.domain, **common}
            )
    return list(lines.values())


def _basis(one: ComparedMeasure) -> str:
    return "INFERRED" if one.note.startswith("Placed by") else "STATED"


def measure_row(one: ComparedMeasure, values: Sequence[Decimal], position: int) -> dict[str, Any]:
    """A council's measure as the set gives it. A polarity is as stated, or else inferred from the title."""
    counted = counted_in(one.title)
    clue = clue_in(one.title)
    inferred = clue[2] if clue and clue[2] else Polarity.HIGHER
    return {
        "code": one.code[:40],
        "title": one.title,
        "kind": counted.kind.value if counted else "PERCENTAGE" if one.unit == "%" else "NUMBER",
        "unit": one.unit,
        "decimals": _decimals(one.unit, values),
        "polarity": one.polarity_stated or inferred.value,
        "polarity_basis": "STATED" if one.polarity_stated else "INFERRED",
        "frequency": "YEARLY",
        "is_data_only": True,
        "compared_id": one.pk,
        "position": position,
        "source": one.source,
    }


def _of_the_set(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("code", "title", "position", "source")}


def _decimals(unit: str, values: Sequence[Decimal]) -> int:
    """How many places to show: pounds to the pound above a hundred, all else to one place."""
    middle = median(values) if values else Decimal(0)
    if unit == "£":
        return 0 if middle >= 100 else 2
    return 0 if middle >= 1000 else 1
