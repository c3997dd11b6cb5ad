"""What an element takes from other plans, and in words where that has changed since somebody looked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.link_queries import Change, ChangedSource, changed_sources
from goldenthread.plans.models import Contribution, Edition


@dataclass(frozen=True, slots=True)
class SourceWarning:
    """One link whose other end isn't what it was, said in sentences."""

    link: Contribution
    sentences: tuple[str, ...]
    changes: tuple[Change, ...]
    newer: Edition | None
    has_changed: bool


def source_warnings(council: Council, givers: Collection[int], viewer: Officer) -> list[SourceWarning]:
    """R023: for an element's page, or with a vision's key for the first page: three queries."""
    return [_warning(one) for one in changed_sources(council, givers, viewer)]


def _warning(found: ChangedSource) -> SourceWarning:
    taker = found.link.taker
    edition, level = taker.edition, taker.level.name.lower()
    sentences = []
    if found.has_changed:
        sentences.append(f"The {level} of the {edition.name} has changed since this was linked.")
    if found.newer:
        sentences.append(f"The {edition.name} has been replaced by the {found.newer.name}.")
    return SourceWarning(found.link, tuple(sentences), tuple(found.changes), found.newer, found.has_changed)
