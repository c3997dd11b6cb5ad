"""Decisions, their tasks, minutes, recommendations, endorsements and work programmes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.governance import decision_queries as queries
from goldenthread.governance.conditions import left_without_task, without_task
from goldenthread.governance.deciding import Decided, call_in, change_decision, record_decision
from goldenthread.governance.endorsing import Endorsed, change_endorsement, endorse, remove_endorsement
from goldenthread.governance.minuting import Minuted, add_minute, change_minute, remove_minute
from goldenthread.governance.models import (
    Decision,
    Endorsement,
    Minute,
    Paper,
    Recommendation,
    Task,
    WorkItem,
)
from goldenthread.governance.recommending import (
    Recommended,
    add_recommendation,
    change_recommendation,
    remove_recommendation,
)
from goldenthread.governance.remits import replace_body
from goldenthread.governance.route_queries import recommendations_of, work_items_of
from goldenthread.governance.tasks import Given, change_task, follow_task, give_task
from goldenthread.governance.work_programmes import (
    Planned,
    add_work_item,
    change_work_item,
    refer_to_work_programme,
)
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Edition
from goldenthread.reports.figures import route as told
from goldenthread.reports.tables.decided import in_order, task_stands
from tests.cast import ON, OWNER, STRANGER, Cast
from tests.governance.test_route import BY, a_route, body, step

pytestmark = pytest.mark.django_db
LATE, SOON = date(2014, 9, 1), date(2014, 10, 1)


@pytest.fixture
def cast() -> Cast:
    return a_route()


def decided(cast: Cast, **more: Any) -> Decision:
    given = {"about": "The strategy", "text": "Agreed", "decided_on": ON, **more}
    said = Decided(body=given.pop("body", body("Cabinet")), **given)
    return record_decision(council=cast.council, said=said, **BY)


def test_a_decision_that_differs_has_its_own_reason(cast: Cast) -> None:
    """R089."""
    with pytest.raises(Refused, match="write the body’s own reason"):
        decided(cast, agrees="IN_PART")
    made = decided(cast, agrees="IN_PART", reason="So that changes can be followed", conditions="Soon")
    assert made.call_in_until == date(2014, 9, 9)
    assert told.of_decision(made) == "Cabinet decided on 2 September 2014, as recommended only in part."
    with pytest.raises(Refused, match="on record already"):
        decided(cast)
    assert decided(cast, body=body("Environment")).call_in_until is None
    with pytest.raises(Refused, match="Only"):
        record_decision(
            council=cast.council, said=Decided(body("Cabinet"), "X", "Y", ON), by=OWNER, at=BY["at"]
        )


def test_each_condition_becomes_a_task_or_is_counted_without_one(cast: Cast) -> None:
    """R089: conditions become tracked tasks of the post whose paper it was; nothing of them is lost."""
    post = cast.council.posts.create(title="Head of Strategy")
    facts = {"slug": "p", "title": "P", "report_of": post.title, "state": "APPROVED"}
    paper = Paper.objects.create(council=cast.council, **facts)
    made = decided(cast, paper=paper, conditions="Do A\n\n Do B ")
    tasks = list(Task.objects.filter(decision=made))
    assert [(one.text, one.origin, one.owner) for one in tasks] == [
        ("Do A", "CONDITION", post), ("Do B", "CONDITION", post),
    ]  # fmt: skip
    bare = decided(cast, about="Another", conditions="Do C\nDo D")
    assert without_task(bare, []) == ["Do C", "Do D"]
    give_task(
        council=cast.council, said=Given("C, in other words", "CONDITION", bare, who="Us"), **BY
    )  # fmt: skip
    assert left_without_task([made, bare]) == 1
    assert "One condition has no task yet." in told.of_decisions([made, bare], 1)


def test_a_decision_is_called_in_while_it_can_be(cast: Cast) -> None:
    """R089: and what came of that is recorded beside it."""
    made = decided(cast)
    who: dict[str, Any] = {"decision": made, "because": "Too dear", "outcome": "", **BY}
    with pytest.raises(Refused, match="could be called in until 9 September 2014"):
        call_in(on=date(2014, 9, 10), version=1, **who)
    with pytest.raises(Refused, match="before it was taken"):
        call_in(on=LATE, version=1, **who)
    with pytest.raises(Refused, match="Say why"):
        call_in(on=ON, version=1, **{**who, "because": " "})
    call_in(on=ON, version=1, **who)
    call_in(on=ON, version=2, **{**who, "outcome": "It stands"})
    made.refresh_from_db()
    assert (made.called_in_on, made.call_in_outcome) == (ON, "It stands")
    with pytest.raises(Stale):
        change_decision(decision=made, said=Decided(body("Cabinet"), "A", "B", ON), version=1, **BY)
    scrutiny = decided(cast, body=body("Environment"))
    with pytest.raises(Refused, match="Only a decision with a time"):
        call_in(on=ON, version=1, **{**who, "decision": scrutiny})


def test_tasks_are_followed_by_their_owner_until_they_are_done(cast: Cast) -> None:
    """R083, R089."""
    decision, head = decided(cast), cast.council.posts.get(title="Head of Streets")
    late = Given("Mend it", decision=decision, owner=head, due_on=LATE)
    made = give_task(council=cast.council, said=late, **BY)
    give_task(council=cast.council, said=Given("Later", decision=decision, who="Police", due_on=SOON), **BY)
    give_task(council=cast.council, said=Given("Some day", decision=decision, who="Police"), **BY)
    shown = in_order(queries.tasks_of(cast.council, OWNER), ON)
    assert [task_stands(one, ON) for one in shown] == [
        "Overdue since 1 September 2014", "Due by 1 October 2014", "To do, no day set",
    ]  # fmt: skip
    assert (
        told.of_tasks(shown, ON)
        == "Three tasks came of meetings: none done, one overdue; one has no day yet."
    )
    clerk = Officer("Street Clerk", "neighbour", "testbury", "OWNER")
    done: dict[str, Any] = {"task": made, "done_on": ON, "outcome": "Mended", "version": 1, "at": BY["at"]}
    with pytest.raises(Refused, match="Only"):
        follow_task(by=clerk, **done)
    with pytest.raises(Refused, match="what came of it"):
        follow_task(by=OWNER, **{**done, "outcome": ""})
    follow_task(by=OWNER, **done)
    with pytest.raises(Stale):
        follow_task(by=OWNER, **done)
    made.refresh_from_db()
    with pytest.raises(Refused, match="Only"):
        change_task(task=made, said=late, version=2, by=OWNER, at=BY["at"])
    change_task(task=made, said=late._replace(text="Mend it well"), version=2, **BY)
    assert Task.objects.get(pk=made.pk).text == "Mend it well"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Given(" ", who="Us"), "Say what is to be done"),
        (Given("X"), "Say who does it"),
        (Given("X", who="Us"), "Say what it came of"),
        (Given("X", origin="PROMISE", who="Us"), "Say what it came of"),
        (Given("X", who="Us", outcome="Done"), "on which day it was done"),
    ],
)
def test_a_task_that_cannot_be_is_refused(cast: Cast, said: Given, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        give_task(council=cast.council, said=said, **BY)


def test_minutes_hold_questions_answers_and_promises_until_these_are_followed_up(cast: Cast) -> None:
    """R128, R130."""
    where: dict[str, Any] = {"step": step(cast), "council": cast.council}
    asked = add_minute(council=cast.council, said=Minuted("QUESTION", "Is it?", step=step(cast)), **BY)
    promise = Minuted("PROMISE", "It will be", "Leader", step=step(cast), answers=asked, due_on=SOON)
    made = add_minute(council=cast.council, said=promise, **BY)
    add_minute(council=cast.council, said=Minuted("VIEW", "Pleased", "The Chair", step=where["step"]), **BY)
    found = queries.minutes_of(cast.council, VISITOR)
    assert [(one.position, one.kind) for one in found] == [(1, "QUESTION"), (2, "PROMISE"), (3, "VIEW")]
    assert told.of_minutes(found) == (
        "Three entries: one question, one promise, one view. Of the promises, one not yet followed up."
    )
    task = Given("Do it", origin="PROMISE", minute=made, who="Leader")
    give_task(council=cast.council, said=task, **BY)
    with pytest.raises(Refused, match="no promise"):
        give_task(council=cast.council, said=task._replace(minute=asked), **BY)
    with pytest.raises(Refused, match="what came of the promise"):
        change_minute(minute=made, said=promise._replace(followed_on=ON), version=1, **BY)
    change_minute(minute=made, said=promise._replace(followed_on=ON, came_of_it="It is"), version=1, **BY)
    with pytest.raises(Refused, match="A task came of this"):
        remove_minute(minute=made, version=2, **BY)
    remove_minute(minute=asked, version=1, **BY)
    assert Minute.objects.get(pk=made.pk).answers is None
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    assert queries.minutes_of(cast.council, VISITOR) == []
    assert queries.tasks_of(cast.council, VISITOR) == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Minuted("VIEW", "X"), "Choose the meeting"),
        (Minuted("VIEW", " "), "Write what was said"),
        (Minuted("VIEW", "X", due_on=SOON), "Only a promise has a day"),
        (Minuted("PROMISE", "X", came_of_it="Yes"), "on which day the promise"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(cast: Cast, said: Minuted, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        add_minute(council=cast.council, said=said, **BY)


def test_a_recommendation_is_open_until_it_is_replied_to(cast: Cast) -> None:
    """R108: each has the Executive's reply."""
    made = add_recommendation(step=step(cast), said=Recommended("Plant trees"), **BY)
    add_recommendation(step=step(cast), said=Recommended("And hedges"), **BY)
    found = recommendations_of(cast.council, VISITOR)
    assert told.of_recommendations(found) == "Two recommendations on record; two wait for a reply."
    with pytest.raises(Refused, match="Write the words of the reply"):
        change_recommendation(recommendation=made, said=Recommended("X", "NOTED"), version=1, **BY)
    replied = Recommended("Plant trees", "IN_PART", "Ten of them", "Cabinet", ON)
    change_recommendation(recommendation=made, said=replied, version=1, **BY)
    assert [one.number for one in recommendations_of(cast.council, VISITOR)] == [2, 1]
    with pytest.raises(Refused, match="it is kept"):
        remove_recommendation(recommendation=made, version=2, **BY)
    other = Recommendation.objects.get(number=2)
    remove_recommendation(recommendation=other, version=1, **BY)
    with pytest.raises(Refused, match="another council"):
        add_recommendation(step=step(cast), said=Recommended("X"), by=STRANGER, at=BY["at"])


