"""The pages of meetings, the route, decisions, tasks and minutes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.governance.models import Decision, Meeting, Minute, Recommendation, Step, Task, WorkItem
from goldenthread.people.models import Council, User
from goldenthread.plans.models import Edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(grow) -> Council:
    council = grow(2, slug="small")
    for name, kind in (("Overview", "SCRUTINY"), ("Cabinet", "EXECUTIVE"), ("Full council", "COUNCIL")):
        council.bodies.get_or_create(name=name, defaults={"kind": kind})
    return council


def signed_in(small: Council, duty: str) -> Client:
    client = Client()
    user = User.objects.create(username=f"small.{duty}", post=small.posts.first(), duty=duty)
    client.force_login(user)
    return client


@pytest.fixture
def clerk(small) -> Client:
    return signed_in(small, "DEMOCRATIC")


def post(client: Client, at: str, **said: Any) -> str:
    """Send a form, expect it to be taken, and give the page that comes after it."""
    answer = client.post(at, {"version": 0, **said}, follow=True)
    assert answer.redirect_chain, answer.content.decode()
    return answer.content.decode()


def body(small: Council, name: str) -> int:
    return small.bodies.get(name=name).pk


def edition_of(small: Council) -> Edition:
    return Edition.objects.get(plan__council=small, plan__is_main=True, is_current=True)


def test_a_clerk_takes_an_edition_through_its_route(small, clerk) -> None:
    """R108, R110: meeting, step, what it may influence, sent, held, and what changed since."""
    cabinet = body(small, "Cabinet")
    shown = post(clerk, "/small/meetings/add/", body=cabinet, meets_on="2 September 2014")
    assert "with papers published by 22 August 2014" in shown.replace("\n", " ")
    meeting = Meeting.objects.get()
    edition = edition_of(small)
    Step.objects.filter(edition=edition).delete()
    route = f"/small/route/{edition.plan.slug}/{edition.slug}/"
    said = {"body": cabinet, "meeting": meeting.pk, "influence": "The dates", "comments_until": "1/9/2014"}
    shown = post(clerk, f"{route}add/", **said)
    assert "May influence: The dates" in shown
    step = Step.objects.get(edition=edition, meeting=meeting)
    at = f"/small/steps/{step.pk}/"
    assert "The dates" in Client().get("/small/meetings/").content.decode()
    shown = post(clerk, f"{at}do/send/", version=step.version)
    assert "The edition as Cabinet saw it" in shown
    assert Client().get(f"{at}as-seen/").status_code == 200
    assert "Nothing has changed between" in Client().get(f"{at}since/").content.decode()
    line = edition.elements.exclude(title="").first()
    type(line).objects.filter(pk=line.pk).update(title="Another name")
    assert "“Another name”" in Client().get(f"{at}since/").content.decode()
    assert "Another name" not in Client().get(f"{at}as-seen/?as=csv").content.decode()
    stale = clerk.post(f"{at}held/", {"version": step.version, "happened_on": "2 September 2014"})
    assert "Somebody else changed this step" in stale.content.decode()
    shown = post(clerk, f"{at}held/", version=step.version + 1, happened_on="2 September 2014", what="Agreed")
    assert "Cabinet considered" in shown
    assert Client().get(f"/small/meetings/{meeting.pk}/").status_code == 200
    post(clerk, f"/small/meetings/{meeting.pk}/cancel/", version=1, is_cancelled="yes")
    assert Meeting.objects.get().is_cancelled


def test_a_decision_with_its_task_and_minutes_are_recorded(small, clerk) -> None:
    """R089, R128, R130: and the owner of the task says that it is done."""
    said = {"body": body(small, "Cabinet"), "about": "Trees", "decided_on": "2 September 2014"}
    wrong = clerk.post("/small/decisions/add/", {"version": 0, **said, "text": "No", "agrees": "NO"})
    assert wrong.status_code == 422
    assert "own reason" in wrong.content.decode()
    shown = post(
        clerk,
        "/small/decisions/add/",
        **said,
        text="Half",
        agrees="IN_PART",
        reason="Money",
        conditions="A\nB",
    )
    assert "as recommended only in part" in shown
    decision = Decision.objects.get()
    assert "Two conditions have no task yet." in shown
    form = clerk.get(f"/small/tasks/add/?decision={decision.pk}&condition=1").content.decode()
    assert "B</textarea>" in form
    owner = small.posts.first()
    given = {"text": "Plant them", "origin": "DECISION", "decision": decision.pk, "owner": owner.pk}
    post(clerk, "/small/tasks/add/", **given, due_on="1 September 2014")
    assert "Overdue since 1 September 2014" in Client().get("/small/tasks/").content.decode()
    task = Task.objects.get()
    does = signed_in(small, "OWNER")
    done = {"version": 1, "done_on": "2 September 2014", "outcome": "Planted"}
    assert "Planted" in post(does, f"/small/tasks/{task.pk}/follow/", **done)
    assert does.post(f"/small/tasks/{task.pk}/change/", {}).status_code == 403
    call_in = {"version": 1, "called_in_on": "3 September 2014", "called_in_because": "Too few"}
    assert "Called in on 3 September" in post(clerk, f"/small/decisions/{decision.pk}/call-in/", **call_in)
    step = small.steps.first() or Step.objects.create(
        council=small, edition=edition_of(small), position=1, body_id=said["body"], when="May", what="Looks"
    )
    promise = {"kind": "PROMISE", "step": step.pk, "text": "More next year", "said_by": "The Leader"}
    post(clerk, "/small/minutes/add/", **promise)
    assert "More next year" in Client().get("/small/minutes/?only=promises").content.decode()
    entry = Minute.objects.get(text="More next year")
    followed = {**promise, "version": 1, "followed_on": "2 September 2014", "came_of_it": "They came"}
    assert "They came" in post(clerk, f"/small/minutes/{entry.pk}/", **followed)
    assert "More next year" not in Client().get("/small/minutes/?only=promises").content.decode()
    post(clerk, f"/small/steps/{step.pk}/recommend/", text="Hedges", reply="OPEN")
    assert "one waits for a reply" in Client().get("/small/recommendations/").content.decode()
    held = Recommendation.objects.get()
    reply = {
        "version": 1,
        "text": "Hedges",
        "reply": "NOTED",
        "reply_words": "Thanks",
        "replied_by": "Cabinet",
    }
    assert "Thanks" in post(clerk, f"/small/recommendations/{held.pk}/", **reply)
    endorsed = {"body": said["body"], "plan": edition_of(small).plan_id, "endorsed_on": "3/6/2014"}
    assert "3 June 2014" in post(clerk, "/small/endorsements/add/", **endorsed)


def test_a_new_committee_is_added_and_renamed(small, clerk) -> None:
    """R117: so that it can take over from an old one."""
    shown = post(clerk, "/small/bodies/add/", name="Panel", kind="SCRUTINY", short="P")
    assert "Rename this body" in shown
    made = small.bodies.get(name="Panel")
    at = f"/small/bodies/{made.pk}/rename/"
    assert "Policy Panel" in post(clerk, at, name="Policy Panel", kind="SCRUTINY", seen="Panel")
    stale = clerk.post(at, {"name": "Other", "kind": "SCRUTINY", "seen": "Panel"})
    assert "it is called Policy Panel now" in stale.content.decode()
    assert Client().get(at).status_code in (302, 403)


def test_an_item_of_work_is_finished_with_its_outcome(small, clerk) -> None:
    """R116."""
    item = {"body": body(small, "Overview"), "topic": "Housing"}
    post(clerk, "/small/work-programmes/add/", **item, state="PROPOSED")
    held = WorkItem.objects.get(topic="Housing")
    at = f"/small/work-programmes/{held.pk}/"
    wrong = clerk.post(at, {"version": 1, **item, "state": "DONE"})
    assert "Say what came of it" in wrong.content.decode()
    assert "Built" in post(clerk, at, version=1, **item, state="DONE", outcome="Built")
    assert "Housing" in Client().get(f"/small/bodies/{item['body']}/").content.decode()


def test_a_comment_and_the_item_it_became_lead_to_each_other(small, clerk) -> None:
    """R116: on the comment's page, in the list, on the item's page and on the body's."""
    overview = small.bodies.get(name="Overview")
    item = WorkItem.objects.create(council=small, body=overview, topic="Housing")
    comment = small.comments.create(
        edition=edition_of(small), position=90, text="More homes?", work_item=item, response="See there",
        disposition="REFERRED",
    )  # fmt: skip
    link = f'href="/small/comments/{comment.pk}/"'
    for at in ("work-programmes/", f"bodies/{overview.pk}/", f"work-programmes/{item.pk}/"):
        assert link in clerk.get(f"/small/{at}").content.decode()
    shown = clerk.get(f"/small/comments/{comment.pk}/").content.decode()
    assert f'href="/small/work-programmes/?body={overview.pk}"' in shown
    edition = comment.edition
    edition.state, edition.is_open = "DRAFT", False
    edition.save()
    for at in ("work-programmes/", f"bodies/{overview.pk}/"):
        assert link not in Client().get(f"/small/{at}").content.decode()


