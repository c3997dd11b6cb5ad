"""Stages that wait, other councils' cycles taken in one go, and who may."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.cycles import dated
from goldenthread.core.refused import Refused, Stale
from goldenthread.core.stages import Stand
from goldenthread.governance.models import Body, PartnershipDecision, Step
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR
from goldenthread.planning.cycle_policies import read_cycle
from goldenthread.planning.cycling import offered, take_cycle
from goldenthread.planning.models import Stage, Wait
from goldenthread.planning.staging import (
    Staged,
    add_stage,
    add_wait,
    change_stage,
    remove_stage,
    remove_wait,
)
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.prepared import prepared_of
from goldenthread.reports.figures.stages import planning_of
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": STRATEGY, "at": AT}


@pytest.fixture
def cast() -> Cast:
    return a_council()


def stage(cast: Cast, name: str, first: date = ON, last: date | None = None, **more: Any) -> Stage:
    said = Staged("PLAN", name, first, last or first, **more)
    return add_stage(council=cast.council, said=said, **WHO)


def test_a_stage_waits_for_another_and_says_why(cast: Cast) -> None:
    """R040, R002."""
    partners = stage(cast, "Partners plan", date(2014, 8, 1), date(2014, 8, 29))
    workshops = stage(cast, "Workshops", date(2014, 10, 1), date(2014, 10, 31), edition=cast.edition)
    add_wait(stage=workshops, awaited=partners, reason="they decide first", **WHO)
    found = {one.stage.name: one for one in planning_of(cast.council, VISITOR, ON).stages}
    assert found["Workshops"].waiting == "Waits for “Partners plan”, because they decide first."
    assert found["Partners plan"].stand is Stand.OVERDUE
    assert found["Partners plan"].slack == ("22 working days before “Workshops”, which waits for this.",)
    assert [one.stage.name for one in found["Partners plan"].held_up] == ["Workshops"]
    done = Staged("PLAN", "Partners plan", date(2014, 8, 1), date(2014, 8, 29), done_on=date(2014, 8, 29))
    change_stage(stage=partners, said=done, version=1, **WHO)
    again = {one.stage.name: one for one in planning_of(cast.council, VISITOR, ON).stages}
    assert again["Workshops"].waiting == ""


def test_what_cannot_wait_is_refused_with_a_sentence(cast: Cast) -> None:
    """R040."""
    one, two, three = (stage(cast, name) for name in ("One", "Two", "Three"))
    add_wait(stage=one, awaited=two, reason="x", **WHO)
    add_wait(stage=two, awaited=three, reason="x", **WHO)
    elsewhere = stage_elsewhere()
    for held, awaited, reason, sentence in (
        (three, one, "x", "“Three” waits for “One”, which waits for “Two”, which waits for “Three”"),
        (one, one, "x", "can’t wait for itself"),
        (one, two, "x", "waits for “Two” already"),
        (one, three, " ", "Say why it waits"),
        (one, elsewhere, "x", "this council’s own calendar"),
    ):
        with pytest.raises(Refused, match=sentence):
            add_wait(stage=held, awaited=awaited, reason=reason, **WHO)
    assert Wait.objects.count() == 2


def stage_elsewhere() -> Stage:
    other = a_council("elsewhere")
    said = Staged("PLAN", "Theirs", ON, ON)
    return add_stage(council=other.council, said=said, by=STRANGER, at=AT)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(pairs=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8))
def test_whatever_is_asked_no_circle_is_stored(cast: Cast, pairs) -> None:
    Stage.objects.all().delete()
    stages = [stage(cast, f"S{number}") for number in range(4)]
    for held, awaited in pairs:
        try:
            add_wait(stage=stages[held], awaited=stages[awaited], reason="x", **WHO)
        except Refused:
            continue
    left = {one.pk for one in stages}
    waits = list(Wait.objects.values_list("stage_id", "awaited_id"))
    while left:
        free = {pk for pk in left if not any(a == pk and b in left for a, b in waits)}
        assert free
        left -= free


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_only_those_who_keep_the_calendar_change_it(cast: Cast, by) -> None:
    one, two = stage(cast, "One"), stage(cast, "Two")
    wait = add_wait(stage=one, awaited=two, reason="x", **WHO)
    cycle = read_cycle("hartlepool-2012")
    for action, given_to in (
        (add_wait, {"stage": two, "awaited": one, "reason": "x"}),
        (remove_wait, {"wait": wait}),
        (remove_stage, {"stage": one}),
        (take_cycle, {
            "council": cast.council, "cycle": cycle, "year": 2015, "chosen": ["cabinet"], "edition": None,
        }),
    ):  # fmt: skip
        with pytest.raises(Refused):
            action(**given_to, by=by, at=AT)
    assert Stage.objects.count() == 2


def test_a_stage_that_goes_takes_its_waits_along_and_the_ledger_keeps_them(cast: Cast) -> None:
    one, two = stage(cast, "One"), stage(cast, "Two")
    add_wait(stage=one, awaited=two, reason="they decide first", **WHO)
    remove_stage(stage=two, **WHO)
    assert not Wait.objects.exists()
    entry = Entry.objects.get(subject_kind="wait", verb="removed")
    assert entry.before["reason"] == "they decide first"


def test_what_was_done_has_its_day_and_a_stale_change_is_refused(cast: Cast) -> None:
    one = stage(cast, "One")
    said = Staged("PLAN", "One", ON, ON, done_what="Held")
    with pytest.raises(Refused, match="on which day"):
        change_stage(stage=one, said=said, version=1, **WHO)
    change_stage(stage=one, said=said._replace(done_on=ON), version=1, **WHO)
    with pytest.raises(Stale):
        change_stage(stage=one, said=said._replace(done_on=ON), version=1, **WHO)


def test_an_edition_of_another_council_is_not_prepared_here(cast: Cast) -> None:
    other = a_council("elsewhere")
    with pytest.raises(Refused, match="this council’s own plans"):
        stage(cast, "One", edition=other.edition)


def test_a_cycle_is_put_on_the_calendar_whole_with_its_waits(cast: Cast) -> None:
    """R002, R040."""
    cycle = read_cycle("maidstone-2012")
    chosen = [one.step.key for one in dated(cycle, 2015) if one.step.key != "implementation"]
    made = take_cycle(
        council=cast.council, cycle=cycle, year=2015, chosen=chosen, edition=cast.edition, **WHO
    )
    assert len(made) == 7
    assert Stage.objects.get(name__startswith="Cabinet considers").starts_on == date(2014, 9, 14)
    assert Stage.objects.filter(edition=cast.edition).count() == 6  # the budget's prepares none
    assert Wait.objects.count() == 3
    assert sum(one.is_there for one in offered(cast.council, cycle, 2015)) == 7


def test_a_cycle_is_taken_all_or_none(cast: Cast) -> None:
    cycle = read_cycle("hartlepool-2012")
    stage(cast, "Cabinet", date(2015, 3, 19))
    given_to: dict[str, Any] = {"council": cast.council, "cycle": cycle, "year": 2015, "edition": None}
    for chosen, sentence in (
        (["scrutiny", "cabinet"], "“Cabinet” is on the calendar for that day already"),
        ([], "Tick at least one"),
        (["lost"], "no stage “lost” any more"),
    ):
        with pytest.raises(Refused, match=sentence):
            take_cycle(**given_to, chosen=chosen, **WHO)
    assert Stage.objects.count() == 1


def test_how_it_was_prepared_is_gathered_from_the_log(cast: Cast) -> None:
    """R093, R062: stages, bodies on the route and partnerships' decisions."""
    stage(cast, "Away day", done_on=ON, done_what="Members met", edition=cast.edition)
    stage(cast, "Of another edition")
    body = Body.objects.create(council=cast.council, name="Cabinet", kind="EXECUTIVE")
    route = {"council": cast.council, "edition": cast.edition, "when": "2 September 2014"}
    Step.objects.create(**route, body=body, position=1, happened_on=ON, what="Agrees it")
    Step.objects.create(**route, position=2, what="Workshops")
    PartnershipDecision.objects.create(
        council=cast.council, body=body, text="Fewer cars", taken_in="YES", element=cast.elements["place"]
    )
    Edition.objects.filter(pk=cast.edition.pk).update(how_prepared="In workshops.")
    found = prepared_of(Edition.objects.get(pk=cast.edition.pk), VISITOR, ON)
    told = {one.heading: one for one in found.passages}
    assert found.written == "In workshops."
    assert told["What was done"].lines == ("Away day, 2 September 2014: Members met.",)
    assert told["Who considered it"].text == "These bodies considered it: Cabinet on 2 September 2014."
    assert told["What partnerships decided"].lines == ("Cabinet: Fewer cars. Taken in.",)


def test_a_closed_draft_is_not_named_to_others(cast: Cast) -> None:
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    stage(cast, "Workshops", edition=cast.edition)
    (own,), (theirs,) = (planning_of(cast.council, who, ON).stages for who in (STRATEGY, STRANGER))
    assert own.edition == cast.edition
    assert theirs.edition is None


@pytest.mark.parametrize("many", [1, 3])
def test_the_planning_asks_as_much_for_three_stages_as_for_one(cast: Cast, many: int) -> None:
    stages = [stage(cast, f"S{number}", edition=cast.edition) for number in range(many)]
    for one in stages[1:]:
        add_wait(stage=one, awaited=stages[0], reason="x", **WHO)
    with CaptureQueriesContext(connection) as asked:
        planning_of(cast.council, STRATEGY, ON)
    assert len(asked) == 3
