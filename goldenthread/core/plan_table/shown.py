"""A brought-in tree as a page shows it before it is stored: nested, cut short, and in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from goldenthread.core.plan_table.values import PlanLine, PlanTree
from goldenthread.core.sentences import Sentence, Span, counted, on_day, start


@dataclass(frozen=True, slots=True)
class Twig:
    """One line with its level's name, its facts in words, and what is below it."""

    line: PlanLine
    level: str
    facts: str
    below: list[Twig] = field(default_factory=list)


def nested(tree: PlanTree, most: int) -> list[Twig]:
    """The first `most` lines, each below its parent."""
    twigs: list[Twig] = []
    top: list[Twig] = []
    for line in tree.lines[:most]:
        twig = Twig(line, tree.names[line.depth - 1], facts_of(line))
        twigs.append(twig)
        (top if line.parent is None else twigs[line.parent].below).append(twig)
    return top


def facts_of(line: PlanLine) -> str:
    """Owner, dates and measures on one line; what isn't said is left out, the page counts it."""
    parts = [line.owner or (f"{line.owner_said} (no post is called so)" if line.owner_said else "")]
    if line.starts_on and line.due_on:
        parts.append(f"{on_day(line.starts_on)} to {on_day(line.due_on)}")
    elif line.due_on:
        parts.append(f"by {on_day(line.due_on)}")
    elif line.starts_on:
        parts.append(f"from {on_day(line.starts_on)}")
    known = sum(bool(one.code) for one in line.measures)
    parts.append(counted(known, "measure") if known else "")
    unknown = len(line.measures) - known
    parts.append(f"{counted(unknown, 'measure')} not held here" if unknown else "")
    return start(", ".join(part for part in parts if part))


def of_tree(tree: PlanTree, rows: int) -> list[Sentence]:
    """What came of a table: its lines by level, what is left out, and how much there is to look at."""
    if not tree.lines:
        return [(Span("No line comes of this table as its columns are read now."),)]
    counts = [counted(count, _small(name), _small(plural(name))) for name, count in tree.counts() if count]
    opening = (
        Span(f"{start(counted(rows, 'row'))} {'makes' if rows == 1 else 'make'} "),
        Span(counted(len(tree.lines), "line"), is_strong=True),
        Span(f": {_and(counts)}."),
    )
    troubles, left_out = len(tree.troubles()), tree.left_out
    if not troubles:
        return [opening, (Span("Nothing needs a look."),)]
    left = f"{start(counted(left_out, 'row'))} would be left out; " if left_out else ""
    look = f"{counted(troubles, 'thing needs', 'things need')} a look."
    return [opening, (Span(left + (look if left else start(look))),)]


def plural(name: str) -> str:
    """A level's plural, which can be changed in the edition: Priority, Priorities."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return name if name.endswith("s") else f"{name}s"


def _small(name: str) -> str:
    """A level's name inside a sentence; abbreviations keep their capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
