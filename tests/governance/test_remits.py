"""Remits: given, moved and kept; and a body that takes the place of another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.governance import actions
from goldenthread.governance.models import Body, Comment, Paper, Remit, Step
from goldenthread.governance.naming_bodies import Named, add_body, rename_body
from goldenthread.governance.remit_queries import (
    bodies_with_remits,
    body_at,
    meeting_bodies_of,
    remit_of,
    remits_of,
    sent_to,
    slice_of,
)
from goldenthread.governance.remits import give_remit, replace_body
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from goldenthread.plans.models import Edition, Element, Update
from tests.cast import AT, ON, OWNER, STRANGER, STRATEGY, WHO, Cast, a_council

pytestmark = pytest.mark.django_db

CLERK = Officer("Clerk", "clerk", "testbury", "DEMOCRATIC")
MAY, JUNE = date(2014, 5, 1), date(2014, 6, 1)
BODIES = {"Environment": "SCRUTINY", "Overview": "SCRUTINY", "Cabinet": "EXECUTIVE"}


@pytest.fixture
def cast() -> Cast:
    cast = a_council()
    rows = [{"name": name, "kind": kind} for name, kind in BODIES.items()]
    actions.set_up_bodies(council=cast.council, rows=rows, **WHO)
    return cast


def body(name: str, slug: str = "testbury") -> Body:
    return Body.objects.select_related("council", "replaced_by").get(council__slug=slug, name=name)


def give(cast: Cast, code: str, name: str, **more: object) -> Remit:
    element = cast.elements[code]
    held = Remit.objects.filter(element=element, until_on=None).first()
    given = {"seen": held.pk if held else None, "on": MAY, "reason": "", "by": CLERK, **more}
    return give_remit(element=element, body=body(name), at=AT, **given)  # type: ignore[arg-type]


def replace(old: str, new: str, on: date = JUNE, by: Officer = CLERK) -> list[Remit]:
    return replace_body(body=body(old), successor=body(new), on=on, reason="", by=by, at=AT)


def kept(element: Element) -> list[tuple[str, date | None, date | None]]:
    return [(str(one.body), one.from_on, one.until_on) for one in remits_of(element)]


def sliced(name: str, on: date = ON, viewer: Officer = VISITOR) -> list[tuple[str, str]]:
    return [(str(row.element), str(row.given_with)) for row in slice_of(body(name), on, viewer)]


@pytest.mark.parametrize("officer", [CLERK, STRATEGY, OPERATOR])
def test_a_remit_is_given_and_stands_in_the_ledger(cast: Cast, officer: Officer) -> None:
    """R100."""
    given = give(cast, "place", "Environment", by=officer, reason="It is its subject")

    assert (str(given), given.from_on, given.until_on) == ("Place: Environment", MAY, None)
    entry = Entry.objects.first()
    assert entry is not None
    assert (entry.verb, entry.subject, entry.before, entry.after, entry.reason, entry.by_post) == (
        "given to a remit",
        "Place",
        {"remit": ""},
        {"remit": "Environment", "from_on": "2014-05-01"},
        "It is its subject",
        officer.post,
    )


def test_a_remit_that_moves_is_closed_and_kept(cast: Cast) -> None:
    """R100 R117."""
    give(cast, "place", "Environment")
    give(cast, "place", "Overview", on=JUNE, reason="The committees were reviewed")

    assert kept(cast.elements["place"]) == [("Overview", JUNE, None), ("Environment", MAY, JUNE)]
    assert [sliced(name, date(2014, 5, 31)) for name in BODIES] == [
        [("Place", "Place"), ("Clean", "Place"), ("Action", "Place")], [], [],
    ]  # fmt: skip
    assert [len(sliced(name, JUNE)) for name in BODIES] == [0, 3, 0]
    assert Entry.objects.first().verb == "moved to another remit"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("officer", "sentence"),
    [
        (VISITOR, "Sign in first"),
        (STRANGER, "You work for another council than Testbury"),
        (OWNER, "Only the strategy team or a democratic services officer can say which body scrutinises"),
    ],
)
def test_nobody_else_gives_a_remit_or_replaces_a_body(cast: Cast, officer: Officer, sentence: str) -> None:
    """R142."""
    with pytest.raises(Refused, match=sentence):
        give(cast, "place", "Environment", by=officer)
    with pytest.raises(Refused, match=sentence):
        replace("Environment", "Overview", by=officer)
    assert not Remit.objects.exists() and not Body.objects.exclude(replaced_by=None).exists()


def test_a_move_needs_a_reason_another_body_and_a_later_day(cast: Cast) -> None:
    give(cast, "place", "Environment", on=JUNE)

    for name, on, reason, sentence in [
        ("Environment", JUNE, "Because", "This is in the remit of Environment already"),
        ("Overview", JUNE, "  ", "Say why it moves"),
        ("Overview", MAY, "Because", "in the remit of Environment since 1 June 2014. Choose a later day"),
    ]:
        with pytest.raises(Refused, match=sentence):
            give(cast, "place", name, on=on, reason=reason)
    assert kept(cast.elements["place"]) == [("Environment", JUNE, None)]


def test_two_people_who_move_a_remit_at_once_do_not_undo_each_other(cast: Cast) -> None:
    give(cast, "place", "Environment")

    with pytest.raises(Stale, match="Somebody else changed the remit of “Place”"):
        give(cast, "place", "Overview", seen=None, reason="I saw nothing there")
    assert kept(cast.elements["place"]) == [("Environment", MAY, None)]


def test_nothing_crosses_to_another_council(cast: Cast) -> None:
    """R142."""
    elsewhere = a_council("elsewhere")
    actions.set_up_bodies(council=elsewhere.council, rows=[{"name": "Theirs", "kind": "SCRUTINY"}], **WHO)
    theirs = body("Theirs", "elsewhere")

    with pytest.raises(Refused, match="Theirs is a body of another council"):
        give_remit(element=cast.elements["place"], body=theirs, seen=None, on=MAY, reason="", by=CLERK, at=AT)
    with pytest.raises(Refused, match="Theirs is a body of another council"):
        replace_body(body=body("Environment"), successor=theirs, on=MAY, reason="", by=CLERK, at=AT)
    assert body_at(cast.council, theirs.pk) is None


def test_a_body_that_is_replaced_hands_on_its_whole_remit_and_its_history_stays(cast: Cast) -> None:
    """R117: the committees of a council change; items move, history kept."""
    give(cast, "place", "Environment")
    give(cast, "action", "Environment")
    give(cast, "vision", "Cabinet")

    moved = replace("Environment", "Overview")

    assert sorted(str(one) for one in moved) == ["Action: Overview", "Place: Overview"]
    assert kept(cast.elements["action"]) == [("Overview", JUNE, None), ("Environment", MAY, JUNE)]
    assert kept(cast.elements["vision"]) == [("Cabinet", MAY, None)]
    held = body("Environment")
    assert (held.replaced_by, held.replaced_on) == (body("Overview"), JUNE)
    assert [str(one) for one in meeting_bodies_of(cast.council)] == ["Overview", "Cabinet"]
    entries = [(one.verb, one.subject, one.reason) for one in Entry.objects.all()[:3]]
    assert ("replaced", "Environment", "Environment was replaced by Overview") in entries
    assert ("moved to another remit", "Action", "Environment was replaced by Overview") in entries


def test_a_body_is_replaced_once_and_never_by_itself_or_by_one_that_is_gone(cast: Cast) -> None:
    with pytest.raises(Refused, match="can't be replaced by itself"):
        replace("Environment", "Environment")
    replace("Environment", "Overview")

    with pytest.raises(Refused, match="Environment was replaced by Overview already"):
        replace("Environment", "Cabinet")
    with pytest.raises(Refused, match="Environment was itself replaced by Overview"):
        replace("Overview", "Environment")
    with pytest.raises(
        Refused, match=r"Environment was replaced by Overview\. Choose a body that still meets"
    ):
        give(cast, "place", "Environment", on=JUNE)


def test_a_body_replaced_on_a_day_that_is_not_held_is_replaced_once_the_day_is_given(cast: Cast) -> None:
    """R117: papers may name the successor and not the day."""
    give(cast, "place", "Environment")
    Body.objects.filter(name="Environment").update(replaced_by=body("Overview"))
    with pytest.raises(Refused, match="Choose a body that still meets"):
        give(cast, "clean", "Environment")
    assert sliced("Environment") == []  # the order is known, if not the day
    assert ("Place", "Place") in sliced("Overview")

    replace("Environment", "Overview")

    assert kept(cast.elements["place"]) == [("Overview", JUNE, None), ("Environment", MAY, JUNE)]


def test_a_body_is_entered_and_renamed_by_who_keeps_the_route(cast: Cast) -> None:
    """R117: bodies change over time, and a new one has to be on record to take an old one's place."""
    who: dict[str, Any] = {"by": CLERK, "at": AT}
    made = add_body(council=cast.council, said=Named(" Scrutiny  Panel ", "SCRUTINY", "SP"), **who)
    assert (made.name, made.short) == ("Scrutiny Panel", "SP")
    replace("Environment", "Scrutiny Panel")
    with pytest.raises(Refused, match="called scrutiny panel already"):
        add_body(council=cast.council, said=Named("scrutiny panel", "SCRUTINY"), **who)
    with pytest.raises(Refused, match="Say what kind"):
        add_body(council=cast.council, said=Named("Board", "CLUB"), **who)
    with pytest.raises(Refused, match="Write the name"):
        add_body(council=cast.council, said=Named(" ", "SCRUTINY"), **who)
    rename_body(body=made, said=Named("Policy Panel", "SCRUTINY"), seen="Scrutiny Panel", **who)
    assert body("Environment").replaced_by == body("Policy Panel")
    with pytest.raises(Refused, match="it is called Policy Panel now"):
        rename_body(body=made, said=Named("Panel", "SCRUTINY"), seen="Scrutiny Panel", **who)
    with pytest.raises(Refused):
        add_body(council=cast.council, said=Named("Board", "MANAGEMENT"), by=STRANGER, at=AT)


