"""Meetings, the route, and the edition exactly as each body saw it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goldenthread.core.edition_seen import canonical, digest_of
from goldenthread.core.refused import Refused, Stale
from goldenthread.governance import actions, routing
from goldenthread.governance.meetings import Held, add_meeting, cancel_meeting, change_meeting
from goldenthread.governance.models import Body, EditionSeen, Meeting, Step
from goldenthread.governance.remits import give_remit, replace_body
from goldenthread.governance.route_queries import (
    agenda_of,
    bodies_by_number,
    falling_to,
    falls_to,
    meetings_of,
    step_at,
    steps_of,
)
from goldenthread.governance.routing import Stepped
from goldenthread.governance.seeing import as_it_stands, seen_at
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from goldenthread.planning.refresh import adopt_edition
from goldenthread.plans import reshaping
from goldenthread.plans.editing import add_element, amend_element
from goldenthread.plans.models import Edition, Element
from tests.cast import AT, ON, OWNER, STRANGER, WHO, Cast, a_council

pytestmark = pytest.mark.django_db
CLERK = Officer("Clerk", "clerk", "testbury", "DEMOCRATIC")
BY: dict[str, Any] = {"by": CLERK, "at": AT}
BODIES = {"Environment": "SCRUTINY", "Overview": "SCRUTINY", "Cabinet": "EXECUTIVE", "Council": "COUNCIL"}


def a_route(slug: str = "testbury") -> Cast:
    """A council with a draft, its bodies, and a route of three steps."""
    cast = a_council(slug)
    Edition.objects.filter(pk=cast.edition.pk).update(state="DRAFT", version=1)
    cast.edition.refresh_from_db()
    rows = [{"name": name, "kind": kind} for name, kind in BODIES.items()]
    actions.set_up_bodies(council=cast.council, rows=rows, **WHO)
    for name in ("Environment", "Cabinet", "Council"):
        said = Stepped(body=body(name, slug), when="May", purpose="To comment", influence="The draft")
        routing.add_step(edition=cast.edition, said=said, **WHO)
    return cast


@pytest.fixture
def cast() -> Cast:
    return a_route()


def body(name: str, slug: str = "testbury") -> Body:
    return Body.objects.select_related("council", "replaced_by").get(council__slug=slug, name=name)


def step(cast: Cast, position: int = 1) -> Step:
    found = Step.objects.get(edition=cast.edition, position=position)
    held = step_at(cast.council, found.pk, CLERK)
    assert held is not None
    return held


def send(cast: Cast, position: int = 1, **more: Any) -> None:
    held = step(cast, position)
    routing.send_to_body(**{"step": held, "version": held.version, "on": ON, **BY, **more})


def held_on(cast: Cast, position: int = 1, on: date = ON) -> None:
    one = step(cast, position)
    routing.hold_step(step=one, happened_on=on, what="Agreed", version=one.version, on=ON, **BY)


def test_the_days_of_a_meeting_are_worked_out_unless_set_by_hand(cast: Cast) -> None:
    """R108: five clear working days before; call-in for the executive only."""
    made = add_meeting(council=cast.council, said=Held(body("Cabinet"), date(2014, 9, 16)), **BY)
    assert (made.publication_on, made.call_in_until) == (date(2014, 9, 8), date(2014, 9, 23))
    scrutiny = add_meeting(council=cast.council, said=Held(body("Overview"), date(2014, 9, 16)), **BY)
    assert scrutiny.call_in_until is None
    said = Held(body("Cabinet"), date(2014, 9, 17), publication_on=date(2014, 9, 1))
    change_meeting(meeting=made, said=said, version=1, **BY)
    made.refresh_from_db()
    assert (made.publication_on, made.call_in_until) == (date(2014, 9, 1), date(2014, 9, 24))
    with pytest.raises(Stale):
        change_meeting(meeting=made, said=said, version=1, **BY)
    cancel_meeting(meeting=made, is_cancelled=True, version=2, **BY)
    assert Meeting.objects.get(pk=made.pk).is_cancelled


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"publication_on": date(2014, 9, 17)}, "can't be published after it"),
        ({"call_in_until": date(2014, 9, 15)}, "can't end before the meeting"),
        ({"address": "http://x.example"}, "https:// in front"),
        ({"address": "javascript:alert(1)"}, "https:// in front"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(cast: Cast, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        add_meeting(council=cast.council, said=Held(body("Cabinet"), date(2014, 9, 16), **more), **BY)


def test_meetings_and_steps_never_cross_councils(cast: Cast) -> None:
    a_route("elsewhere")
    there = body("Cabinet", "elsewhere")
    with pytest.raises(Refused, match="is not of Testbury"):
        add_meeting(council=cast.council, said=Held(there, ON), **BY)
    with pytest.raises(Refused, match="is not of Testbury"):
        routing.add_step(edition=cast.edition, said=Stepped(body=there, when="May"), **BY)
    with pytest.raises(Refused, match="another council"):
        send(cast, by=STRANGER)
    with pytest.raises(Refused, match="Only"):
        send(cast, by=OWNER)


def test_what_is_on_an_agenda_and_how_much(cast: Cast) -> None:
    """R108, R129."""
    made = add_meeting(council=cast.council, said=Held(body("Cabinet"), ON), **BY)
    one = step(cast, 2)
    said = Stepped(body=one.body, meeting=made, purpose="To agree", address="https://x.example/1")
    routing.change_step(step=one, said=said, version=one.version, **BY)
    assert [found.pk for found in agenda_of(made, CLERK).steps] == [one.pk]
    assert [(row.steps, row.items) for row in meetings_of(cast.council, CLERK)] == [(1, 0)]
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    assert agenda_of(made, VISITOR).steps == []
    assert [row.steps for row in meetings_of(cast.council, VISITOR)] == [0]


def test_the_edition_is_kept_exactly_as_the_body_saw_it(cast: Cast) -> None:
    """R108: what becomes of it afterwards changes nothing of that; the same edition is kept once."""
    give_remit(
        element=cast.elements["place"], body=body("Environment"), seen=None, on=ON, reason="", **BY
    )  # fmt: skip
    was = as_it_stands(cast.edition, ON)
    send(cast)
    send(cast, 2)
    assert EditionSeen.objects.count() == 1
    replace_body(body=body("Environment"), successor=body("Overview"), on=ON, reason="", **BY)
    clean = Element.objects.get(pk=cast.elements["clean"].pk)
    amend_element(element=clean, version=clean.version, changes={"title": "Cleaner still"}, **WHO)
    assert seen_at(step(cast), CLERK) == was
    assert {one.title for one in was.in_remit_of("Environment").lines} == {"Place", "Clean", "Action"}
    assert as_it_stands(cast.edition, ON) != was
    with pytest.raises(Refused, match="that is kept"):
        send(cast)
    assert Entry.objects.filter(verb="sent to the body").count() == 2


def test_a_step_that_is_held_keeps_the_edition_even_if_nothing_was_sent(cast: Cast) -> None:
    """R108."""
    with pytest.raises(Refused, match="once it has happened"):
        held_on(cast, on=ON + timedelta(1))
    held_on(cast)
    assert seen_at(step(cast), CLERK) == as_it_stands(cast.edition, ON)
    with pytest.raises(Refused, match="was held already"):
        held_on(cast)
    one = step(cast)
    with pytest.raises(Refused, match="the step is kept"):
        routing.remove_step(step=one, version=one.version, **BY)
    with pytest.raises(Refused, match="stays so"):
        routing.pass_over(step=one, because="Late", version=one.version, **BY)
    with pytest.raises(Refused, match="the step stays its"):
        routing.change_step(
            step=one, said=Stepped(body=body("Overview"), when="x"), version=one.version, **BY
        )


def test_steps_are_passed_over_taken_up_moved_and_removed(cast: Cast) -> None:
    """R108."""
    one = step(cast, 2)
    with pytest.raises(Refused, match="Say why"):
        routing.pass_over(step=one, because=" ", version=one.version, **BY)
    routing.pass_over(step=one, because="No time", version=one.version, **BY)
    with pytest.raises(Refused, match="nothing more is sent"):
        send(cast, 2)
    one = step(cast, 2)
    routing.take_up_again(step=one, version=one.version, **BY)
    one = step(cast, 2)
    routing.shift_step(step=one, up=True, version=one.version, **BY)
    assert [str(found.body) for found in steps_of(cast.edition)] == ["Cabinet", "Environment", "Council"]
    with pytest.raises(Stale):
        routing.shift_step(step=one, up=False, version=one.version, **BY)
    one = step(cast, 1)
    routing.shift_step(step=one, up=True, version=one.version, **BY)
    routing.remove_step(step=one, version=one.version, **BY)
    assert [str(found.body) for found in steps_of(cast.edition)] == ["Environment", "Council"]


def test_steps_that_were_held_keep_their_order(cast: Cast) -> None:
    held_on(cast, 1)
    held_on(cast, 2)
    one = step(cast, 2)
    with pytest.raises(Refused, match="stay in the order"):
        routing.shift_step(step=one, up=True, version=one.version, **BY)


def test_a_step_to_come_of_a_body_that_was_replaced_falls_to_its_successor(cast: Cast) -> None:
    """R098, R117: and what was sent to the old body stays its."""
    replace_body(body=body("Environment"), successor=body("Overview"), on=ON, reason="", **BY)
    one = step(cast)
    assert str(falls_to(one, bodies_by_number(cast.council))) == "Overview"
    assert [found.pk for found in falling_to(body("Overview"), CLERK)] == [one.pk]
    with pytest.raises(Refused, match="was replaced by Overview"):
        send(cast)
    held_on(cast)
    assert falls_to(step(cast), bodies_by_number(cast.council)) is None
    assert str(step(cast).body) == "Environment"


def test_a_step_needs_a_body_or_words_and_a_time(cast: Cast) -> None:
    with pytest.raises(Refused, match="what happens at this step"):
        routing.add_step(edition=cast.edition, said=Stepped(when="May"), **BY)
    with pytest.raises(Refused, match="say in words when"):
        routing.add_step(edition=cast.edition, said=Stepped(body=body("Cabinet")), **BY)
    routing.add_step(edition=cast.edition, said=Stepped(when="May", what="Workshops"), **BY)
    with pytest.raises(Refused, match="which body considers"):
        send(cast, 4)


def test_strangers_see_no_closed_draft_and_no_exempt_line(cast: Cast) -> None:
    """R100."""
    send(cast)
    Element.objects.filter(pk=cast.elements["clean"].pk).update(is_exempt=True)
    send(cast, 2)
    seen = seen_at(step(cast, 2), VISITOR)
    assert seen is not None
    assert [one.title for one in seen.lines] == ["Vision", "Place"]
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    assert step_at(cast.council, step(cast).pk, VISITOR) is None


MOVES = ("amend", "add", "retire", "send", "hold", "replace", "remit", "pass", "adopt")


class Journeys(TestCase):
    """R108: every step's edition can be shown as it was, whatever becomes of the edition afterwards."""

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 3)), max_size=10))
    def test_every_step_s_edition_can_be_shown_as_it_was(self, moves: list[tuple[str, int]]) -> None:
        cast, kept = a_route(), {}
        at = AT
        for move, which in moves:
            at += timedelta(minutes=1)
            with contextlib.suppress(Refused):  # a move that isn't possible now changes nothing
                make_move(cast, move, which, {"by": OPERATOR, "at": at})
            for one in Step.objects.filter(seen__isnull=False).select_related("seen"):
                assert one.seen is not None
                kept.setdefault(one.pk, one.seen.content)
        for pk, content in kept.items():
            one = step_at(cast.council, pk, OPERATOR)
            assert one is not None
            assert one.seen is not None
            assert one.seen.content == content
            assert digest_of(content) == one.seen.digest
            shown = seen_at(one, OPERATOR)
            assert shown is not None
            assert canonical(shown) == content
        held = Step.objects.filter(edition=cast.edition, state="HELD")
        assert set(held.values_list("pk", flat=True)) <= set(kept)


