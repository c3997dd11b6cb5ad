"""Having the odds worked out: asked for once, claimed by one worker, kept with what they came from."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.core.odds import odds
from goldenthread.core.refused import Refused
from goldenthread.jobs.chores import work_out_odds
from goldenthread.jobs.shift import Shift
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from goldenthread.plans.models import Edition, Element, Update
from goldenthread.resources.models import Capacity, Effort, OddsRun
from goldenthread.resources.odds_asked import ask_for_odds, cancel_odds, try_odds_again
from goldenthread.resources.odds_kept import decoded_workload, digest_of_odds, encoded_workload
from goldenthread.resources.odds_making import (
    claim_next_odds,
    fail_odds,
    let_odds_go,
    renew_odds,
    work_odds_out,
)
from goldenthread.resources.odds_queries import (
    confidence_of,
    holds_still,
    latest_odds,
    lines_read,
    odds_at,
    odds_in,
    odds_runs_of,
    open_odds,
    quarters_left,
)
from goldenthread.resources.workload_queries import workload_of
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, Cast, a_council
from tests.resources.odds_cast import with_effort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return with_effort(a_council())


def ask(cast: Cast, by: Officer = STRATEGY, **more: object) -> OddsRun:
    return ask_for_odds(**{"edition": cast.edition, "on": ON, "by": by, "at": AT, **more})


def claimed(worker: str = "one", at=AT) -> OddsRun:
    held = claim_next_odds(worker=worker, at=at)
    assert held is not None
    return held


def worked(run: OddsRun, is_stopped=lambda: False) -> bool:
    return work_odds_out(run, now=lambda: AT, is_stopped=is_stopped)


def test_odds_are_asked_for_worked_out_and_kept(cast: Cast) -> None:
    """R112: the confidence of each action is recorded, with all that it was worked out from."""
    run = ask(cast)
    assert (run.state, run.asked_by, run.seed, run.runs) == ("WAITING", "Strategy Manager", 1, 10_000)
    assert open_odds(cast.edition) == run and latest_odds(cast.edition) is None
    assert worked(claimed())
    run.refresh_from_db()
    assert (run.state, run.step, run.steps, run.done_at) == ("DONE", 40_000, 40_000, AT)
    found = odds_in(run)
    assert found == odds(decoded_workload(bytes(run.inputs)), seed=1)
    action = cast.elements["action"]
    confidence = confidence_of(action)
    assert confidence is not None
    assert (confidence.run, confidence.runs, confidence.works) == (run.pk, 10_000, 1)
    assert 0 < confidence.on_time < 10_000  # 30 days of between 20 and 50, at the most 32 to be had
    above = confidence_of(cast.elements["clean"])
    assert above is not None and above.on_time <= confidence.on_time
    verbs = Entry.objects.filter(subject_kind="oddsrun").order_by("pk").values_list("verb", "by_post")
    assert list(verbs) == [
        ("asked for", "Strategy Manager"),
        ("worked out", "The worker of this installation"),
    ]


def test_asking_twice_is_one_and_a_change_makes_another(cast: Cast) -> None:
    first = ask(cast)
    assert ask(cast, at=AT + timedelta(hours=1)) == first
    worked(claimed())
    assert holds_still(first, ON)
    Capacity.objects.update(gross=Decimal(500))
    assert not holds_still(first, ON)
    other = ask(cast, at=AT + timedelta(hours=2))
    worked(claimed())
    assert latest_odds(cast.edition) == other != first
    Capacity.objects.update(gross=Decimal(32))
    assert ask(cast, at=AT + timedelta(hours=3)) == first
    assert latest_odds(cast.edition) == first  # it holds again, so it is the latest again
    assert odds_runs_of(cast.edition) == [first, other]


def test_titles_and_confirmations_decide_nothing(cast: Cast) -> None:
    held = workload_of(cast.edition, quarters_left(cast.edition, ON), ON, OPERATOR)
    assert decoded_workload(encoded_workload(held)) == held
    before = digest_of_odds(held, 1, 10_000)
    Element.objects.filter(pk=cast.elements["action"].pk).update(title="Another")
    Capacity.objects.update(confirmed_on=ON, confirmed_by="Director of Place")
    after = workload_of(cast.edition, quarters_left(cast.edition, ON), ON, OPERATOR)
    assert digest_of_odds(after, 1, 10_000) == before != digest_of_odds(after, 2, 10_000)


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_others_may_neither_ask_nor_cancel(cast: Cast, by: Officer) -> None:
    run = ask(cast)
    with pytest.raises(Refused):
        ask(cast, by=by)
    with pytest.raises(Refused):
        cancel_odds(run=run, by=by, at=AT)
    with pytest.raises(Refused):
        try_odds_again(run=run, by=by, at=AT)


def test_what_cannot_be_worked_out_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(Refused, match="whole number"):
        ask(cast, seed=-1)
    with pytest.raises(Refused, match=r"was over by 1 May 2030"):
        ask(cast, on=date(2030, 5, 1))
    for one in cast.elements.values():
        Update.objects.create(council=cast.council, element=one, made_on=ON, is_done=True)
    with pytest.raises(Refused, match="still to be finished"):
        ask(cast)


def test_what_is_cancelled_stops_and_can_be_tried_again(cast: Cast) -> None:
    run = ask(cast)
    held = claimed()
    cancel_odds(run=run, by=STRATEGY, at=AT)
    assert not worked(held)
    run.refresh_from_db()
    assert (run.state, run.result) == ("CANCELLED", None)
    with pytest.raises(Refused, match="is cancelled"):
        cancel_odds(run=run, by=STRATEGY, at=AT)
    try_odds_again(run=run, by=STRATEGY, at=AT)
    assert worked(claimed())
    with pytest.raises(Refused):
        try_odds_again(run=run, by=STRATEGY, at=AT)


def test_of_two_workers_one_gets_it_and_a_dead_ones_claim_is_taken_up(cast: Cast) -> None:
    ask(cast)
    first = claimed("one")
    assert claim_next_odds(worker="two", at=AT) is None
    assert renew_odds(first, AT)
    late = AT + timedelta(minutes=2)
    second = claimed("two", late)
    assert not renew_odds(first, late)
    assert not worked(first)  # the claim is not its own any more
    assert worked(second)


def test_a_stopped_worker_gives_its_claim_back(cast: Cast) -> None:
    run = ask(cast)
    assert not worked(claimed(), is_stopped=lambda: True)
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("WAITING", 0)
    assert not let_odds_go(run)


def test_what_fails_three_times_says_why(cast: Cast) -> None:
    run = ask(cast)
    for _ in range(2):
        fail_odds(claimed(), "No ink.", at=AT)
        run.refresh_from_db()
        assert run.state == "WAITING"
    fail_odds(claimed(), "No ink.", at=AT)
    run.refresh_from_db()
    assert (run.state, run.fault) == ("FAILED", "No ink.")
    assert ask(cast).state == "WAITING"


def test_what_kills_its_worker_each_time_is_given_up(cast: Cast) -> None:
    run = ask(cast)
    at = AT
    for _ in range(3):
        claimed(at=at)
        at += timedelta(minutes=2)
    assert claim_next_odds(worker="one", at=at) is None
    run.refresh_from_db()
    assert run.state == "FAILED" and run.fault.startswith("It was begun 3 times")


def test_a_draft_is_read_by_the_councils_own_people_only(cast: Cast) -> None:
    run = ask(cast)
    Edition.objects.update(is_open=False)
    assert odds_at(cast.council, run.pk, STRATEGY) == run
    assert odds_at(cast.council, run.pk, STRANGER) is None
    assert odds_at(cast.council, run.pk, VISITOR) is None
    assert lines_read(cast.edition, VISITOR) == {}
    assert cast.elements["action"].pk in lines_read(cast.edition, STRATEGY)


def test_confidence_is_not_known_before_anything_is_worked_out(cast: Cast) -> None:
    assert confidence_of(cast.elements["action"]) is None
    ask(cast)
    worked(claimed())
    assert confidence_of(cast.elements["clean"]) is not None
    OddsRun.objects.filter(state="DONE").delete()
    assert confidence_of(cast.elements["clean"]) is None


@pytest.mark.django_db(transaction=True)
def test_the_worker_finds_what_waits(transactional_db: None) -> None:
    cast = with_effort(a_council())
    run = ask(cast)
    assert work_out_odds(Shift())
    assert not work_out_odds(Shift())
    run.refresh_from_db()
    assert run.state == "DONE"


@pytest.mark.django_db(transaction=True)
def test_the_worker_keeps_the_fault_of_what_it_cannot_read(transactional_db: None) -> None:
    run = ask(with_effort(a_council()))
    OddsRun.objects.update(inputs=b"{}")
    for _ in range(3):
        assert work_out_odds(Shift())
    run.refresh_from_db()
    assert run.state == "FAILED" and "ValidationError" in run.fault


def test_other_effort_is_another_simulation(cast: Cast) -> None:
    before = ask(cast)
    Effort.objects.update(high=Decimal(60))
    assert ask(cast) != before
