"""Writing a paper part by part: several people at once, sign-offs taken back, all in the ledger."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.governance import clearing, writing
from goldenthread.governance.models import Body, Meeting, Paper
from goldenthread.governance.queries import paper_at, papers_of, waiting_for
from goldenthread.governance.writing import Front
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from goldenthread.reports.figures.paper_page import lapsed_of
from tests.cast import AT, STRANGER, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": STRATEGY, "at": AT}
DAY = date(2014, 9, 3)
FINANCE = Officer("Finance Officer", "finance", "testbury", "FINANCE")
DIRECTOR = Officer("Director of Place", "director", "testbury", "DIRECTOR")


@pytest.fixture
def cast() -> Cast:
    cast = a_council()
    for title in ("Finance Officer", "Director of Place"):
        cast.council.posts.get_or_create(title=title)
    return cast


def start(cast: Cast, template: str = "york-2008", at: datetime = AT, **more: Any) -> Paper:
    front = Front("Refresh", "Director of Place", edition=cast.edition, wards="All", **more)
    return writing.start_paper(council=cast.council, template=template, front=front, by=STRATEGY, at=at)


def finish(paper: Paper) -> None:
    """Write everything that York's form of 2008 asks for."""
    for key in ("summary", "background", "consultation", "corporate-objectives"):
        writing.write_section(paper=paper, key=key, text="Words.", version=1, **BY)
    both = {"advantages": "Soon", "disadvantages": "Dear", "does_nothing": False}
    writing.write_options(
        paper=paper, rows=[{"text": "Wait", **both}, {"text": "Act", **both}], version=1, **BY
    )
    said = {one.category: {"is_none": True} for one in paper.implications.all()}
    writing.write_implications(paper=paper, answers=said, version=1, **BY)
    writing.write_risks(
        paper=paper,
        rows=[{"cause": "Rain", "effect": "Less", "control": "", "element_id": None}],
        version=1,
        **BY,
    )
    asked = {"text": "Act", "reason": "To be clean", "asks": "", "option": 2}
    writing.write_recommendations(paper=paper, rows=[asked], version=1, **BY)
    contact = {"role": "Author", "name": "", "post": "Strategy Manager", "team": "", "phone": ""}
    writing.write_contacts(paper=paper, rows=[contact], version=1, **BY)
    stops = [{"role": "Chief officer", "post": "Director of Place", "name": ""},
             {"role": "Assistant", "post": "Finance Officer", "name": ""}]  # fmt: skip
    clearing.name_stops(paper=paper, rows=stops, version=Paper.objects.get().version, **BY)


def test_a_paper_starts_with_every_part_of_its_form_blank(cast: Cast) -> None:
    """R064, R075, R086."""
    paper = start(cast)
    held = paper_at(cast.council, "refresh", STRATEGY)
    assert held is not None
    assert len(held.sections.all()) == 14
    assert [one.is_blank for one in held.implications.all()] == [True] * 6
    assert [one.role for one in held.approvals.all()] == ["Chief officer responsible", "Assistant director"]
    with pytest.raises(Refused, match="You recorded this a moment ago: “"):
        start(cast)
    assert start(cast, at=AT + timedelta(minutes=2)).slug == "refresh-2"
    assert Entry.objects.filter(verb="started", subject_id=str(paper.pk)).exists()


def test_a_section_holds_as_much_as_people_read(cast: Cast) -> None:
    paper = start(cast)
    with pytest.raises(Refused, match="This section has 60,001 letters, and 60,000 fit"):
        writing.write_section(paper=paper, key="summary", text="a" * 60_001, version=1, **BY)


