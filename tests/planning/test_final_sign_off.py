"""Final sign-off: Council’s decision adopts the edition, which then changes only by request."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goldenthread.core.edition_seen import canonical
from goldenthread.core.refused import Refused
from goldenthread.governance import routing
from goldenthread.governance.changing import decide_change
from goldenthread.governance.deciding import Decided, change_decision
from goldenthread.governance.models import ChangeRequest, Comment, Decision, Step
from goldenthread.governance.moving_dates import ask_for_dates
from goldenthread.governance.seeing import as_it_stands, seen_at
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.planning import refresh
from goldenthread.planning.final_sign_off import adopted_by, decide
from goldenthread.plans import editing, reshaping
from goldenthread.plans.beginning import describe_edition
from goldenthread.plans.describing import Beside, describe_element
from goldenthread.plans.levels import name_levels
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.origins import Why
from goldenthread.plans.redating import move_dates
from tests.cast import AT, ON, STRATEGY, Cast
from tests.governance.test_route import BY, CLERK, a_route, body, held_on, step

pytestmark = pytest.mark.django_db
WHY = Why("It has to")


def council_decides(cast: Cast, adopts: bool = True, about: str = "Strategy", **more: Any) -> Decision:
    """Council decides at the third step, once the first two are over."""
    for place in (1, 2):
        if step(cast, place).state == "TO_COME":
            held_on(cast, place)
    given = {"body": body("Council"), "step": step(cast, 3), **more}
    said = Decided(about=about, text="Adopted", decided_on=ON, **given)
    return decide(council=cast.council, said=said, adopts=adopts, **BY)


@pytest.fixture
def cast() -> Cast:
    return a_route()


def test_council_s_decision_at_the_last_step_adopts_the_edition(cast: Cast) -> None:
    """R109: recorded by who keeps the minutes; the edition is kept as Council saw it."""
    made = council_decides(cast)
    edition = Edition.objects.get(pk=cast.edition.pk)
    assert (edition.state, edition.adopted) == ("ADOPTED", "Council, 2 September 2014")
    assert (edition.adopted_on, edition.is_current) == (ON, True)
    assert adopted_by(edition) == made
    last = step(cast, 3)
    assert (last.state, last.happened_on) == ("HELD", ON)
    seen = seen_at(last, OPERATOR)
    assert seen is not None
    assert seen.state == "DRAFT"
    with pytest.raises(Refused, match="its step stays"):
        change_decision(decision=made, said=Decided(body("Council"), "A", "B", ON), version=2, **BY)


def test_only_council_and_only_at_the_end_signs_off(cast: Cast) -> None:
    """R109: a refusal takes the decision back with it."""
    with pytest.raises(Refused, match="Choose the step"):
        council_decides(cast, step=None)
    with pytest.raises(Refused, match="Only full Council"):
        council_decides(cast, body=body("Cabinet"), step=step(cast, 2))
    routing.add_step(
        edition=cast.edition, said=routing.Stepped(body=body("Overview"), when="June"), **BY
    )  # fmt: skip
    with pytest.raises(Refused, match="Other steps are to come on the route: Overview"):
        council_decides(cast)
    assert not Decision.objects.exists()
    council_decides(cast, adopts=False)
    assert Edition.objects.get(pk=cast.edition.pk).state == "DRAFT"


def adopt_outright(cast: Cast) -> None:
    edition = Edition.objects.get(pk=cast.edition.pk)
    who = {"by": STRATEGY, "at": AT}
    refresh.adopt_edition(
        edition=edition, adopted="Me", adopted_on=ON, version=edition.version, **who
    )  # fmt: skip


def test_an_edition_with_a_route_is_not_adopted_past_it(cast: Cast) -> None:
    """R109: no step is left to come, and Council's decision is on record, whichever way it is adopted."""
    with pytest.raises(Refused, match="Steps are to come on its route: Environment, Cabinet, Council"):
        adopt_outright(cast)
    held_on(cast, 1)
    with pytest.raises(Refused, match="Other steps are to come on the route: Cabinet"):
        said = Decided(body("Council"), "Strategy", "Adopted", ON, step=step(cast, 3))
        decide(council=cast.council, said=said, adopts=True, **BY)
    for place in (2, 3):
        held_on(cast, place)
    with pytest.raises(Refused, match="Record Council’s decision at the last step of the route"):
        adopt_outright(cast)
    decision = council_decides(cast, adopts=False, agrees="NO", reason="Not yet", about="First")
    with pytest.raises(Refused, match="Council’s decision on it is not on record"):
        adopt_outright(cast)
    council_decides(cast, adopts=False)
    adopt_outright(cast)
    assert decision.adopts is False
    assert Edition.objects.get(pk=cast.edition.pk).state == "ADOPTED"


def test_the_comments_that_are_open_at_adoption_are_counted_and_stay_open(cast: Cast) -> None:
    """R109, R117: every comment is closed or counted open."""
    rows = [{"edition_id": cast.edition.pk, "text": text, "disposition": now, "response": "Yes"} for
            text, now in (("One", "OPEN"), ("Two", "NOTED"), ("Three", "OPEN"))]  # fmt: skip
    Comment.objects.bulk_create(
        Comment(council=cast.council, position=at, **row) for at, row in enumerate(rows)
    )
    council_decides(cast)
    entry = Entry.objects.get(verb="adopted", subject_id=cast.edition.pk)
    assert "Two of three comments on it are open" in entry.reason
    assert Comment.objects.filter(disposition="OPEN").count() == 2


