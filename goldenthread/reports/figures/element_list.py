"""The elements of one edition, or of all current ones, with what a list of them is filtered and sorted by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.core.thread import top_of
from goldenthread.measures.find_queries import measured_in
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.find_queries import (
    ListedElement,
    continued_in,
    editions_to_choose,
    elements_to_list,
    level_words,
    tags_in,
)
from goldenthread.plans.models import Edition, Element
from goldenthread.reports.figures.lines import SET_APART

EVERY_CURRENT = "current"  # instead of one edition: the current edition of every plan


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One element and what is known of it beside its own row."""

    row: ListedElement
    level: str
    level_position: int
    edition: str
    top: tuple[int, str] | None
    agreed: Element.Agreement
    tags: tuple[tuple[str, int, str], ...]
    has_measure: bool
    is_continuing: bool


@dataclass(frozen=True, slots=True)
class ElementList:
    """The elements listed, of which editions, what there is to choose from, and what the tops are called."""

    lines: list[ListedLine]
    editions: list[Edition]
    to_choose: list[tuple[str, str]]
    chosen: str
    top_name: str

    @property
    def of(self) -> str:
        """What the list is of: an edition's name, or every current edition."""
        if self.chosen == EVERY_CURRENT:
            return "Every current edition"
        return self.editions[0].name if self.editions else "No plan yet"


def elements_listed(council: Council, which: str, viewer: Officer = VISITOR) -> ElementList:
    """The elements of an edition (“plan/edition”), of every current edition, or else of the main plan.

    Six queries, however many there are; an edition that this person may not read is as one that isn't there.
    """
    seen = editions_to_choose(council, viewer)
    chosen, editions = _chosen(seen, which)
    keys = [edition.pk for edition in editions]
    levels = level_words(council)
    rows = elements_to_list(keys, viewer)
    tags, continued, measured = tags_in(keys), continued_in(keys), measured_in(keys)
    by_key = {edition.pk: edition for edition in editions}
    agreed = {pair: _agreed(pair[0], by_key[pair[1]]) for pair in {(r.agreement, r.edition_id) for r in rows}}
    tops, top_name = _tops(rows, levels)
    titles = {row.id: row.title for row in rows}
    lines = [
        ListedLine(
            row=row,
            level=levels[row.level_id][0],
            level_position=levels[row.level_id][1],
            edition=by_key[row.edition_id].name,
            top=(tops[row.id], titles[tops[row.id]]) if row.id in tops else None,
            agreed=agreed[row.agreement, row.edition_id],
            tags=tuple(tags.get(row.id, ())),
            has_measure=row.id in measured,
            is_continuing=row.continuing_since is not None or row.id in continued,
        )
        for row in rows
    ]
    return ElementList(lines, editions, _to_choose(seen), chosen, top_name)


def _chosen(seen: Sequence[Edition], which: str) -> tuple[str, list[Edition]]:
    current = [edition for edition in seen if edition.is_current]
    if which == EVERY_CURRENT:
        return which, current
    for edition in seen:
        if which == _address(edition):
            return which, [edition]
    main = sorted(current, key=lambda edition: not edition.plan.is_main)[:1]
    return "", main


def _address(edition: Edition) -> str:
    return f"{edition.plan.slug}/{edition.slug}"


def _to_choose(seen: Sequence[Edition]) -> list[tuple[str, str]]:
    named = [(_address(edition), _name(edition)) for edition in seen]
    return [*named, (EVERY_CURRENT, "Every current edition")] if len(named) > 1 else named


def _name(edition: Edition) -> str:
    if edition.is_current:
        return edition.name
    return f"{edition.name} ({'draft' if edition.state == Edition.State.DRAFT else 'earlier'})"


def _tops(rows: Sequence[ListedElement], levels: dict[int, tuple[str, int]]) -> tuple[dict[int, int], str]:
    """Which theme (whatever its plan calls it) each element hangs from, and what one is called."""
    under = [row for row in rows if row.kind not in SET_APART]
    highest: dict[int, int] = defaultdict(lambda: 1_000_000)
    for row in under:
        highest[row.edition_id] = min(highest[row.edition_id], levels[row.level_id][1])
    tops = [row for row in under if levels[row.level_id][1] == highest[row.edition_id]]
    names = {levels[row.level_id][0] for row in tops}
    name = names.pop() if len(names) == 1 else "Theme"
    return top_of({row.id: row.parent_id for row in rows}, [row.id for row in tops]), name


def _agreed(agreement: str, edition: Edition) -> Element.Agreement:
    return Element(agreement=agreement, edition=edition).agreed_so_far
