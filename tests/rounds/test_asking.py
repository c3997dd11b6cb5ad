"""Opening a round: what is asked of whom, once each; closing it and opening it again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.measures.actions import define_measures
from goldenthread.measures.models import Measure
from goldenthread.people.models import Partner, Post
from goldenthread.plans.models import Involvement, Update
from goldenthread.rounds.ask_queries import asked_of_nobody
from goldenthread.rounds.asking import close_round, open_round, reopen_round
from goldenthread.rounds.models import Ask, Round
from tests.cast import AT, ON, OWNER, STRANGER, STRATEGY, WHO, Cast, a_council, measure_row
from tests.cast_rounds import a_round, an_open_round

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": STRATEGY, "at": AT}


@pytest.fixture
def cast() -> Cast:
    return a_council()


def opened(round: Round) -> list[str]:
    """What opening a round asks, and of whom."""
    asks = open_round(round=round, on=ON, **BY)
    return [f"{ask}: {ask.updater or 'nobody'}, {ask.owner or 'nobody'}" for ask in asks]


def test_a_round_asks_for_each_measure_and_each_action_once(cast: Cast) -> None:
    round = a_round(cast)
    assert opened(round) == [
        "Measure M1: Head of Streets, Head of Streets",
        "Action: Head of Streets, Head of Streets",
    ]
    assert opened(round) == []
    round.refresh_from_db()
    assert (round.state, round.opened_at) == ("OPEN", AT)


def test_who_types_the_figures_in_is_asked_and_the_owner_checks(cast: Cast) -> None:
    round = an_open_round(cast, clerk=True)
    ask = Ask.objects.get(round=round, measure=cast.measure)
    assert (str(ask.updater), str(ask.owner)) == ("Street Clerk", "Head of Streets")


def test_opened_again_it_asks_for_what_is_new_and_drops_nothing(cast: Cast) -> None:
    round = an_open_round(cast)
    cast.elements["action"].state = "RETIRED"
    cast.elements["action"].save()
    define_measures(council=cast.council, rows=[measure_row("M2")], **WHO)
    assert opened(round)[0] == "Measure M2: nobody, nobody"
    assert [*Ask.objects.filter(round=round, element=cast.elements["action"])]


@pytest.mark.parametrize(
    "facts",
    [
        {"frequency": "YEARLY"},
        {"formula": "M1 * 2"},
        {"retired_on": date(2014, 6, 30), "retired_because": "No longer counted"},
    ],
)
def test_a_measure_that_is_not_due_not_typed_or_not_followed_is_not_asked_for(
    cast: Cast, facts: dict[str, Any]
) -> None:
    Measure.objects.filter(pk=cast.measure.pk).update(**facts)
    assert opened(a_round(cast)) == ["Action: Head of Streets, Head of Streets"]


def test_what_was_done_before_is_not_asked_about(cast: Cast) -> None:
    done = {"council": cast.council, "element": cast.elements["action"], "is_done": True}
    Update.objects.create(made_on=date(2014, 7, 1), **done)
    assert opened(a_round(cast)) == ["Measure M1: Head of Streets, Head of Streets"]


def test_without_an_edition_no_work_is_asked_about(cast: Cast) -> None:
    assert opened(a_round(cast, edition=None)) == ["Measure M1: Head of Streets, Head of Streets"]


def test_what_nobody_answers_for_is_asked_of_nobody_and_listed(cast: Cast) -> None:
    Measure.objects.filter(pk=cast.measure.pk).update(owner=None)
    round = a_round(cast)
    opened(round)
    assert [str(ask) for ask in asked_of_nobody(round)] == ["Measure M1"]


def test_a_partner_that_provides_an_action_is_asked(cast: Cast) -> None:
    police = Partner.objects.create(council=cast.council, slug="police", name="Police")
    Involvement.objects.create(
        council=cast.council, element=cast.elements["action"], role="PROVIDER", partner=police
    )
    round = an_open_round(cast)
    assert Ask.objects.get(round=round, element=cast.elements["action"]).partner == police
    assert asked_of_nobody(round) == []


def test_two_partners_that_provide_leave_it_with_the_owner(cast: Cast) -> None:
    for slug in ("police", "health"):
        partner = Partner.objects.create(council=cast.council, slug=slug, name=slug)
        Involvement.objects.create(
            council=cast.council, element=cast.elements["action"], role="PROVIDER", partner=partner
        )
    round = an_open_round(cast)
    assert Ask.objects.get(round=round, element=cast.elements["action"]).partner is None


def test_each_ask_and_the_opening_are_in_the_ledger(cast: Cast) -> None:
    round = a_round(cast)
    before = Entry.objects.count()
    opened(round)
    kinds = list(Entry.objects.order_by("id").values_list("verb", "subject_kind")[before:])
    asked = [("asked", "ask"), ("asked", "ask"), ("opened", "round")]
    assert kinds == [*asked, ("message written", "notice")]


def test_only_who_keeps_rounds_opens_one(cast: Cast) -> None:
    round = a_round(cast)
    for by, sentence in (
        (OWNER, "Only the strategy team can set up a reporting round, move its meeting and open it. "
         "You are signed in as an owner."),
        (STRANGER, "You work for another council than Testbury."),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            open_round(round=round, on=ON, by=by, at=AT)
        assert refused.value.reasons == [sentence]
    assert not Ask.objects.exists()


def test_a_round_is_closed_and_opened_again_with_a_reason(cast: Cast) -> None:
    round = an_open_round(cast)
    close_round(round=round, **BY)
    with pytest.raises(Refused, match=r"This round is closed\. Open it again first"):
        open_round(round=round, on=ON, **BY)
    with pytest.raises(Refused, match="only an open round is closed"):
        close_round(round=round, **BY)
    with pytest.raises(Refused, match="Say why the round is opened again"):
        reopen_round(round=round, reason=" ", **BY)
    reopen_round(round=round, reason="The police were late", **BY)
    round.refresh_from_db()
    assert round.state == "OPEN"
    assert Entry.objects.filter(verb="opened again", reason="The police were late").count() == 1
    with pytest.raises(Refused, match="only a closed round is opened again"):
        reopen_round(round=round, reason="Again", **BY)


def test_a_published_round_stays_as_it_is(cast: Cast) -> None:
    round = an_open_round(cast)
    Round.objects.filter(pk=round.pk).update(state="PUBLISHED")
    for act in (open_round, reopen_round):
        more: dict[str, Any] = {"on": ON} if act is open_round else {"reason": "Again"}
        with pytest.raises(Refused, match="What this round reports is published"):
            act(round=round, **more, **BY)  # type: ignore[operator]


def test_opening_runs_a_fixed_number_of_questions(cast: Cast, django_assert_max_num_queries: Any) -> None:
    post = Post.objects.get(title="Head of Streets")
    rows = [measure_row(f"N{n}", owner_id=post.pk) for n in range(20)]
    define_measures(council=cast.council, rows=rows, **WHO)
    with django_assert_max_num_queries(34):
        open_round(round=a_round(cast), on=ON, **BY)
