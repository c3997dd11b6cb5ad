"""The facts that a row says of a line: read cell by cell, with what can't be read told and kept in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from goldenthread.core.plan_table.days import UnreadableDay, read_day, read_target_said
from goldenthread.core.plan_table.headings import Headings
from goldenthread.core.plan_table.values import Asked, Fault, FaultKind, Known, Line, Reading, Role, same

LONGEST_PIECE = 20_000
_SEVERAL = re.compile(r"\s*(?:\n|;|\s/\s|•|\|)\s*")
_PEOPLE = re.compile(r"\s*(?:\n|;|/|,|&|\band\b)\s*")
_TAGS = re.compile(r"\s*(?:\n|;|,|\|)\s*")
_MOST_ASKED = 50


@dataclass(slots=True)
class RowFacts:
    """What one row says beside its titles."""

    owner: str = ""
    owner_said: str = ""
    service: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    detail: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    wards: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


class FactReader:
    """Reads rows of one table by a reading; faults gather in `faults`."""

    def __init__(
        self, reading: Reading, headings: tuple[str, ...], policy: Headings, known: Known, faults: list[Fault]
    ) -> None:
        self.reading, self.headings, self.policy, self.known = reading, headings, policy, known
        self.faults = faults

    def fault(self, kind: FaultKind, row: int, column: str, sentence: str, remedy: str) -> None:
        self.faults.append(Fault(kind, row, column, sentence, remedy))

    def read(self, line: Line) -> RowFacts:
        """Everything that a row says beside its titles and codes."""
        facts = RowFacts()
        for column, use in enumerate(self.reading.uses):
            said = line.cells[column].strip()[:LONGEST_PIECE] if column < len(line.cells) else ""
            read = self._READERS.get(use.role)
            if read is None or not said:
                continue
            if use.role not in (Role.DETAIL, Role.NOTE, Role.PROGRESS) and self.policy.says_nothing(said):
                continue
            read(self, facts, said, self._heading(column), line.number)
        self._measure_with(facts, line)
        if facts.starts_on and facts.due_on and facts.due_on < facts.starts_on:
            self._crossed(facts, line.number)
        return facts

    def _heading(self, column: int) -> str:
        return self.headings[column] if column < len(self.headings) else f"Column {column + 1}"

    def _detail(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        facts.detail.append(_words(said))

    def _note(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        facts.notes.append(f"{_label(heading)}: {_words(said)}")

    def _owner(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        names = [said, *_PEOPLE.split(said)] if _PEOPLE.search(said) else [said]
        held = [self.known.posts[same(name)] for name in names if same(name) in self.known.posts]
        if held and not facts.owner:
            facts.owner = held[0]
            if same(said) != same(held[0]):
                facts.notes.append(f"{_label(heading)}: {_words(said)}")
            return
        words = _words(said)[:200]
        facts.owner_said = facts.owner_said or words
        facts.notes.append(f"{_label(heading)}: {_words(said)}")
        self.fault(
            FaultKind.OWNER,
            row,
            heading,
            f"No post here is called “{words[:80]}”.",
            "The owner is left blank and the words are kept; or tick below to make posts of them.",
        )

    def _service(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        held = self.known.services.get(same(said), "")
        if held:
            facts.service = facts.service or held
            return
        facts.notes.append(f"{_label(heading)}: {_words(said)}")
        self.fault(
            FaultKind.SERVICE,
            row,
            heading,
            f"No service here is called “{_words(said)[:80]}”.",
            "The service is left blank and the words are kept.",
        )

    def _starts(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        facts.starts_on = self._day(facts, said, heading, row, is_end=False) or facts.starts_on

    def _due(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        facts.due_on = self._day(facts, said, heading, row, is_end=True) or facts.due_on

    def _day(self, facts: RowFacts, said: str, heading: str, row: int, *, is_end: bool) -> date | None:
        try:
            return read_day(said, self.known.year_start, is_end=is_end)
        except UnreadableDay:
            facts.notes.append(f"{_label(heading)}: {_words(said)}")
            self.fault(
                FaultKind.DATE,
                row,
                heading,
                f"“{_words(said)[:60]}” is not a date.",
                "The date is left blank and the words are kept. Write it like 31 March 2013 or 31/03/2013.",
            )
            return None

    def _measure(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        whole = self.known.measures.get(same(said))
        pieces = [said] if whole else [piece for piece in _SEVERAL.split(said) if piece.strip()]
        for piece in pieces[:_MOST_ASKED]:
            words = _words(piece)
            facts.asked.append(Asked(words, self.known.measures.get(same(words), "")))

    def _target(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        facts.targets.append(said)

    def _progress(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        facts.notes.append(f"{_label(heading)}: {_words(said)}")

    def _tags(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        facts.tags += [_words(one)[:200] for one in _TAGS.split(said) if one.strip()]

    def _wards(self, facts: RowFacts, said: str, heading: str, row: int) -> None:
        facts.wards += [_words(one)[:200] for one in _TAGS.split(said) if one.strip()]

    _READERS: dict[Role, Callable[..., None]] = {
        Role.DETAIL: _detail,
        Role.NOTE: _note,
        Role.OWNER: _owner,
        Role.SERVICE: _service,
        Role.STARTS: _starts,
        Role.DUE: _due,
        Role.MEASURE: _measure,
        Role.TARGET: _target,
        Role.PROGRESS: _progress,
        Role.TAG: _tags,
        Role.WARD: _wards,
    }

    def _crossed(self, facts: RowFacts, row: int) -> None:
        facts.notes.append(f"Start in the file: {facts.starts_on}")
        self.fault(
            FaultKind.DATES_CROSS,
            row,
            "",
            f"It would be due on {facts.due_on} and start only on {facts.starts_on}.",
            "The start is left blank and kept in words. Check which is right.",
        )
        facts.starts_on = None

    # Measures, their codes and their targets

    def with_measure(self, facts: RowFacts, words: str, line: Line) -> RowFacts:
        """The facts of a row that is itself a measure."""
        facts.asked = [Asked(words, self.known.measures.get(same(words), ""))]
        self._measure_with(facts, line)
        return facts

    def _measure_with(self, facts: RowFacts, line: Line) -> None:
        """Give the row's measures their code and target; a target without a measure stays in words."""
        code = next(
            (
                line.cell(column)
                for column, use in enumerate(self.reading.uses)
                if use.role is Role.MEASURE_CODE and line.cell(column)
            ),
            "",
        )[:40]
        if len(facts.asked) == 1:
            facts.asked = [self._with_target(facts.asked[0], code, facts, line.number)]
        for one in facts.asked:
            if not one.code:
                self.fault(
                    FaultKind.MEASURE,
                    line.number,
                    self._first(Role.MEASURE),
                    f"No measure here is called “{one.words[:80]}”.",
                    "The words are kept; or tick below to make measures of them.",
                )

    def _with_target(self, one: Asked, code: str, facts: RowFacts, row: int) -> Asked:
        held = one.code or self.known.measures.get(same(code), "")
        target = " ".join(_words(" ".join(facts.targets)).split())
        said = read_target_said(target, self._first(Role.TARGET), self.known.year_start)
        if target and said.value is None:
            self.fault(
                FaultKind.TARGET,
                row,
                self._first(Role.TARGET),
                f"“{target[:60]}” can't be read as one number.",
                "The words are kept with the line; set the target on the measure's page.",
            )
        facts.targets = []
        return one._replace(code=held, given_code=code, target=target, value=said.value, year=said.year)

    def _first(self, role: Role) -> str:
        return next((self._heading(at) for at, use in enumerate(self.reading.uses) if use.role is role), "")


def _words(said: str) -> str:
    """A cell's words with its own lines, and no other odd spaces."""
    return "\n".join(" ".join(part.split()) for part in said.splitlines() if part.strip())


def _label(heading: str) -> str:
    """A heading as a label: “action_percent_complete” is “Action percent complete”."""
    plain = " ".join(heading.replace("_", " ").split()).rstrip(":")
    return plain[:1].upper() + plain[1:]
