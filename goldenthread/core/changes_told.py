"""Telling people what changed: which changes concern whom, and each of them in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.core.changes import Became, Change, Difference, Written
from goldenthread.core.sentences import Sentence, Span, counted, on_day, spell, start, with_article

# For whom


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a summary is for: which changes it tells them and what beside the words."""

    code: str
    name: str
    opening: str
    tells: Callable[[Change], bool]
    with_who: bool = True
    with_why: bool = True
    with_unchanged: bool = False


def _anything(change: Change) -> bool:
    return True


def _above_the_work(change: Change) -> bool:
    return not all(line.is_work for line in change.lines)


def _shared(change: Change) -> bool:
    return any(line.is_shared for line in change.lines)


def _for_residents(change: Change) -> bool:
    return _above_the_work(change) and change.became is not Became.NOT_SAID


AUDIENCES: Mapping[str, Audience] = {
    one.code: one
    for one in (
        Audience(
            "staff", "Staff", "Find your own lines below: what is new, what has changed and what has ended.",
            _anything, with_unchanged=True,
        ),
        Audience(
            "members", "Councillors", "What has changed above the level of single actions, and who decided.",
            _above_the_work, with_unchanged=True,
        ),
        Audience(
            "partners", "Partners", "What has changed in the lines that we share with partners.",
            _shared, with_unchanged=True,
        ),
        Audience(
            "residents", "Residents", "What is new in the plan, what now reads otherwise and what has gone.",
            _for_residents, with_who=False, with_why=False,
        ),
    )
}  # fmt: skip


def told(changes: Iterable[Change], audience: Audience) -> list[Change]:
    """The changes that an audience is told one by one."""
    return [
        one
        for one in changes
        if audience.tells(one) and (audience.with_unchanged or one.became is not Became.CARRIED)
    ]


# In words


def in_words(change: Change, audience: Audience) -> str:
    """One change as a sentence or two that anybody can follow."""
    parts = [_SAID[change.became](change)]
    if audience.with_why and change.reason:
        parts.append(f"Why: {change.reason}.")
    if audience.with_who and change.decided_by:
        when = f", {on_day(change.decided_on)}" if change.decided_on else ""
        parts.append(f"Decided by {change.decided_by}{when}.")
    return " ".join(parts)


def _names(lines: Sequence[Written]) -> str:
    quoted = [f"“{line.title}”" for line in lines]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _amended(change: Change) -> str:
    new = change.news[0]
    words = next((one for one in change.differences if one.what == "words"), None)
    rest = [_difference(one) for one in change.differences if one.what != "words"]
    first = f"“{words.before}” is now “{words.after}”" if words else f"“{new.title}” stays"
    if not rest:
        return f"{first}."
    return f"{first}{'; ' if words else ', with changes: '}{'; '.join(rest)}."


_CHANGED = {
    "detail": "what is said of it in detail has changed",
    "level": "it was {before} and is {after}",
    "owner": "its owner is {after}, before {before}",
    "service": "its service is {after}, before {before}",
    "start": "it starts {after}, before {before}",
    "date": "it is due {after}, before {before}",
    "place": "it stands {after}, before {before}",
}


def _difference(one: Difference) -> str:
    """One difference in words; a level takes its article, and what hangs from nothing stands at the top."""
    told_as = {"level": with_article, "place": _where}.get(one.what, str)
    return _CHANGED[one.what].format(before=told_as(one.before), after=told_as(one.after))


def _where(above: str) -> str:
    return "at the top" if above == "nothing" else f"under {above}"


def _verb(lines: Sequence[Written], one: str, many: str) -> str:
    return one if len(lines) == 1 else many


_SAID: Mapping[Became, Callable[[Change], str]] = {
    Became.ADDED: lambda c: f"{_names(c.news)} {_verb(c.news, 'is', 'are')} new.",
    Became.DROPPED: lambda c: f"{_names(c.olds)} {_verb(c.olds, 'is', 'are')} no longer in the plan.",
    Became.CARRIED: lambda c: f"{_names(c.news)} goes on unchanged.",
    Became.MERGED: lambda c: f"{_names(c.olds)} have become one: {_names(c.news)}.",
    Became.SPLIT: lambda c: f"{_names(c.olds)} has become {spell(len(c.news))}: {_names(c.news)}.",
    Became.REPLACED: lambda c: f"{_names(c.olds)} {_verb(c.olds, 'is', 'are')} replaced by {_names(c.news)}.",
    Became.AMENDED: _amended,
    Became.NOT_SAID: lambda c: (
        f"What became of {_names(c.olds)} is not recorded."
        if c.olds
        else f"Where {_names(c.news)} came from is not recorded."
    ),
}


def opening(changes: Sequence[Change], names: tuple[str, str]) -> Sentence:
    """The first sentence: every line of the old edition counted by what became of it, and the new edition's.

    `names` are the two editions'. The parts sum to the old edition's lines.
    """
    olds = Counter({kind: sum(len(c.olds) for c in changes if c.became is kind) for kind in _OPENING})
    news = sum(len(change.news) for change in changes)
    fresh = sum(len(change.news) for change in changes if not change.olds)
    parts = [f"{spell(olds[kind])} {words}" for kind, words in _OPENING.items() if olds[kind]]
    said = [Span(start(counted(olds.total(), "line")), True), Span(f" of {names[0]}")]
    if parts:
        said.append(Span(f": {', '.join(parts)}"))
    said += [Span(f"; {names[1]} has "), Span(spell(news) if news else "none", True)]
    if fresh and news:
        said.append(Span(f", {'all' if fresh == news else spell(fresh)} of them new"))
    return (*said, Span("."))


_OPENING = {
    Became.CARRIED: "unchanged",
    Became.AMENDED: "amended",
    Became.MERGED: "merged",
    Became.SPLIT: "split",
    Became.REPLACED: "replaced",
    Became.DROPPED: "dropped",
    Became.NOT_SAID: "not accounted for",
}


def levels_changed(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Which levels the plan no longer has, and which it has gained; both by their plural names."""
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    found = []
    if gone:
        found.append(f"No longer shown as a level: {', '.join(gone)}.")
    if come:
        found.append(f"New as a level: {', '.join(come)}.")
    return found
