"""Papers: implications that are written or said to be none, sign-offs in order, and two people at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from goldenthread.core.refused import Refused
from goldenthread.governance import actions
from goldenthread.governance.clearing import approve_paper
from goldenthread.governance.models import Comment, Implication, Paper
from goldenthread.governance.queries import paper_at
from goldenthread.governance.writing import write_implications
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from tests.cast import AT, STRANGER, STRATEGY, WHO, a_council

pytestmark = pytest.mark.django_db

DIRECTOR = Officer("Director of Place", "director", "testbury", "DIRECTOR")
ASSISTANT = Officer("Assistant Director", "assistant", "testbury", "DIRECTOR")
DAY = date(2014, 9, 3)


@pytest.fixture
def paper() -> Paper:
    """R001, R084, R085, R086, R087, R088: what stands on a paper."""
    return actions.put_paper(
        council=a_council().council,
        facts={
            "slug": "monitor", "title": "Monitor", "report_of": "Director of Place", "wards": "All",
            "background": "Monitor 1\nMonitor 2", "template": "monitor",
        },
        sections={"summary": "How the quarter went."},
        recommendations=[{"number": 1, "text": "Note it.", "reason": "To know."}],
        annexes=[{"title": "Figures"}],
        contacts=[
            {"role": "Author", "post": "Strategy Manager", "team": "Strategy", "phone": "01904 000000"},
            {"role": "Co-author", "post": "Programme Manager"},
            {"role": "Chief officer responsible", "post": "Director of Place"},
        ],
        approvals=[{"post": "Director of Place"}, {"post": "Assistant Director"}],
        implications=[{"category": "Financial", "text": "Within budget."}, {"category": "Legal"}],
        **WHO,
    )  # fmt: skip


def write(paper: Paper, version: int | None = None, by: Officer = STRATEGY, **legal: object) -> None:
    answer = {"text": str(legal.get("text", "")), "is_none": bool(legal.get("none", False))}
    seen = paper.sections.get(key="implications").version if version is None else version
    write_implications(paper=paper, answers={"Legal": answer}, version=seen, by=by, at=AT)


def test_a_paper_names_everyone_and_everything_on_it(paper: Paper) -> None:
    """R001, R084, R085, R087, R088."""
    held = paper_at(paper.council, "monitor", OPERATOR)
    assert held is not None
    assert [(one.role, one.post) for one in held.contacts.all()] == [
        ("Author", "Strategy Manager"), ("Co-author", "Programme Manager"),
        ("Chief officer responsible", "Director of Place"),
    ]  # fmt: skip
    assert [one.title for one in held.annexes.all()] == ["Figures"]
    assert (held.report_of, held.wards, held.background.splitlines()) == (
        "Director of Place", "All", ["Monitor 1", "Monitor 2"],
    )  # fmt: skip


def test_a_blank_implication_blocks_the_sign_off_and_a_none_does_not(paper: Paper) -> None:
    """R075, R076: “none” is written, not left out."""
    with pytest.raises(Refused, match="Not all implications are written: Legal"):
        approve_paper(paper=paper, on=DAY, by=DIRECTOR, at=AT)
    write(paper, none=True)
    assert approve_paper(paper=paper, on=DAY, by=DIRECTOR, at=AT).approved_on == DAY


def test_sign_offs_go_in_order_and_the_last_approves_the_paper(paper: Paper) -> None:
    """R086: several sign-offs, each with its date; the order is kept."""
    write(paper, text="None beyond the Act.")
    with pytest.raises(Refused, match="The next sign-off is for Director of Place"):
        approve_paper(paper=paper, on=DAY, by=ASSISTANT, at=AT)
    approve_paper(paper=paper, on=DAY, by=DIRECTOR, at=AT)
    assert Paper.objects.get(pk=paper.pk).state == "DRAFT"
    approve_paper(paper=paper, on=DAY, by=ASSISTANT, at=AT)
    assert Paper.objects.get(pk=paper.pk).state == "APPROVED"
    with pytest.raises(Refused, match="The paper is approved already"):
        approve_paper(paper=paper, on=DAY, by=DIRECTOR, at=AT)
    assert [entry.by_post for entry in Entry.objects.filter(verb="approved").order_by("id")] == [
        "Director of Place", "Assistant Director",
    ]  # fmt: skip


def test_the_second_of_two_writers_is_told_and_nothing_is_lost(paper: Paper) -> None:
    seen = paper.sections.get(key="implications").version
    write(paper, version=seen, text="First writer.")
    with pytest.raises(Refused, match="Somebody else changed this part of the paper"):
        write(paper, version=seen, text="Second writer.")
    assert Implication.objects.get(category="Legal").text == "First writer."


@pytest.mark.parametrize(
    ("officer", "sentence"),
    [
        (VISITOR, "Sign in first"),
        (STRANGER, "You work for another council"),
        (ASSISTANT, "Only Director of Place, its authors or the strategy team"),
    ],
)
def test_who_may_not_write_is_told_why(paper: Paper, officer: Officer, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        write(paper, by=officer, none=True)


def test_an_approved_paper_is_no_longer_changed(paper: Paper) -> None:
    Paper.objects.filter(pk=paper.pk).update(state="APPROVED")
    with pytest.raises(Refused, match="no longer changed"):
        write(paper, by=OPERATOR, none=True)


def test_the_database_refuses_what_a_paper_or_a_comment_cannot_be(paper: Paper) -> None:
    edition = paper.council.plans.get().editions.get()
    wrong = [
        lambda: Implication.objects.create(
            paper=paper, category="Both", text="Some", is_none=True, position=9
        ),
        lambda: Implication.objects.create(paper=paper, category="Legal", position=9),
        lambda: Paper.objects.create(council=paper.council, slug="x", title="x", state="DECIDED"),
        lambda: Comment.objects.create(
            council=paper.council, edition=edition, position=1, text="x", disposition="NOTED"
        ),
    ]
    for create in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            create()


def test_a_body_is_replaced_by_another_whichever_is_named_first() -> None:
    """R098, R117."""
    council = a_council().council
    rows = [
        {"name": "Streets committee", "kind": "SCRUTINY", "replaced_by": "Scrutiny"},
        {"name": "Scrutiny", "kind": "SCRUTINY", "short": "O&S", "replaced_by": ""},
    ]
    for created in (2, 0):
        recorded = actions.set_up_bodies(council=council, rows=rows, **WHO)
        assert (recorded.created, recorded.same) == (created, 0 if created else 2)
    # A council that names no successor, as one loaded by an older folder, keeps the one on record.
    actions.set_up_bodies(council=council, rows=[{"name": "Streets committee", "kind": "SCRUTINY"}], **WHO)
    old = council.bodies.get(name="Streets committee")
    assert (str(old.replaced_by), str(council.bodies.get(name="Scrutiny").short)) == ("Scrutiny", "O&S")
    assert Entry.objects.filter(subject_kind="body", verb="changed").count() == 1


def test_a_remit_that_ends_and_the_next_are_both_kept() -> None:
    """R100, R117."""
    cast = a_council()
    bodies = [{"name": name, "kind": "SCRUTINY"} for name in ("Streets committee", "Scrutiny")]
    actions.set_up_bodies(council=cast.council, rows=bodies, **WHO)
    first, second = (cast.council.bodies.get(name=body["name"]) for body in bodies)
    row = {"element_id": cast.elements["place"].pk, "from_on": None}
    held = {**row, "body_id": first.pk}
    assert actions.record_remits(council=cast.council, rows=[held], **WHO).created == 1
    rows = [{**held, "until_on": DAY}, {**row, "body_id": second.pk, "from_on": DAY, "reason": "Replaced"}]
    recorded = actions.record_remits(council=cast.council, rows=rows, **WHO)
    assert (recorded.created, recorded.changed) == (1, 1)
    assert [str(remit.body) for remit in cast.elements["place"].remits.all()] == [
        "Streets committee", "Scrutiny",
    ]  # fmt: skip
