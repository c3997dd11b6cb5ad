"""A way out is asked for once, claimed by one worker, cancelled at any time, and kept once (R010, R111)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from goldenthread.core.refused import Refused
from goldenthread.core.relief import Rule
from goldenthread.core.relief_solved import Progress
from goldenthread.core.scenario import Change, Kind
from goldenthread.ledger.claims import LEASE, MOST_ATTEMPTS
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import OPERATOR, VISITOR
from goldenthread.plans.models import Edition
from goldenthread.resources.models import Capacity, Need, ReliefRun
from goldenthread.resources.relief_queries import (
    answer_of,
    before,
    is_stale,
    is_unattended,
    moves_of,
    posed,
    run_at,
    runs_of,
)
from goldenthread.resources.relief_working import words_of, work_out
from goldenthread.resources.relieving import cancel_way_out, claim_next, fail, finish, let_go, renew, tell
from goldenthread.resources.workload_queries import quarters_of_edition
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, Cast
from tests.cast_relief import AUTUMN, an_overloaded_council, asked, working

pytestmark = pytest.mark.django_db
LATER = AT + LEASE + timedelta(seconds=1)


@pytest.fixture
def cast() -> Cast:
    return an_overloaded_council()


def claimed(worker: str = "one", at=AT) -> ReliefRun:
    found = claim_next(worker=worker, at=at)
    assert found is not None
    return found


def verbs() -> list[str]:
    return list(Entry.objects.filter(subject_kind="reliefrun").order_by("pk").values_list("verb", flat=True))


def test_asking_twice_is_one_search_and_one_entry(cast: Cast) -> None:
    """R111."""
    run = asked(cast)
    assert asked(cast, at=LATER) == run
    assert asked(cast, rule=Rule(limit=90)) != run
    assert asked(cast, rule=Rule(sooner=2)) != run
    assert (run.quarters, run.limit, run.furthest, run.share, run.state) == (8, 100, 4, 10, "QUEUED")
    assert verbs() == ["asked for"] * 3


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"by": NEIGHBOUR}, "work out"),
        ({"by": STRANGER}, "another council"),
        ({"by": VISITOR}, "Sign in first"),
        ({"rule": Rule(limit=0)}, "limit as a percentage"),
        ({"rule": Rule(furthest=13)}, "a deferral may go, from 0 to 12"),
        ({"rule": Rule(sooner=13)}, "brought forward, from 0 to 12"),
        ({"seconds": 0}, "from one second"),
    ],
)
def test_who_may_not_ask_and_what_cannot_be_asked(cast: Cast, more, reason) -> None:
    if reason == "work out":
        reason = "worked out"
    with pytest.raises(Refused, match=reason):
        asked(cast, **more)
    assert not ReliefRun.objects.exists()


def test_without_any_capacity_nothing_can_be_full(cast: Cast) -> None:
    Capacity.objects.all().delete()
    with pytest.raises(Refused, match="Nobody has said what any service can give"):
        asked(cast)


def test_a_way_out_is_worked_out_and_kept_with_its_proof(cast: Cast) -> None:
    """R111: what is moved, what that loses, and the bound that proves it."""
    run = asked(cast)
    assert work_out(claimed(), working())
    run.refresh_from_db()
    assert (run.state, run.best, run.bound, run.finished_at) == ("DONE", 200, 200, AT)
    assert moves_of(run) == [Change(Kind.DEFER, cast.elements["signs"].pk, quarters=1)]
    told = answer_of(run)
    assert told is not None
    assert told.moves[0].reasons == (
        "Streets in October to December 2014 is full: 70 days asked of 50. "
        "Deferring “Signs” to the next quarter frees 30 days.",
    )
    assert verbs() == ["asked for", "worked out"]
    assert Entry.objects.get(verb="worked out").by_post == "The worker of this installation"


def test_an_answer_is_stale_once_what_decided_it_changes(cast: Cast) -> None:
    run = asked(cast)
    work_out(claimed(), working())
    run.refresh_from_db()
    assert not is_stale(run)
    Need.objects.filter(element__code="bins").update(days=Decimal(41))
    assert is_stale(run)


def test_of_two_workers_one_gets_it_and_a_dead_one_is_followed(cast: Cast) -> None:
    """R111: whatever kills a worker, another finds what it was doing."""
    asked(cast)
    first = claimed("one")
    assert claim_next(worker="two", at=AT) is None
    assert renew(first, AT) and tell(first, "On the way.", 300, 100)
    second = claimed("two", LATER)
    assert second.pk == first.pk and (second.progress, second.best) == ("", None)
    assert not renew(first, LATER) and not tell(first, "Still here.", 1, 1) and not let_go(first)
    assert not finish(first, result="{}", digest="x", best=1, bound=1, at=LATER)
    assert work_out(second, working())
    assert ReliefRun.objects.get().state == "DONE"


def test_what_kills_its_worker_each_time_is_given_up_in_words(cast: Cast) -> None:
    asked(cast)
    for attempt in range(MOST_ATTEMPTS):
        claimed("one", AT + attempt * (LEASE + timedelta(seconds=1)))
    assert claim_next(worker="one", at=AT + timedelta(hours=1)) is None
    run = ReliefRun.objects.get()
    assert run.state == "FAILED" and run.fault.startswith("It was begun 3 times and never finished")
    assert verbs() == ["asked for", "failed"]


def test_what_fails_is_tried_again_and_then_says_why(cast: Cast) -> None:
    asked(cast)
    for state in ("QUEUED", "QUEUED", "FAILED"):
        fail(claimed(), "No paper.", at=AT)
        assert ReliefRun.objects.get().state == state
    assert ReliefRun.objects.get().fault == "No paper."


def test_a_search_that_is_cancelled_keeps_no_answer(cast: Cast) -> None:
    """R111: the cancel button stops a search that waits, and one under way."""
    run = asked(cast)
    held = claimed()
    cancel_way_out(run=run, by=STRATEGY, at=AT)
    assert not work_out(held, working())
    run.refresh_from_db()
    assert (run.state, run.cancelled_by, run.result, run.version) == ("CANCELLED", "Strategy Manager", "", 2)
    assert verbs() == ["asked for", "cancelled"]
    with pytest.raises(Refused, match="This search is cancelled already"):
        cancel_way_out(run=run, by=STRATEGY, at=AT)


def test_a_cancel_is_noticed_while_it_is_worked_out(cast: Cast) -> None:
    run = asked(cast)
    held, looks = claimed(), []

    def now_cancelled() -> bool:
        looks.append(True)
        if len(looks) == 2:
            ReliefRun.objects.filter(pk=run.pk).update(state="CANCELLED", claimed_by="")
        return False

    work_out(held, working(is_stopped=now_cancelled))
    assert ReliefRun.objects.get().state == "CANCELLED" and not ReliefRun.objects.get().result


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_who_may_not_cancel(cast: Cast, by) -> None:
    with pytest.raises(Refused):
        cancel_way_out(run=asked(cast), by=by, at=AT)


def test_a_worker_that_is_told_to_stop_gives_its_claim_back(cast: Cast) -> None:
    asked(cast)
    assert not work_out(claimed(), working(is_stopped=lambda: True))
    run = ReliefRun.objects.get()
    assert (run.state, run.attempts, run.claimed_by) == ("QUEUED", 0, "")


def test_who_may_read_it(cast: Cast) -> None:
    """It names lines of drafts and exempt lines too, so it is for the council's own people."""
    run = asked(cast)
    for viewer, may in (
        (STRATEGY, True),
        (NEIGHBOUR, True),
        (OPERATOR, True),
        (STRANGER, False),
        (VISITOR, False),
    ):
        assert (run_at(cast.council, run.pk, viewer) is not None) is may
        assert bool(runs_of(cast.council, viewer)) is may
    other = an_overloaded_council("elsewhere")
    assert run_at(other.council, run.pk, STRANGER) is None