def _line(cast: Cast, which: int) -> Element:
    lines = list(Element.objects.filter(edition=cast.edition).order_by("pk"))
    return lines[which % len(lines)]


def _step(cast: Cast, which: int) -> dict[str, Any]:
    one = Step.objects.filter(edition=cast.edition).order_by("position")[which % 3]
    return {"step": one, "version": one.version}


def _amend(cast: Cast, which: int, who: dict[str, Any]) -> None:
    line = _line(cast, which)
    amend_element(element=line, version=line.version, changes={"title": f"{who['at']:%M}"}, **who)


def _add(cast: Cast, which: int, who: dict[str, Any]) -> None:
    level, parent = cast.edition.levels.get(key="action"), cast.elements["clean"]
    facts = {"title": f"New {who['at']:%M}"}
    add_element(edition=cast.edition, level=level, parent=parent, facts=facts, **who)


def _retire(cast: Cast, which: int, who: dict[str, Any]) -> None:
    line, why = _line(cast, which), reshaping.Why("Over")
    reshaping.retire_element(element=line, version=line.version, under=None, why=why, **who)


def _remit(cast: Cast, which: int, who: dict[str, Any]) -> None:
    line = _line(cast, which)
    held = line.remits.filter(until_on=None).first()
    seen = held.pk if held else None
    give_remit(element=line, body=body("Cabinet"), seen=seen, on=ON, reason="Moved", **who)


def _replace(cast: Cast, which: int, who: dict[str, Any]) -> None:
    replace_body(body=body("Environment"), successor=body("Overview"), on=ON, reason="", **who)


def _adopt(cast: Cast, which: int, who: dict[str, Any]) -> None:
    edition = Edition.objects.get(pk=cast.edition.pk)
    adopt_edition(
        edition=edition, adopted="Council", adopted_on=ON, version=edition.version, **who
    )  # fmt: skip


MAKE: dict[str, Callable[[Cast, int, dict[str, Any]], None]] = {
    "amend": _amend,
    "add": _add,
    "retire": _retire,
    "remit": _remit,
    "replace": _replace,
    "adopt": _adopt,
    "send": lambda cast, which, who: routing.send_to_body(on=ON, **_step(cast, which), **who),
    "pass": lambda cast, which, who: routing.pass_over(because="Late", **_step(cast, which), **who),
    "hold": lambda cast, which, who: routing.hold_step(
        happened_on=ON, what="Agreed", on=ON, **_step(cast, which), **who
    ),
}


def make_move(cast: Cast, move: str, which: int, who: dict[str, Any]) -> None:
    """One move of a random journey."""
    MAKE[move](cast, which, who)