@pytest.mark.parametrize(
    "at",
    ["meetings/all/", "work-programmes/", "decisions/", "tasks/", "minutes/", "endorsements/", "meetings/"],
)
def test_a_list_asks_as_often_for_one_as_for_three(small, at) -> None:
    cabinet = small.bodies.get(name="Cabinet")
    edition = edition_of(small)

    def more(day: int) -> None:
        on = f"2014-09-0{day}"
        meeting = Meeting.objects.create(council=small, body=cabinet, meets_on=on)
        step = Step.objects.create(
            council=small, edition=edition, position=40 + day, body=cabinet, when="x", meeting=meeting
        )
        WorkItem.objects.create(council=small, body=cabinet, topic=f"Topic {day}", first_body=cabinet)
        decision = Decision.objects.create(
            council=small, body=cabinet, about="It", text="Yes", decided_on=on, step=step, meeting=meeting
        )
        minute = Minute.objects.create(council=small, step=step, position=1, kind="PROMISE", text="Yes")
        Task.objects.create(council=small, text="Do", decision=decision, owner=small.posts.first())
        Task.objects.create(council=small, text="Do", minute=minute, origin="PROMISE", who="Us")
        small.endorsements.create(body=cabinet, plan=edition.plan, endorsed_on=on)

    counts = []
    for day in (1, 2, 3):
        more(day)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert Client().get(f"/small/{at}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[2], counts
