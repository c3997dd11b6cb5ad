"""A framework's lines with the evidence that answers each, and those still without any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.core.sentences import Sentence, Span, part_of, spell, start
from goldenthread.people.officers import Officer
from goldenthread.plans import queries as plans
from goldenthread.plans.evidence_queries import evidence_by_line
from goldenthread.plans.models import Edition, Evidence
from goldenthread.plans.queries import ElementRow
from goldenthread.plans.thread_queries import APART


@dataclass(frozen=True, slots=True)
class Answered:
    """One line of a framework and what answers it."""

    line: ElementRow
    level: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """The evidence for one framework."""

    edition: Edition
    lines: list[Answered]
    sentences: list[Sentence]

    @property
    def without(self) -> list[Answered]:
        return [one for one in self.lines if not one.evidence]

    @property
    def latest(self) -> date:
        """The day of the newest evidence, and so of the pack: the same evidence makes the same file."""
        days = [one.dated_on for line in self.lines for one in line.evidence if one.dated_on]
        return max(days, default=self.edition.starts_on or date(2000, 1, 1))


def pack_of(edition: Edition, viewer: Officer) -> Pack:
    """Gather the evidence for a framework's edition as far as this person may read it: four queries."""
    names = {level.pk: level.name for level in plans.levels_of(edition)}
    held = evidence_by_line(edition, viewer)
    lines = [
        Answered(line, names[line.level_id], tuple(held.get(line.id, ())))
        for line in plans.elements_of(edition, viewer)
        if line.kind not in APART
    ]
    pack = Pack(edition, lines, [])
    pack.sentences.append(_sentence(pack))
    return pack


def _sentence(pack: Pack) -> Sentence:
    whole, without = len(pack.lines), len(pack.without)
    if not whole:
        return (Span(f"No line of the {pack.edition.name} is on record yet."),)
    share, of = Span(start(part_of(whole - without, whole, "line")), True), f" of the {pack.edition.name}"
    if without == whole:
        return (share, Span(f"{of} has evidence yet."))
    have = "has" if whole - without == 1 else "have"
    rest = f"; {spell(without)} {'has' if without == 1 else 'have'} none yet" if without else ""
    return (share, Span(f"{of} {have} evidence{rest}."))
