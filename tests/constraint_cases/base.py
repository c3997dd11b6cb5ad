"""What a case is, and the rows that many cases begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from goldenthread.governance.models import Body
from goldenthread.people.models import Service
from tests.cast import Cast

Row = dict[str, Any]
DAY = date(2014, 9, 2)


@dataclass(frozen=True)
class Case:
    """A row that may be stored, and what makes it one that may not."""

    model: type[models.Model]
    right: Callable[[Cast], Row]
    wrong: Callable[[Cast], Row] = lambda cast: {}
    is_stored_first: bool = False  # for rules about two rows: the right one is there already


def same(model: type[models.Model], right: Callable[[Cast], Row], **wrong: Any) -> Case:
    """A second row that shares with the first what only one may have."""
    return Case(model, right, lambda cast: wrong, is_stored_first=True)


def other(model: type[models.Model], right: Callable[[Cast], Row], **wrong: Any) -> Case:
    """A row wrong in itself."""
    return Case(model, right, lambda cast: wrong)


def council(cast: Cast) -> Row:
    return {"council": cast.council}


def edition_of(cast: Cast) -> Row:
    return {"council": cast.council, "edition": cast.edition}


def on_action(cast: Cast) -> Row:
    return {**council(cast), "element": cast.elements["action"]}


def a_body(cast: Cast) -> Body:
    return Body.objects.get_or_create(council=cast.council, name="Scrutiny", kind="SCRUTINY")[0]


def a_paper(cast: Cast) -> Row:
    return {**council(cast), "slug": "paper", "title": "Paper", "report_of": "Director"}


def a_comment(cast: Cast) -> Row:
    return {**edition_of(cast), "position": 1, "text": "Words"}


def streets(cast: Cast) -> Service:
    return cast.council.services.get(name="Streets")
