"""Why a paper may not be written to or approved; and the routes and comments beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.core.refused import Refused
from goldenthread.governance import actions, queries
from goldenthread.governance.clearing import approve_paper
from goldenthread.governance.models import Approval, Body, Paper
from goldenthread.governance.permissions import reasons_not_to_approve, reasons_not_to_write
from goldenthread.governance.writing import write_implications
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import Recorded
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from tests.cast import AT, STRANGER, STRATEGY, WHO, Cast, a_council

pytestmark = pytest.mark.django_db

DIRECTOR = Officer("Director of Place", "director", "testbury", "DIRECTOR")
AUTHOR = Officer("Programme Manager", "author", "testbury", "OWNER")
CLERK = Officer("Clerk", "clerk", "testbury", "OWNER")


@pytest.fixture
def cast() -> Cast:
    return a_council()


def put(cast: Cast, **more: Any) -> Paper:
    facts = {
        "slug": "monitor", "title": "Monitor", "report_of": "Director of Place", "template": "monitor",
        **more.pop("facts", {}),
    }  # fmt: skip
    given = {
        "sections": {"summary": "How the quarter went."},
        "recommendations": [{"number": 1, "text": "Note it.", "reason": "To know."}],
        "contacts": [{"role": "Author", "post": "Programme Manager"}],
        "approvals": [{"post": "Director of Place"}],
        "implications": [{"category": "Legal", "is_none": True}],
        **more,
    }
    return actions.put_paper(council=cast.council, facts=facts, **given, **WHO)


@pytest.mark.parametrize("officer", [OPERATOR, STRATEGY, DIRECTOR, AUTHOR])
def test_its_owner_its_authors_and_the_strategy_team_write_a_paper(cast: Cast, officer: Officer) -> None:
    """R001, R084."""
    assert reasons_not_to_write(put(cast), officer) == []


@pytest.mark.parametrize(
    ("officer", "reasons"),
    [
        (OPERATOR, []),
        (DIRECTOR, []),
        (VISITOR, ["Sign in first."]),
        (STRANGER, ["You work for another council than Testbury."]),
        (AUTHOR, ["The next sign-off is for Director of Place."]),
        (STRATEGY, ["The next sign-off is for Director of Place."]),
    ],
)
def test_only_the_post_whose_turn_it_is_signs_a_paper_off(
    cast: Cast, officer: Officer, reasons: list[str]
) -> None:
    """R086."""
    assert reasons_not_to_approve(put(cast), officer) == reasons


@pytest.mark.parametrize(
    ("implications", "reason"),
    [
        (
            [{"category": "Legal", "text": " \n "}, {"category": "HR", "is_none": True}, {"category": "IT"}],
            "Not all implications are written: Legal, IT. Write each, or say that there are none.",
        ),
        ([], "No implications are written. Write each category, or say that there are none."),
    ],
)
def test_what_is_not_written_is_named_before_a_sign_off(
    cast: Cast, implications: list[dict[str, object]], reason: str
) -> None:
    """R075, R076: even for the operator."""
    paper = put(cast, implications=implications)
    for officer in (DIRECTOR, OPERATOR):
        assert reasons_not_to_approve(paper, officer) == [reason]
    with pytest.raises(Refused):
        approve_paper(paper=paper, on=date(2014, 9, 3), by=DIRECTOR, at=AT)
    assert Approval.objects.get().approved_on is None


def test_a_sign_off_is_dated_and_in_the_ledger(cast: Cast) -> None:
    """R086, R145."""
    paper = put(cast)
    approval = approve_paper(paper=paper, on=date(2014, 9, 3), by=DIRECTOR, at=AT)
    held, entry = Paper.objects.get(), Entry.objects.get(verb="approved")
    assert (str(approval), held.state, held.version) == ("Director of Place: 2014-09-03", "APPROVED", 2)
    assert (entry.by_post, entry.by_user, entry.at, entry.subject, entry.after) == (
        "Director of Place", "director", AT, "Monitor", {"on": "2014-09-03"},
    )  # fmt: skip
    assert reasons_not_to_write(held, OPERATOR) == ["The paper is approved; it is no longer changed."]


def test_what_was_written_is_in_the_ledger_and_moves_the_version_on(cast: Cast) -> None:
    """R145."""
    paper = put(cast, implications=[{"category": "Legal"}])
    said = {"Legal": {"text": "Words that are dropped", "is_none": True}}
    write_implications(paper=paper, answers=said, version=1, by=AUTHOR, at=AT)
    entry = Entry.objects.filter(verb="written", subject_kind="implication").get()
    assert (entry.by_post, entry.before, entry.after) == (
        "Programme Manager", {"is_none": False}, {"is_none": True},
    )  # fmt: skip
    assert paper.sections.get(key="implications").version == 2
    with pytest.raises(Refused, match="Somebody else changed this part of the paper"):
        write_implications(paper=paper, answers=said, version=1, by=AUTHOR, at=AT)


def test_a_paper_put_again_is_the_same_paper_and_writes_nothing(cast: Cast) -> None:
    """R084–R088."""
    given = {
        "facts": {"wards": "All", "background": "Monitor 1"},
        "options": [{"number": 1, "text": "Agree", "advantages": "Soon", "disadvantages": ""}],
    }
    paper = put(cast, **given)
    before = Entry.objects.count()
    assert put(cast, **given) == paper
    assert Entry.objects.count() == before
    assert [str(one) for one in (*paper.contacts.all(), *paper.options.all(), *paper.implications.all())] == [
        "Author: Programme Manager", "Option 1", "Legal",
    ]  # fmt: skip
    assert str(paper.approvals.get()) == "Director of Place: to come"


def test_a_paper_is_read_with_everything_on_it_in_nine_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    put(cast)
    with django_assert_num_queries(9):
        paper = queries.paper_at(cast.council, "monitor", STRATEGY)
        assert paper is not None
        parts = (paper.contacts, paper.approvals, paper.implications, paper.options)
        assert [len(part.all()) for part in parts] == [1, 1, 1, 0]
        assert (paper.body, paper.edition) == (None, None)
    assert queries.papers_of(cast.council, STRATEGY) == [paper]
    assert queries.papers_of(cast.council, VISITOR) == []
    assert queries.paper_at(a_council("elsewhere").council, "monitor", OPERATOR) is None


def test_a_route_and_its_comments_are_read_in_order(cast: Cast) -> None:
    """R086: the order visible."""
    bodies = [{"name": "Cabinet", "kind": "EXECUTIVE"}, {"name": "Scrutiny", "kind": "SCRUTINY"}]
    assert actions.set_up_bodies(council=cast.council, rows=bodies, **WHO) == Recorded(created=2)
    held = {body.name: body.pk for body in Body.objects.all()}
    steps = [
        {"edition_id": cast.edition.pk, "position": place, "body_id": held[name], "when": when, "what": what}
        for place, name, when, what in [(2, "Cabinet", "March", "Agrees"), (1, "Scrutiny", "May", "Comments")]
    ]
    comments = [
        {"edition_id": cast.edition.pk, "position": 1, "text": "Too many words", "element_id": element}
        for element in [cast.elements["place"].pk]
    ]
    for expected in (Recorded(created=2), Recorded(same=2)):
        assert actions.record_route(council=cast.council, rows=steps, **WHO) == expected
    for expected in (Recorded(created=1), Recorded(same=1)):
        assert actions.record_comments(council=cast.council, rows=comments, **WHO) == expected
    assert [str(step) for step in queries.route_of(cast.edition)] == ["1. Scrutiny, May", "2. Cabinet, March"]
    assert [str(one) for one in queries.comments_on(cast.edition)] == ["Too many words"]
    assert [one.text for one in queries.comments_on_element(cast.elements["place"])] == ["Too many words"]
    assert queries.comments_on_element(cast.elements["clean"]) == []