def test_how_a_search_stands_in_the_line(cast: Cast) -> None:
    first, second = asked(cast), asked(cast, rule=Rule(limit=90), at=AT + timedelta(seconds=1))
    assert (before(first), before(second)) == (0, 1)
    assert not is_unattended(second, AT) and is_unattended(second, LATER)
    claimed(at=LATER)
    assert not is_unattended(second, LATER)


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(None, 0), "Looking for a first way out."),
        (
            Progress(1250, 1200, is_found=True),
            "A way out is found that loses 12.5 points. Looking for others beside it.",
        ),
        (Progress(1250, 0), "The best way out so far loses 12.5 points."),
        (
            Progress(1250, 1200),
            "The best way out so far loses 12.5 points; nothing can lose less than 12 points.",
        ),
    ],
)
def test_how_far_it_is_in_words(progress, words) -> None:
    assert words_of(progress) == words


def test_what_services_can_give_after_the_plan_ends_is_looked_at(cast: Cast) -> None:
    """R111: a deferral past the plan's end is held against the capacity that is on record there."""
    Edition.objects.update(starts_on=AUTUMN[0], ends_on=AUTUMN[1])
    edition = Edition.objects.get(pk=cast.edition.pk)
    quarters = quarters_of_edition(edition, ON)
    limits = posed(asked(cast, quarters=quarters)).problem.limits.values()
    assert (len(quarters), [one.cell.quarter for one in limits if one.cell]) == (1, [0, 1, 2, 3])
