"""The ledger as a table: what changed, from what to what in words, by which post, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.utils.timezone import localtime

from goldenthread.core.sentences import counted, on_day, start
from goldenthread.ledger.models import Entry
from goldenthread.ledger.whole import PRIVATE, Names, model_of
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text

LONG = 160  # characters of one value on a page; a file holds it whole
FEW = 4  # fields of a new record on a page; a change shows all that changed
_LEFT_OUT = frozenset({"id", "council_id", "version", "position"})
_FIELDS = {
    "adopted_on": "adopted on",
    "answer_words": "words of the answer",
    "days_high": "days at the most",
    "days_low": "days at the least",
    "due_on": "due",
    "from_on": "from",
    "is_done": "done",
    "is_current": "in force",
    "is_none": "said to be none",
    "made_on": "made",
    "offered_days": "days offered",
    "on": "day",
    "until_on": "until",
}
_KINDS = {"gapnote": "gap", "measuregapnote": "gap of a measure", "ratingrule": "rating rule"}
_PAGES = {
    "element": "element",
    "measure": "measure-id",
    "body": "body",
    "meeting": "meeting",
    "decision": "decision-taken",
    "task": "task",
}
_HIDDEN = "Personal: its words are for the post-holder and the manager only"


def kind_words(kind: str) -> str:
    """What people call a kind of record."""
    model = model_of(kind)
    return _KINDS.get(kind) or (str(model._meta.verbose_name) if model else kind)


def field_words(name: str) -> str:
    """What people call a field."""
    plain = name.removesuffix("_id")
    return (
        _FIELDS.get(name)
        or _FIELDS.get(plain)
        or plain.removesuffix("_on").removeprefix("is_").replace("_", " ")
    )


def ledger(entries: Iterable[Entry], names: Names, *, is_whole: bool = False) -> Grid:
    """Entries as rows; `is_whole` leaves long values uncut, as a file should."""
    columns = (
        Column("When", width=18),
        Column("By", width=20),
        Column("What happened", width=36),
        Column("What changed", width=50),
        Column("Why", width=30),
    )
    return grid("Ledger", columns, (_row(entry, names, is_whole) for entry in entries), "wide ledger")


def _row(entry: Entry, names: Names, is_whole: bool) -> list[Cell]:
    is_private = entry.subject_kind in PRIVATE
    return [
        _when(entry, is_whole),
        text(entry.by_post),
        _subject(entry),
        blank(_HIDDEN) if is_private else _changes(entry, names, is_whole),
        text(entry.reason) if entry.reason and not is_private else blank("None given"),
    ]


def _when(entry: Entry, is_whole: bool) -> Cell:
    """As clocks here show it: in words on a page, and so that it can be sorted in a file."""
    at = localtime(entry.at)
    return text(f"{at:%Y-%m-%d %H:%M}") if is_whole else text(on_day(at.date()), note=f"{at:%H:%M}")


def _subject(entry: Entry) -> Cell:
    page = _PAGES.get(entry.subject_kind)
    link = Link(page, entry.subject_id) if page and entry.subject_id.isdigit() else None
    what = f"{start(kind_words(entry.subject_kind))} {entry.verb}"
    return text(entry.subject, link=link, note=what)


def _changes(entry: Entry, names: Names, is_whole: bool) -> Cell:
    fields = _fields(entry.before, entry.after)
    shown = fields if is_whole or entry.before else fields[:FEW]
    said = "; ".join(_change(entry, name, names, is_whole).removesuffix(".") for name in shown)
    rest = len(fields) - len(shown)
    more = f"{start(counted(rest, 'more field'))} in the file." if rest else ""
    return text(f"{start(said)}.", note=more) if said else blank("Nothing but what is said beside this")


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [name for name in dict.fromkeys((*before, *after)) if name not in _LEFT_OUT]


def _change(entry: Entry, name: str, names: Names, is_whole: bool) -> str:
    def said(value: Any) -> str:
        chosen = _choices(entry.subject_kind, name).get(str(value))
        words = names.get((entry.subject_kind, name, str(value))) or chosen or _value_words(value)
        words = words if is_whole else _day_in_words(words)
        return words if is_whole or len(words) <= LONG else f"{words[:LONG].rstrip()}…"

    if name in entry.before and name in entry.after:
        return f"{field_words(name)}: {said(entry.before[name])} → {said(entry.after[name])}"
    if name in entry.before:
        return f"{field_words(name)} was {said(entry.before[name])}"
    return f"{field_words(name)}: {said(entry.after[name])}"


def was_before(entry: Entry) -> list[str]:
    """What a change found, field by field in words: “due was 31 March 2010”, “disposition was open”."""
    found = []
    for name, value in entry.before.items():
        if name not in _LEFT_OUT:
            words = _choices(entry.subject_kind, name).get(str(value)) or _value_words(value)
            found.append(f"{start(field_words(name))} was {_day_in_words(words)}")
    return found


@cache
def _choices(kind: str, name: str) -> Mapping[str, str]:
    """What people call the codes that a field chooses among; nothing where it holds no codes."""
    model = model_of(kind)
    fields = {field.name: field for field in model._meta.concrete_fields} if model else {}
    return {str(code): str(words) for code, words in getattr(fields.get(name), "flatchoices", ())}


def _day_in_words(words: str) -> str:
    """A day as people write it, where the whole of a value is a day."""
    try:
        return on_day(date.fromisoformat(words)) if len(words) == len("2014-06-30") else words
    except ValueError:
        return words


def _value_words(value: Any) -> str:
    if value in (None, "", "None"):
        return "nothing"
    if value in ("True", "False"):
        return "yes" if value == "True" else "no"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{field_words(str(key))} {_value_words(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_value_words(one) for one in value)
    return str(value)