def test_two_people_write_two_parts_at_once_and_one_part_one_after_the_other(cast: Cast) -> None:
    """Several people edit different sections safely."""
    paper = start(cast)
    writing.write_section(paper=paper, key="summary", text="One", version=1, **BY)
    writing.write_section(paper=paper, key="background", text="Two", version=1, by=DIRECTOR, at=AT)
    with pytest.raises(Stale, match="Somebody else changed this part of the paper"):
        writing.write_section(paper=paper, key="summary", text="Three", version=1, by=DIRECTOR, at=AT)
    writing.write_section(paper=paper, key="summary", text="Three", version=2, by=DIRECTOR, at=AT)
    assert dict(paper.sections.exclude(text="").values_list("key", "text")) == {
        "summary": "Three", "background": "Two",
    }  # fmt: skip
    written = Entry.objects.filter(verb="written").order_by("id")
    assert [one.before["text"] for one in written] == ["", "", "One"]


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda p: writing.write_section(paper=p, key="moon", text="x", version=1, **BY), "no such section"),
        (
            lambda p: writing.write_options(paper=p, rows=[{"text": " "}], version=1, **BY),
            "Option 1 says nothing",
        ),
        (
            lambda p: writing.write_risks(paper=p, rows=[{"cause": "a", "effect": ""}], version=1, **BY),
            "Risk 1 needs both its cause and its effect",
        ),
        (
            lambda p: writing.write_annexes(paper=p, rows=[{"title": " "}], version=1, **BY),
            "Annex 1 has no title",
        ),
        (
            lambda p: writing.write_contacts(paper=p, rows=[{"role": "", "post": ""}], version=1, **BY),
            "Contact 1 needs a role",
        ),
        (
            lambda p: writing.write_implications(paper=p, answers={"Moon": {}}, version=1, **BY),
            "Moon is no category",
        ),
        (
            lambda p: writing.write_section(paper=p, key="summary", text="x", version=1, by=STRANGER, at=AT),
            "You work for another council",
        ),
        (lambda p: clearing.approve_paper(paper=p, on=DAY, **BY), "Not written yet: Summary, Background"),
        (lambda p: clearing.ask_to_clear(paper=p, place=1, on=DAY, **BY), "Say first which post gives it"),
        (lambda p: clearing.ask_to_clear(paper=p, place=9, on=DAY, **BY), "There is no such sign-off"),
        (lambda p: clearing.open_again(paper=p, why="x", **BY), "still a draft"),
    ],
)
def test_what_cannot_be_done_says_why(cast: Cast, act: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        act(start(cast))


def test_rows_of_another_councils_plan_are_refused(cast: Cast) -> None:
    paper, other = start(cast), a_council("elsewhere")
    row = {"cause": "a", "effect": "b", "control": "", "element_id": other.elements["place"].pk}
    with pytest.raises(Refused, match="this council's own"):
        writing.write_risks(paper=paper, rows=[row], version=1, **BY)
    with pytest.raises(Refused, match="this council's own"):
        start(cast, body=Body.objects.create(council=other.council, name="Cabinet", kind="EXECUTIVE"))


def test_a_meeting_gives_the_paper_its_body_and_day(cast: Cast) -> None:
    """R108."""
    body = Body.objects.create(council=cast.council, name="Cabinet", kind="EXECUTIVE")
    meeting = Meeting.objects.create(council=cast.council, body=body, meets_on=DAY)
    paper = start(cast, meeting=meeting)
    assert (paper.body, paper.meets_on) == (body, DAY)


def test_a_change_takes_back_the_sign_offs_that_were_given(cast: Cast) -> None:
    """R086: whoever signed had read other words."""
    paper = start(cast)
    finish(paper)
    clearing.approve_paper(paper=paper, on=DAY, by=DIRECTOR, at=AT)
    writing.write_section(paper=paper, key="summary", text="Other words.", version=2, **BY)
    assert [one.approved_on for one in paper.approvals.all()] == [None, None]
    assert Entry.objects.filter(verb="taken back").get().reason == "“summary” changed after it was given"
    writing.write_section(paper=paper, key="summary", text="Other words.", version=3, **BY)  # nothing changes
    for officer in (DIRECTOR, FINANCE):
        clearing.approve_paper(paper=paper, on=DAY, by=officer, at=AT)
    held = Paper.objects.get()
    assert held.state == "APPROVED"
    with pytest.raises(Refused, match="no longer changed"):
        writing.write_section(paper=held, key="summary", text="More", version=3, **BY)
    clearing.open_again(paper=held, why="A figure was wrong", **BY)
    assert [one.approved_on for one in held.approvals.all()] == [None, None]
    assert lapsed_of(held)[1] == "It was given on 3 September 2014, and lapsed: A figure was wrong"
    assert Paper.objects.get().state == "DRAFT"


def test_a_paper_is_sent_back_with_words_and_asked_again(cast: Cast) -> None:
    """Silence is not consent: only what is given counts."""
    paper = start(cast, template="york-now")
    stops = [{"role": "Finance", "post": "Finance Officer", "name": ""}]
    clearing.name_stops(paper=paper, rows=stops, version=1, **BY)
    asked = clearing.ask_to_clear(paper=paper, place=1, on=DAY, **BY)
    assert str(asked.due_on) == "2014-09-10"  # five working days
    assert [one.paper for one in waiting_for(cast.council, FINANCE)] == [paper]
    assert waiting_for(cast.council, STRATEGY) == []
    with pytest.raises(Refused, match="“No Such Post” is no post of this council"):
        clearing.name_stops(
            paper=paper, rows=[{"role": "X", "post": "No Such Post"}], version=2, **BY
        )  # fmt: skip
    with pytest.raises(Refused, match="Say what has to change"):
        clearing.send_back(paper=paper, place=1, why=" ", by=FINANCE, at=AT)
    with pytest.raises(Refused, match="for Finance Officer"):
        clearing.send_back(paper=paper, place=1, why="No figures", **BY)
    clearing.send_back(paper=paper, place=1, why="No figures", by=FINANCE, at=AT)
    assert paper.approvals.get(position=1).returned == "No figures"
    assert clearing.ask_to_clear(paper=paper, place=1, on=DAY, **BY).returned == ""


def test_each_category_is_signed_by_its_officer_and_only_as_read(cast: Cast) -> None:
    """Maidstone's form: a sign-off beside every implication."""
    paper = start(cast, template="maidstone-like")
    answer = {"text": "Dear", "is_none": False, "signer": "Finance Officer"}
    writing.write_implications(paper=paper, answers={"Financial": answer}, version=1, **BY)
    one = paper.implications.get(category="Financial")
    with pytest.raises(Refused, match="is signed off by Finance Officer"):
        clearing.sign_implication(implication=one, seen="Dear", on=DAY, **BY)
    with pytest.raises(Refused, match="changed while you read"):
        clearing.sign_implication(implication=one, seen="Cheap", on=DAY, by=FINANCE, at=AT)
    clearing.sign_implication(implication=one, seen="Dear", on=DAY, by=FINANCE, at=AT)
    with pytest.raises(Refused, match="signed off already"):
        clearing.sign_implication(implication=one, seen="Dear", on=DAY, by=FINANCE, at=AT)
    writing.write_implications(paper=paper, answers={"Legal": {"is_none": True}}, version=2, **BY)
    assert paper.implications.get(category="Financial").signed_on == DAY
    writing.write_implications(paper=paper, answers={"Financial": {"text": "Dearer"}}, version=3, **BY)
    assert paper.implications.get(category="Financial").signed_on is None


def test_drafts_and_exempt_papers_are_for_the_councils_own_people(cast: Cast) -> None:
    paper = start(cast)
    assert [papers_of(cast.council, who) for who in (VISITOR, STRANGER)] == [[], []]
    Paper.objects.update(state="APPROVED")
    assert papers_of(cast.council, VISITOR) == [paper]
    Paper.objects.update(is_exempt=True, exempt_because="Paragraph 3")
    assert papers_of(cast.council, VISITOR) == []
    assert paper_at(cast.council, "refresh", VISITOR) is None
    assert papers_of(cast.council, STRATEGY) == papers_of(cast.council, OPERATOR) == [paper]