def test_a_body_may_be_given_something_until_the_day_it_is_replaced(cast: Cast) -> None:
    replace("Environment", "Overview")

    assert str(give(cast, "place", "Environment", on=MAY)) == "Place: Environment"


def test_a_body_is_not_replaced_before_the_day_of_what_it_was_given(cast: Cast) -> None:
    give(cast, "place", "Environment", on=JUNE)

    with pytest.raises(Refused, match=r"was given a remit on 1 June 2014\. Choose that day or a later one"):
        replace("Environment", "Overview", on=MAY)


def test_a_line_is_in_the_remit_of_the_nearest_line_above_that_was_given(cast: Cast) -> None:
    """R100: each committee gets its own slice."""
    give(cast, "place", "Environment")
    give(cast, "action", "Overview")

    assert sliced("Environment") == [("Place", "Place"), ("Clean", "Place")]
    assert sliced("Overview") == [("Action", "Action")]
    counts = {str(row.body): (row.given, row.in_all) for row in bodies_with_remits(cast.council, ON, VISITOR)}
    assert counts == {"Environment": (1, 2), "Overview": (1, 1), "Cabinet": (0, 0)}
    remit, above = remit_of(cast.elements["clean"], ON, VISITOR)
    assert (str(remit), str(above)) == ("Place: Environment", "Place")
    assert remit_of(cast.elements["action"], ON, VISITOR)[1] is None
    assert remit_of(cast.elements["vision"], ON, VISITOR) == (None, None)