Edit = Callable[[Cast, Element, dict[str, Any]], Any]


def _level(cast: Cast, key: str) -> Any:
    return cast.edition.levels.get(key=key)


# Every action by which people edit a plan.
EDITS: dict[str, Edit] = {
    "add": lambda cast, line, who: editing.add_element(
        edition=cast.edition, level=_level(cast, "theme"), parent=None, facts={"title": "New"}, **who
    ),
    "amend": lambda cast, line, who: editing.amend_element(
        element=line, version=line.version, changes={"title": "Otherwise", "owner_id": None}, why=WHY, **who
    ),
    "describe": lambda cast, line, who: describe_element(
        element=line, version=line.version, changes={"detail": "More"}, to=Beside(), why=WHY, **who
    ),
    "move": lambda cast, line, who: editing.move_element(
        element=line, version=line.version, parent=None, why=WHY, **who
    ),
    "shift": lambda cast, line, who: editing.shift_element(element=line, up=True, **who),
    "retire": lambda cast, line, who: reshaping.retire_element(
        element=line, version=line.version, under=None, why=WHY, **who
    ),
    "split": lambda cast, line, who: refresh.split(
        element=line, version=line.version, parts=["One", "Two"], why=WHY, **who
    ),
    "merge": lambda cast, line, who: refresh.merge(
        into=line, version=line.version, others=[cast.elements["place"]], why=WHY, **who
    ),
    "levels": lambda cast, line, who: name_levels(
        edition=cast.edition,
        version=Edition.objects.get(pk=cast.edition.pk).version,
        levels=[{"id": one.pk, "name": "Other", "place": 1} for one in cast.edition.levels.all()[:1]],
        **who,
    ),
    "facts": lambda cast, line, who: describe_edition(
        edition=cast.edition,
        version=Edition.objects.get(pk=cast.edition.pk).version,
        facts={"name": "Other"},
        **who,
    ),
    "close": lambda cast, line, who: refresh.open_edition(
        edition=cast.edition,
        is_open=False,
        version=Edition.objects.get(pk=cast.edition.pk).version,
        **who,
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_every_action_that_edits_refuses_an_adopted_edition(cast: Cast, name: str) -> None:
    """R109: the last step locks the plan, even for those who may do everything."""
    council_decides(cast)
    line = Element.objects.get(pk=cast.elements["action"].pk)
    for officer in (OPERATOR, STRATEGY):
        with pytest.raises(Refused):
            EDITS[name](cast, line, {"by": officer, "at": AT})


class Journeys(TestCase):
    """R109: no approved edition changes without a change request."""

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from([*EDITS, "sign off", "ask"]), st.integers(0, 3)), max_size=10))
    def test_no_approved_edition_changes_without_a_change_request(self, moves: list[tuple[str, int]]) -> None:
        cast, at, approved = a_route(), AT, ""
        for name, which in moves:
            at += timedelta(minutes=1)
            lines = list(Element.objects.filter(edition=cast.edition).order_by("pk"))
            line, who = lines[which % len(lines)], {"by": STRATEGY, "at": at}
            granted = ChangeRequest.objects.filter(state="APPROVED").count()
            with contextlib.suppress(Refused, Element.DoesNotExist):
                self._make(cast, name, line, who)
            now = canonical(as_it_stands(Edition.objects.get(pk=cast.edition.pk), ON))
            if ChangeRequest.objects.filter(state="APPROVED").count() > granted:
                approved = now
            if approved:
                assert now == approved
            elif Edition.objects.get(pk=cast.edition.pk).state == "ADOPTED":
                approved = now

    def _make(self, cast: Cast, name: str, line: Element, who: dict[str, Any]) -> None:
        if name == "sign off":
            if not Step.objects.filter(edition=cast.edition, position=3, state="HELD").exists():
                council_decides(cast)
        elif name == "ask":
            ask_and_grant(line, who)
        else:
            EDITS[name](cast, line, who)


def ask_and_grant(line: Element, who: dict[str, Any]) -> None:
    """Ask for another date of a line, which somebody else grants."""
    later = (line.due_on or ON) + timedelta(days=30)
    request = ask_for_dates(element=line, dates={"due_on": later}, reason="Late", on=ON, **who)
    other = Officer("Leader", "leader", "testbury", "EXECUTIVE")
    decide_change(
        request=request, is_granted=True, decision="Yes", version=request.version, on=ON, by=other,
        at=who["at"],
    )  # fmt: skip


def test_a_date_moves_by_a_request_that_is_granted_and_not_otherwise(cast: Cast) -> None:
    """R109: `move_dates` is what a granted request calls; nobody's page leads to it."""
    council_decides(cast)
    line = Element.objects.get(pk=cast.elements["action"].pk)
    was = canonical(as_it_stands(cast.edition, ON))
    with pytest.raises(Refused):
        editing.amend_element(
            element=line, version=line.version, changes={"due_on": date(2016, 1, 1)}, by=CLERK, at=AT
        )  # fmt: skip
    assert canonical(as_it_stands(Edition.objects.get(pk=cast.edition.pk), ON)) != was  # it is adopted now
    ask_and_grant(line, {"by": STRATEGY, "at": AT})
    line.refresh_from_db()
    assert line.due_on == date(2015, 4, 30)
    assert move_dates.__module__ == "goldenthread.plans.redating"
