"""What is in a body's remit and where it stands: each committee's own slice of the plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.core import sentences
from goldenthread.core.doing import Doing, doing_of, roll_up_doing
from goldenthread.core.sentences import Sentence, Span, counted, spell
from goldenthread.governance.models import Body
from goldenthread.governance.remit_queries import BodyRow, Sent, SliceRow, sent_to, slice_of
from goldenthread.people.officers import Officer


@dataclass(frozen=True, slots=True)
class SliceLine:
    """One element in a remit and where its work stands; None where its level isn't work that is followed."""

    row: SliceRow
    doing: Doing | None


@dataclass(frozen=True, slots=True)
class BodyPage:
    """Everything that a body's page shows."""

    body: Body
    sentences: list[Sentence]
    lines: list[SliceLine]
    sent: Sent


def body_page(body: Body, on: date, viewer: Officer) -> BodyPage:
    """Gather one body's page on a day."""
    lines = [SliceLine(row, _doing(row, on)) for row in slice_of(body, on, viewer)]
    return BodyPage(body, _of_slice(lines), lines, sent_to(body, viewer))


def _doing(row: SliceRow, on: date) -> Doing | None:
    level, due_on = row.element.level, row.element.due_on
    if not level.is_monitored or (due_on is None and not level.needs_owner):
        return None
    return doing_of(is_done=row.is_done, due_on=due_on, on=on)


def _of_slice(lines: list[SliceLine]) -> list[Sentence]:
    if not lines:
        return [sentences.plain("Nothing is in its remit on this day.")]
    given = sum(line.row.element == line.row.given_with for line in lines)
    below = len(lines) - given
    are = "is" if len(lines) == 1 else "are"
    under = f": {spell(given)} given to it, and {spell(below)} under {_them(given)}" if below else ""
    opening = (Span(counted(len(lines), "element"), True), Span(f" {are} in its remit{under}."))
    work = roll_up_doing(line.doing for line in lines if line.doing)
    return sentences.as_one([_started(opening), *sentences.of_doing(work, "lines")])


def _started(found: Sentence) -> Sentence:
    return (found[0]._replace(text=sentences.start(found[0].text)), *found[1:])


def _them(given: int) -> str:
    return "it" if given == 1 else "them"


def of_bodies(rows: list[BodyRow]) -> str:
    """How many bodies there are, how many scrutinise, and how much is in nobody's remit yet."""
    if not rows:
        return "No body is on record yet."
    meeting = [row for row in rows if row.body.replaced_by is None]
    scrutinise = sum(row.body.kind == Body.Kind.SCRUTINY for row in meeting)
    in_all = sum(row.in_all for row in rows)
    said = f"{sentences.start(counted(len(meeting), 'body', 'bodies'))} {_meet(len(meeting))}"
    said += f", {spell(scrutinise) if scrutinise else 'none'} of them for overview and scrutiny"
    gone = len(rows) - len(meeting)
    if gone:
        said += f"; {spell(gone)} {'was' if gone == 1 else 'were'} replaced"
    if not in_all:
        return f"{said}. No element is in a remit yet."
    return (
        f"{said}. {sentences.start(counted(in_all, 'element'))} {'is' if in_all == 1 else 'are'} in a remit."
    )


def _meet(count: int) -> str:
    return "considers papers" if count == 1 else "consider papers"
