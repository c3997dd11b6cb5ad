"""Sentences on a workbook that came back: how many lines change, and how many are still to be settled."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.core.sentences import Sentence, Span, counted, spell, start


def of_return(
    *, lines: int, changes: int, conflicts: int, queries: int, problems: int, still_open: int
) -> list[Sentence]:
    """“Of 20 lines that came back, 17 change something. One was changed by somebody else meanwhile.”"""
    if not lines:
        return [(Span("No line of yours came back in it. Nothing is stored."),)]
    return [_changes(lines, changes), *_others(conflicts, queries, problems), _end(still_open)]


def _changes(lines: int, changes: int) -> Sentence:
    if lines == 1:
        does = "changes something" if changes else "changes nothing as it is"
        return (Span(f"The one line that came back {does}."),)
    count, change = spell(changes) if changes else "none", "change" if changes > 1 else "changes"
    came = Span(f"Of {counted(lines, 'line')} that came back, ")
    return (came, Span(count, is_strong=True), Span(f" {change} something."))


def _others(conflicts: int, queries: int, problems: int) -> Iterator[Sentence]:
    if conflicts:
        was = "was" if conflicts == 1 else "were"
        yield (Span(f"{start(spell(conflicts))} {was} changed by somebody else meanwhile."),)
    if queries:
        yield (Span(f"Something is asked of {spell(queries)}."),)
    if problems:
        they = "it is" if problems == 1 else "they are"
        yield (Span(f"{start(spell(problems))} can’t be stored as {they}."),)


def _end(still_open: int) -> Sentence:
    if still_open:
        return (Span(f"Nothing is stored yet: {counted(still_open, 'line')} still to settle."),)
    return (Span("Nothing is stored yet."),)


def of_stored(lines: int, is_sent: bool) -> list[Sentence]:
    """“20 lines were stored and sent.”"""
    were, wait = ("was", "waits") if lines == 1 else ("were", "wait")
    what = "stored and sent on to be checked" if is_sent else f"stored, and {wait} to be sent"
    return [(Span(start(counted(lines, "line")), is_strong=True), Span(f" {were} {what}."))]
