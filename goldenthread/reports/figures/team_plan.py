"""A service plan on one page: what it carries, business as usual, measures, dates and posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.one_page import Column, Entry, Fitted, fit, rows_of
from goldenthread.core.periods import YearStart, in_words, quarter_of
from goldenthread.core.sentences import counted, on_day, start
from goldenthread.core.words import STATUS
from goldenthread.plans.models import Element
from goldenthread.reports.figures.cascade import ItemRow, ServicePage
from goldenthread.reports.figures.position import MeasureAt

# What a page of A4 holds in the type that `_cascade.scss` prints it in; pixels of a browser, 96 to the inch.
# `tests/journeys/test_team_plan.py` prints pages that are full to the last row.
WORK = Column(letters=68, small=78, row=14.4, small_row=12.7, gap=4.6, head=40.0)
BESIDE = Column(letters=34, small=40, row=14.4, small_row=12.7, gap=4.6, head=40.0)
PAGE, HEAD = 1040.0, 100.0
TITLE, NOTE = 40, 100  # middling letters on a row of the page's title, and of the note under it
NO_DATE = "No date"


@dataclass(frozen=True, slots=True)
class Section:
    """One list of the page: its head, the lines that fit, and how many are left for the full plan."""

    key: str
    title: str
    fitted: Fitted
    none: str

    @property
    def entries(self) -> Sequence[Entry]:
        return self.fitted.entries

    @property
    def left_out(self) -> int:
        return self.fitted.left_out


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """The page: work on the left, what stands beside it on the right."""

    work: Sequence[Section]
    beside: Sequence[Section]

    @property
    def left_out(self) -> int:
        return sum(section.left_out for section in (*self.work, *self.beside))


def team_plan(page: ServicePage, year_start: YearStart) -> TeamPlan:
    """Fit a service's plan on one page of A4."""
    work = [
        ("carries", "For the council", [_work(item, item.theme) for item in page.carrying], "Nothing yet"),
        ("usual", "Business as usual", [_work(item) for item in page.usual], "None stated"),
        ("own", "The service's own", [_work(item) for item in page.own], "None"),
    ]
    beside = [
        ("dates", "Done by", _dates(page.items, year_start), "No date is set"),
        ("measures", "Measures", [_measure(one) for one in page.measures], "None belongs to the service"),
    ]
    if page.is_ours:
        posts = [_post(one.title, one.items) for one in page.posts]
        beside.append(("posts", "Workplans", posts, "No post is named"))
    room = PAGE - HEAD - _more_head(page)
    return TeamPlan(_sections(work, WORK, room), _sections(beside, BESIDE, room))


def _more_head(page: ServicePage) -> float:
    """What the head takes beyond a title of one row and a note of one."""
    edition = page.edition.name if page.edition else ""
    note = f"{page.service.council.name}. {edition}, replaced. As on 30 September 2014."
    titles, notes = rows_of(page.service.name, TITLE), rows_of(note, NOTE)
    return 24.0 * (titles - 1) + 17.0 * (notes - 1)


Lists = Sequence[tuple[str, str, list[Entry], str]]


def _sections(lists: Lists, column: Column, room: float) -> list[Section]:
    fitted = fit([entries for _, _, entries, _ in lists], column, room)
    return [
        Section(key, title, found, none) for (key, title, _, none), found in zip(lists, fitted, strict=True)
    ]


def _work(item: ItemRow, theme: str = "") -> Entry:
    element = item.element
    by = f"by {on_day(element.due_on)}" if element.due_on else "no date"
    owner = element.owner.title if element.owner else "no owner named"
    return Entry(element.title, start("; ".join(filter(None, [theme, owner, by]))))


def _measure(one: MeasureAt) -> Entry:
    return Entry(one.measure.title, start(STATUS[one.standing.status]))


def _post(title: str, items: int) -> Entry:
    return Entry(title, start(counted(items, "item")))


def _dates(items: Sequence[ItemRow], year_start: YearStart) -> list[Entry]:
    """How many items are to be done in each quarter, in order, and how many have no date: they sum."""
    held = [item.element for item in items]
    quarters: dict[date, list[Element]] = {}
    for element in sorted((one for one in held if one.due_on), key=lambda one: one.due_on or date.min):
        quarters.setdefault(quarter_of(_day(element), year_start).starts_on, []).append(element)
    found = [
        Entry(in_words(quarter_of(first, year_start)), _of_all(len(due), len(held)))
        for first, due in quarters.items()
    ]
    undated = sum(1 for element in held if not element.due_on)
    return [*found, *([Entry(NO_DATE, _of_all(undated, len(held)))] if undated else [])]


def _of_all(count: int, whole: int) -> str:
    return f"{count} of {whole} {'item' if whole == 1 else 'items'}"


def _day(element: Element) -> date:
    assert element.due_on is not None
    return element.due_on
