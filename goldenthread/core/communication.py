"""The plan of communication in a sentence: what is late, what is next, when the launch is (R056, R057)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.sentences import counted, on_day, spell, start


@dataclass(frozen=True, slots=True)
class ToTell:
    """A task as the sentence knows it."""

    what: str
    due_on: date
    done_on: date | None = None

    def is_done(self, on: date) -> bool:
        return self.done_on is not None and self.done_on <= on

    def is_late(self, on: date) -> bool:
        return not self.is_done(on) and self.due_on < on


@dataclass(frozen=True, slots=True)
class Launch:
    """The launch: a stage from its first day to its last; `done_on` once it has been."""

    name: str
    first: date
    last: date
    done_on: date | None = None


def of_communication(
    audiences: int, tasks: Sequence[ToTell], launch: Launch | None, on: date, booked: int = 0
) -> str:
    """The sentence that the plan of communication opens with."""
    if not audiences and not tasks and launch is None and not booked:
        return "Nobody has planned yet how people are told. Begin with whom to tell."
    parts = [launch_words(launch, on), _audience_words(audiences), _task_words(tasks, on)]
    return " ".join(filter(None, parts))


def launch_words(launch: Launch | None, on: date) -> str:
    """“It is launched in nine days, on 9 April 2009.”; by the month where no one day is said."""
    if launch is None:
        return "No launch is on the calendar yet."
    if launch.done_on is not None and launch.done_on <= on:
        return f"It was launched on {on_day(launch.done_on)}."
    when = on_day(launch.first) if launch.first == launch.last else _span(launch.first, launch.last)
    if launch.last < on:
        return f"The launch was to be {when}, and nobody has said that it was."
    days = (launch.first - on).days
    if days <= 0:
        return f"The launch is now: {when}." if launch.first != launch.last else "The launch is today."
    if launch.first == launch.last:
        return f"The launch is in {counted(days, 'day')}, on {when}."
    return f"The launch is {when}, which begins in {counted(days, 'day')}."


def _span(first: date, last: date) -> str:
    return f"between {on_day(first)} and {on_day(last)}"


def _audience_words(count: int) -> str:
    if not count:
        return "Whom to tell is not said yet."
    return f"{start(counted(count, 'audience'))} {'is' if count == 1 else 'are'} to be told."


def _task_words(tasks: Sequence[ToTell], on: date) -> str:
    if not tasks:
        return "No task is on record."
    late = [one for one in tasks if one.is_late(on)]
    left = sorted((one for one in tasks if not one.is_done(on)), key=lambda one: one.due_on)
    if not left:
        return "The one task is done." if len(tasks) == 1 else f"All {counted(len(tasks), 'task')} are done."
    done = len(tasks) - len(left)
    are = "is" if done < 2 else "are"
    said = f"Of {counted(len(tasks), 'task')}, {spell(done) if done else 'none'} {are} done"
    said += f" and {spell(len(late))} {'is' if len(late) == 1 else 'are'} late." if late else "."
    coming = next((one for one in left if one.due_on >= on), None)
    if late:
        worst = min(late, key=lambda one: one.due_on)
        said += (
            f" {'Late' if len(late) == 1 else 'Longest late'}, since {on_day(worst.due_on)}: {worst.what}."
        )
    return f"{said} Next, by {on_day(coming.due_on)}: {coming.what}." if coming else said
