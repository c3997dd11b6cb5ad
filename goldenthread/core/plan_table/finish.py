"""The last step of reading a plan's table: codes, words that fit their places, and a look at the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, count, pairwise
from typing import TYPE_CHECKING

from goldenthread.core.plan_table.values import Asked, Fault, FaultKind, PlanLine, PlanTree, same

if TYPE_CHECKING:
    from goldenthread.core.plan_table.drafts import Draft

LONGEST_TITLE = 500
LONGEST_CODE = 60
_OWN_CODE = "Number in the file:"


def finished(names: Sequence[str], drafts: Sequence[Draft], faults: list[Fault]) -> PlanTree:
    """The tree of the drafts, in the file's order with parents before their children."""
    ordered = _in_order(drafts)
    place = {id(draft): at for at, draft in enumerate(ordered)}
    codes = _codes(ordered, place, faults)
    lines = tuple(
        _line(draft, place[id(draft.parent)] if draft.parent else None, codes[at], faults)
        for at, draft in enumerate(ordered)
    )
    faults += _turned_round(names, lines)
    return PlanTree(tuple(names), lines, tuple(sorted(faults, key=lambda fault: fault.row)))


def _in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts as their tree is read, from the top: each under its parent, in the order of the file."""
    below: dict[int, list[Draft]] = {}
    for draft in drafts:
        below.setdefault(id(draft.parent), []).append(draft)
    found: list[Draft] = []
    waiting = list(reversed(below.get(id(None), [])))
    while waiting:
        draft = waiting.pop()
        found.append(draft)
        waiting += reversed(below.get(id(draft), []))
    return found


def _codes(drafts: Sequence[Draft], place: dict[int, int], faults: list[Fault]) -> list[str]:
    """The file's codes where each is one line's only, else a number by place: 1, 1.1, 1.2…"""
    used = Counter(draft.code for draft in drafts)
    found: list[str] = []
    own = {code for code, times in used.items() if code and times == 1 and len(code) <= LONGEST_CODE}
    taken = set(own)
    below: Counter[int | None] = Counter()
    numbers: dict[int, str] = {}
    for at, draft in enumerate(drafts):
        parent = place[id(draft.parent)] if draft.parent else None
        below[parent] += 1
        numbers[at] = f"{numbers[parent]}.{below[parent]}" if parent is not None else str(below[parent])
        if draft.code in own:
            found.append(draft.code)
            continue
        if draft.code:
            _tell_code(draft, used[draft.code] > 1, faults)
        found.append(_free(numbers[at], taken))
        taken.add(found[-1])
    return found


def _free(number: str, taken: set[str]) -> str:
    """The number, or where a line of the file has it for its own code, one that looks like it."""
    number = number[-LONGEST_CODE + 10 :]
    others = (f"p{number}-{place}" for place in count(2))
    return next(code for code in chain([number, f"p{number}"], others) if code not in taken)


def _tell_code(draft: Draft, is_shared: bool, faults: list[Fault]) -> None:
    draft.facts.notes.insert(0, f"{_OWN_CODE} {draft.code}")
    why = "stands at another line too" if is_shared else "is too long"
    faults.append(
        Fault(
            FaultKind.CODE,
            draft.row,
            "",
            f"The line's code {why}; a code is short and belongs to one line only.",
            "The line is numbered by its place, and its own code is kept in words.",
        )
    )


def _line(draft: Draft, parent: int | None, code: str, faults: list[Fault]) -> PlanLine:
    facts = draft.facts
    asked, said = _words_where_they_belong(draft)
    title = _title(draft, faults)
    words = [draft.title, *said] if title != draft.title else said
    return PlanLine(
        parent=parent,
        depth=draft.depth,
        code=code,
        title=title,
        detail="\n".join(dict.fromkeys(words)),
        owner=facts.owner,
        owner_said=facts.owner_said if not facts.owner else "",
        service=facts.service,
        starts_on=facts.starts_on,
        due_on=facts.due_on,
        measures=tuple(asked),
        targets=tuple(facts.targets),
        tags=tuple(dict.fromkeys(facts.tags)),
        wards=tuple(dict.fromkeys(facts.wards)),
        rows=tuple(dict.fromkeys(draft.rows or [draft.row])),
    )


def _words_where_they_belong(draft: Draft) -> tuple[list[Asked], list[str]]:
    """Where each of several rows names a measure, its words are the measure's and not the line's."""
    asking = [(facts, facts.asked) for _, facts in draft.said if facts.asked]
    if len(draft.said) < 2 or len(asking) < len(draft.said):
        return draft.facts.asked, [*draft.facts.detail, *draft.facts.notes]
    own = {one: "\n".join([*facts.detail, *facts.notes]) for facts, several in asking for one in several}
    asked = [one._replace(note=own.get(one, "")) for one in draft.facts.asked]
    return asked, [note for note in draft.facts.notes if note.startswith(_OWN_CODE)]


def _title(draft: Draft, faults: list[Fault]) -> str:
    if len(draft.title) <= LONGEST_TITLE:
        return draft.title
    faults.append(
        Fault(
            FaultKind.LONG,
            draft.row,
            "",
            f"The title has {len(draft.title):,} characters; {LONGEST_TITLE} can be kept.",
            "It is cut short and kept whole in the detail. Write a shorter one.",
        )
    )
    return f"{draft.title[: LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…"


def _turned_round(names: Sequence[str], lines: Sequence[PlanLine]) -> list[Fault]:
    """Levels that seem to stand the wrong way round: few titles below, each under many above."""
    titles = [{same(one.title) for one in lines if one.depth == depth} for depth in range(1, len(names) + 1)]
    return [
        Fault(
            FaultKind.TURNED_ROUND,
            0,
            "",
            f"“{names[at]}” has {len(upper)} titles and “{names[at + 1]}” below it only {len(lower)}.",
            "They may be the wrong way round: change their levels over.",
        )
        for at, (upper, lower) in enumerate(pairwise(titles))
        if len(upper) >= 4 and lower and len(lower) * 2 <= len(upper)
    ]