def test_a_body_endorses_a_plan_of_partners(cast: Cast) -> None:
    """R071."""
    said = Endorsed(body("Cabinet"), cast.edition.plan, ON, cast.edition, "Endorsed")
    made = endorse(council=cast.council, said=said, **BY)
    with pytest.raises(Refused, match="on record already"):
        endorse(council=cast.council, said=said, **BY)
    change_endorsement(endorsement=made, said=said._replace(text="Warmly"), version=1, **BY)
    assert [one.text for one in queries.endorsements_of_plan(cast.edition.plan)] == ["Warmly"]
    assert told.of_endorsements([made]) == "One plan endorsed, the latest on 2 September 2014."
    remove_endorsement(endorsement=made, version=2, **BY)
    assert not Endorsement.objects.exists()


def test_unfinished_work_moves_to_the_successor_and_keeps_where_it_began(cast: Cast) -> None:
    """R116, R117."""
    refer_to_work_programme(
        council=cast.council, body=body("Environment"), topic="Housing", why="A comment", **BY
    )
    done = add_work_item(council=cast.council, said=Planned(body("Environment"), "Trees"), **BY)
    said = Planned(body("Environment"), "Trees", state="DONE", outcome="Planted")
    change_work_item(item=done, said=said, version=1, **BY)
    replace_body(body=body("Environment"), successor=body("Overview"), on=ON, reason="", **BY)
    found = [(one.topic, str(one.body), str(one.first_body or "")) for one in work_items_of(cast.council)]
    assert found == [("Housing", "Overview", "Environment"), ("Trees", "Environment", "")]
    with pytest.raises(Refused, match="was replaced by Overview"):
        refer_to_work_programme(
            council=cast.council, body=body("Environment"), topic="Late", why="", **BY
        )  # fmt: skip
    moved = WorkItem.objects.get(topic="Housing")
    change_work_item(item=moved, said=Planned(body("Cabinet"), "Housing"), version=2, **BY)
    assert str(WorkItem.objects.get(topic="Housing").first_body) == "Environment"
    done.refresh_from_db()
    change_work_item(item=done, said=said._replace(outcome="All planted"), version=2, **BY)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"topic": " "}, "Say what the body means"),
        ({"state": "DROPPED"}, "Say what came of it"),
        ({"state": "DONE", "outcome": "Yes"}, "A new item is"),
    ],
)
def test_an_item_that_cannot_be_is_refused(cast: Cast, more: dict[str, Any], sentence: str) -> None:
    given = {"topic": "Trees", **more}
    with pytest.raises(Refused, match=sentence):
        add_work_item(council=cast.council, said=Planned(body("Cabinet"), **given), **BY)
