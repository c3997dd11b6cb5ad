"""Risks of the register in papers: copied once, kept as taken, told to the author where they moved on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.governance import writing
from goldenthread.governance.models import Paper, RiskStatement
from goldenthread.governance.risks_taken import risks_taken, risks_to_take, take_risk_again, take_risks
from goldenthread.governance.writing import Front
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR
from goldenthread.resources.models import Risk
from tests.cast import AT, ON, OWNER, STRANGER, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": STRATEGY, "at": AT}


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def paper(cast: Cast) -> Paper:
    cast.council.posts.get_or_create(title="Director of Place")
    front = Front("Refresh", "Director of Place", edition=cast.edition, wards="All")
    return writing.start_paper(council=cast.council, template="york-2008", front=front, **BY)


@pytest.fixture
def risk(cast: Cast) -> Risk:
    made = Risk.objects.create(
        council=cast.council, code="R1", title="Wet", cause="It rains", effect="Less is swept", is_key=False
    )
    made.elements.add(cast.elements["action"])
    return made


def take(paper: Paper, *risks: Risk, version: int = 1, **more: Any) -> None:
    take_risks(paper=paper, risks=risks, version=version, on=ON, **{**BY, **more})


def statement(paper: Paper) -> RiskStatement:
    return RiskStatement.objects.get(paper=paper, risk__isnull=False)


def test_cause_effect_number_and_line_are_copied_and_stay(cast: Cast, paper: Paper, risk: Risk) -> None:
    """R081: the paper states its risks; the register's are taken with a way back."""
    by_hand = {"cause": "Snow", "effect": "None", "control": "Salt", "element_id": None}
    writing.write_risks(paper=paper, rows=[by_hand], version=1, **BY)
    take(paper, risk, version=2)
    held = statement(paper)
    assert (held.cause, held.effect, held.register_number) == ("It rains.", "Less is swept.", "R1")
    assert (held.element, held.risk, held.taken_on) == (cast.elements["action"], risk, ON)
    assert (held.position, paper.risks.count()) == (2, 2)
    Risk.objects.update(cause="It pours", code="R9")
    assert statement(paper).cause == "It rains."
    (told,) = risks_taken(paper, STRATEGY)
    assert told.since == "The register says otherwise since: its number and its cause." and told.is_open
    entry = Entry.objects.filter(subject_kind="papersection", verb="written").latest("pk")
    assert entry.after["rows"][1]["risk_id"] == risk.pk


def test_what_the_author_writes_otherwise_stays_tied_and_is_no_news(paper: Paper, risk: Risk) -> None:
    take(paper, risk)
    row = {
        "cause": "It rains much.",
        "effect": "Less.",
        "control": "Hats",
        "element_id": None,
        "risk_id": risk.pk,
    }
    writing.write_risks(paper=paper, rows=[row], version=2, **BY)
    held = statement(paper)
    assert (held.cause, held.taken_cause, held.register_number) == ("It rains much.", "It rains", "R1")
    assert [one.since for one in risks_taken(paper, STRATEGY)] == [""]
    with pytest.raises(Refused, match="Risk 1 isn’t taken from the register in this paper"):
        writing.write_risks(paper=paper, rows=[{**row, "risk_id": risk.pk + 1}], version=3, **BY)
    writing.write_risks(paper=paper, rows=[], version=3, **BY)
    assert not paper.risks.exists() and risks_to_take(paper, STRATEGY)[0] == [risk]


def test_taken_again_it_says_what_the_register_says_now(cast: Cast, paper: Paper, risk: Risk) -> None:
    take(paper, risk)
    RiskStatement.objects.update(control="Hats")
    Risk.objects.update(effect="Nothing is swept")
    risk.elements.set([cast.elements["clean"]])
    take_risk_again(paper=paper, risk=risk, version=2, on=ON, **BY)
    held = statement(paper)
    assert (held.effect, held.control, held.element) == ("Nothing is swept.", "Hats", cast.elements["clean"])
    assert [one.since for one in risks_taken(paper, STRATEGY)] == [""]
    with pytest.raises(Stale):
        take_risk_again(paper=paper, risk=risk, version=2, on=ON, **BY)
    Risk.objects.update(closed_on=date(2014, 9, 1), closed_because="Dry")
    (told,) = risks_taken(paper, STRATEGY)
    assert told.since == "It was closed on the register on 1 September 2014." and not told.is_open
    with pytest.raises(Refused, match="R1 is no open risk of this council’s register"):
        take_risk_again(paper=paper, risk=risk, version=3, on=ON, **BY)


def test_an_approved_paper_stays_and_its_author_is_told(paper: Paper, risk: Risk) -> None:
    take(paper, risk)
    Paper.objects.update(state="APPROVED")
    Risk.objects.update(cause="It pours")
    paper.refresh_from_db()
    assert [one.since for one in risks_taken(paper, STRATEGY)] != [""]
    for viewer in (VISITOR, STRANGER, OWNER):
        assert risks_taken(paper, viewer) == []
    with pytest.raises(Refused, match="The paper is approved"):
        take_risk_again(paper=paper, risk=risk, version=2, on=ON, **BY)


def test_a_sign_off_is_taken_back_where_a_risk_is_taken(paper: Paper, risk: Risk) -> None:
    paper.approvals.create(
        position=99, post="Director of Place", approved_on=ON, given_by="Director of Place"
    )
    take(paper, risk)
    assert paper.approvals.get(position=99).approved_on is None


def test_what_can_not_be_taken_says_why(cast: Cast, paper: Paper, risk: Risk) -> None:
    other = a_council("elsewhere")
    theirs = Risk.objects.create(council=other.council, code="X1", title="Theirs", cause="a", effect="b")
    bare = Risk.objects.create(council=cast.council, code="R2", title="Bare", cause="a")
    found, lacking = risks_to_take(paper, STRATEGY)
    assert found == [risk]
    assert lacking == ["R2, “Bare”, lacks its effect on the register. Write that there first."]
    for wrong, words in (
        ([theirs], "X1 is no open risk"),
        ([bare], "lacks its effect"),
        ([], "Choose at least one"),
    ):
        with pytest.raises(Refused, match=words):
            take(paper, *wrong)
    take(paper, risk)
    with pytest.raises(Refused, match="R1 is taken into this paper already"):
        take(paper, risk, version=2)
    for by in (VISITOR, STRANGER, OWNER):
        with pytest.raises(Refused):
            take(paper, risk, version=2, by=by)
    with pytest.raises(Refused, match="isn’t taken from the register"):
        take_risk_again(paper=paper, risk=bare, version=2, on=ON, **BY)