def test_a_slice_says_what_is_done_by_the_day(cast: Cast) -> None:
    give(cast, "action", "Overview")
    for made_on, is_done in [(date(2014, 8, 1), False), (date(2014, 9, 1), True), (date(2014, 9, 3), False)]:
        Update.objects.create(
            council=cast.council, element=cast.elements["action"], made_on=made_on, is_done=is_done
        )

    assert [row.is_done for row in slice_of(body("Overview"), ON, VISITOR)] == [True]


def test_a_slice_keeps_drafts_and_exempt_lines_from_strangers(cast: Cast) -> None:
    """R142: a public view without exempt items."""
    give(cast, "place", "Environment")
    Element.objects.filter(pk=cast.elements["action"].pk).update(is_exempt=True)
    lines = [
        [title for title, _ in sliced("Environment", viewer=who)] for who in (STRATEGY, STRANGER, VISITOR)
    ]
    assert lines == [["Place", "Clean", "Action"], ["Place", "Clean"], ["Place", "Clean"]]

    Edition.objects.update(is_open=False)
    assert [len(sliced("Environment", viewer=who)) for who in (STRATEGY, STRANGER, VISITOR)] == [3, 0, 0]

    Edition.objects.update(is_open=True, state="REPLACED")
    assert sliced("Environment", viewer=STRATEGY) == []


def test_what_was_sent_to_a_body_and_what_it_said(cast: Cast) -> None:
    """R100."""
    given = {"council": cast.council, "edition": cast.edition, "body": body("Environment"), "position": 1}
    Step.objects.create(**given, when="May", what="Considers a draft")
    Comment.objects.create(**given, element=cast.elements["action"], text="Which streets?")
    Paper.objects.create(
        council=cast.council,
        body=body("Environment"),
        slug="p",
        title="Paper",
        report_of="Director",
        state="APPROVED",
    )

    def sent(viewer: Officer) -> list[list[str]]:
        found = sent_to(body("Environment"), viewer)
        return [[str(one) for one in part] for part in (found.steps, found.comments, found.papers)]

    assert sent(VISITOR) == [["1. Environment, May"], ["Which streets?"], ["Paper"]]
    Element.objects.filter(pk=cast.elements["action"].pk).update(is_exempt=True)
    assert sent(VISITOR)[1] == [] and sent(CLERK)[1] == ["Which streets?"]
    Edition.objects.update(is_open=False)
    assert sent(VISITOR)[:2] == [[], []]
