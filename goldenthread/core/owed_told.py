"""Sentences on what somebody owes a round: how much is done, when the rest is due and how long it takes."""

from __future__ import annotations

from datetime import date

from goldenthread.core.sentences import Sentence, Span, counted, spell, start


def of_owed(
    *,
    whole: int,
    done: int,
    saved: int,
    due_on: date | None,
    days_left: int | None,
    minutes: int,
    post: str = "",
) -> list[Sentence]:
    """“Two of your five are done. The other three take about four minutes and are due on Tuesday 14 October.”

    `saved` are those that are filled in and still to be sent; `post` is whose the lines are, where they are
    not the reader's own.
    """
    if not whole:
        return [(Span(f"Nothing is asked of {post or 'you'} in this round."),)]
    return [_done(whole, done, post), *_rest(whole - done, saved, whole, due_on, days_left, minutes)]


def _done(whole: int, done: int, post: str) -> Sentence:
    if whole == 1:
        one = f"The one line of {post}" if post else "Your one line"
        return (Span(f"{one} is {'done' if done else 'still to do'}."),)
    lines = f"the {spell(whole)} of {post}" if post else f"your {spell(whole)}"
    if done == whole:
        return (Span(f"All {lines.removeprefix('the ')} are done."),)
    if not done:
        return (Span(f"None of {lines} is done yet."),)
    return (Span(f"{start(spell(done))} of {lines} {'is' if done == 1 else 'are'} done."),)


def _rest(
    left: int, saved: int, whole: int, due_on: date | None, days_left: int | None, minutes: int
) -> list[Sentence]:
    if left:
        if left == whole:
            who = "They take" if left > 1 else "It takes"
        else:
            who = f"The other {spell(left)} take" if left > 1 else "The other one takes"
        about = f"{who} about {counted(minutes, 'minute')}"
        return [(Span(f"{about} and {'are' if left > 1 else 'is'} due"), *_when(due_on, days_left))]
    if saved:
        are = "is" if saved == 1 else "are"
        which = start(spell(saved)) if saved < whole else "It" if saved == 1 else "They"
        words = f"{which} {are} still to be sent, and {are} due"
        return [(Span(words), *_when(due_on, days_left))]
    return []


def _when(due_on: date | None, days_left: int | None) -> Sentence:
    if due_on is None or days_left is None:
        return (Span(" on a day that is not set yet."),)
    day = Span(f"{due_on:%A} {due_on.day} {due_on:%B}", is_strong=True)
    return (Span(" on "), day, Span(f", {left_of(days_left)}."))


def left_of(days: int) -> str:
    """“in three working days”, “today”, “two working days ago”."""
    if days == 0:
        return "today"
    return f"in {counted(days, 'working day')}" if days > 0 else f"{counted(-days, 'working day')} ago"
