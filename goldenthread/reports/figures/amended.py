"""What was approved of an element or measure and how it changed since: the first value, then each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.core.sentences import Sentence, Span, counted, on_day, plain, start
from goldenthread.governance.changing import subject_words
from goldenthread.governance.doubting import DatesMoved
from goldenthread.governance.grounds import said_of_ground
from goldenthread.governance.models import ChangeRequest, DateDoubt
from goldenthread.reports.figures.changing import differences

CHANGED = (ChangeRequest.State.APPROVED, ChangeRequest.State.NOTED)


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change that was approved or noted: what it came to be, by which request, decided by whom."""

    value: str
    request: int
    words: str


@dataclass(frozen=True, slots=True)
class Amended:
    """One thing that was approved: its name, what it was first approved as, and each change since."""

    name: str
    first: str
    changes: Sequence[Amendment]


def amended(requests: Sequence[ChangeRequest]) -> list[Amended]:
    """Each thing that requests have changed, in the order in which it first changed."""
    done = [one for one in requests if one.state in CHANGED and one.decided_at]
    found: dict[str, Amended] = {}
    for one in sorted(done, key=lambda held: (held.decided_at, held.pk)):
        for each in differences(one):
            what = subject_words(one)
            name = (
                what if each.name.lower() in what.lower() or what == "Withdrawal" else f"{what}: {each.name}"
            )
            held = found.get(name) or Amended(name, each.before, ())
            step = Amendment(each.after, one.pk, _decided(one))
            found[name] = Amended(name, held.first, (*held.changes, step))
    return list(found.values())


def _decided(one: ChangeRequest) -> str:
    when = f" on {on_day(one.decided_at.date())}" if one.decided_at else ""
    is_noted = one.state == ChangeRequest.State.NOTED
    by = "handed over by" if is_noted else "approved by"
    said = f"{by} {one.body or one.decided_by}{when}"
    return ". ".join(part for part in (start(said), said_of_ground(one)) if part)


def of_doubts(doubts: Sequence[DateDoubt], moved: int) -> list[Sentence]:
    """How many of a draft's lines have a date in doubt, and how many had their dates moved; none says so."""
    if not doubts and not moved:
        return [plain("No date of this draft is in doubt, and none has moved since it was written.")]
    are = "has its date" if len(doubts) == 1 else "have their dates"
    first = (
        f"{start(counted(len(doubts), 'line'))} {are} in doubt" if doubts else "No line has its date in doubt"
    )
    second = f"{counted(moved, 'line')} had other dates before" if moved else "no date has moved"
    return [(Span(first, bool(doubts)), Span(f"; {second}."))]


def moved_in_words(one: DatesMoved) -> str:
    """“Due 31 December 2012, before that 31 March 2012”."""
    names = {"due_on": "due", "starts_on": "starts"}
    parts = [
        f"{names[name]} {on_day(day) if day else 'on no day'}, before that "
        f"{on_day(was) if (was := one.before.get(name)) else 'on no day'}"
        for name, day in one.after.items()
    ]
    return start("; ".join(parts))
