"""Answering a round: drafts and what is sent, figures and updates in one go, all of it or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.observed import State
from goldenthread.core.periods import parse_period
from goldenthread.ledger.models import Entry
from goldenthread.measures.actions import set_targets
from goldenthread.measures.entering import Given, record_observation
from goldenthread.measures.models import Observation
from goldenthread.people.models import Cover, Partner, Post
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Update
from goldenthread.plans.updating import Said
from goldenthread.rounds.answering import DRAFT, Answer, NotAnswered
from goldenthread.rounds.models import Ask, Invitation, Round
from tests.cast import AT, NEIGHBOUR, ON, OWNER, Q1, Q4, STRANGER, STRATEGY, WHO, Cast, a_council, target_row
from tests.cast_rounds import CLERK, an_open_round, answer, ask_of, figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def held(cast: Cast) -> Observation:
    return Observation.objects.get(measure=cast.measure, is_current=True, breakdown="")


def refusal(round: Round, *answers: Answer, **more: Any) -> NotAnswered:
    with pytest.raises(NotAnswered) as refused:
        answer(round, *answers, **more)
    return refused.value


def test_a_figure_and_an_update_are_sent_in_one_go(cast: Cast) -> None:
    round = an_open_round(cast, clerk=True)
    figures, action = ask_of(round, cast), ask_of(round, cast, "action")
    said = Said(text="Half the streets are swept.", percent_complete=50)
    sent = answer(
        round,
        Answer(figures, given=figure(cast, "96.2"), words="A dry summer.", seen=figures.version),
        Answer(action, said=said, update_seen=0),
        by=OWNER,
    )
    assert [(ask.state, ask.sent_by, ask.sent_on, ask.sent_at) for ask in sent] == [
        ("CHECKED", "Head of Streets", ON, AT)
    ] * 2
    assert (held(cast).value, held(cast).state, held(cast).source) == (Decimal("96.2"), "REPORTED", "")
    assert (sent[0].words, sent[1].words) == ("A dry summer.", "Half the streets are swept.")
    assert Update.objects.get(element=cast.elements["action"]).percent_complete == 50
    assert (
        list(Entry.objects.order_by("-id").values_list("verb", "subject_kind")[:2]) == [("sent", "ask")] * 2
    )


def test_what_the_clerk_sends_the_owner_checks(cast: Cast) -> None:
    round = an_open_round(cast, clerk=True)
    [sent] = answer(round, Answer(ask_of(round, cast), given=figure(cast, "96.2")), by=CLERK)
    assert (sent.state, sent.sent_by) == ("SENT", "Street Clerk")


def test_what_is_saved_to_be_finished_later_is_a_draft_that_sending_confirms(cast: Cast) -> None:
    round = an_open_round(cast)
    [saved] = answer(round, Answer(ask_of(round, cast), given=figure(cast, "96.2")), is_sent=False)
    assert (saved.state, saved.sent_on) == ("ASKED", None)
    assert (held(cast).state, held(cast).source) == ("PROVISIONAL", DRAFT)
    [sent] = answer(round, Answer(saved))
    assert sent.state == "CHECKED"
    assert (held(cast).state, held(cast).source, held(cast).value) == ("REPORTED", "", Decimal("96.2"))


def test_a_draft_changes_without_a_reason_and_restates_nothing(cast: Cast) -> None:
    round = an_open_round(cast)
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2"))
    answer(round, line, is_sent=False)
    answer(round, replace(line, given=figure(cast, "96.4")), is_sent=False)
    assert (held(cast).value, held(cast).state) == (Decimal("96.4"), "PROVISIONAL")
    answer(round, replace(line, given=figure(cast, "96.7")))
    assert (held(cast).value, held(cast).state, held(cast).source) == (Decimal("96.7"), "REPORTED", "")


def test_a_figure_that_its_sender_calls_provisional_stays_so(cast: Cast) -> None:
    round = an_open_round(cast)
    given = figure(cast, "96.2", state=State.PROVISIONAL)
    answer(round, Answer(ask_of(round, cast), given=given))
    assert (held(cast).state, held(cast).source) == ("PROVISIONAL", "")


def test_a_result_that_stands_already_is_restated_by_its_reason(cast: Cast) -> None:
    round = an_open_round(cast)
    record_observation(
        measure=cast.measure, period=Q1, value=Decimal(90), state=State.REPORTED, asked=True, **WHO
    )
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2"))
    assert refusal(round, line).problems == {
        0: ["A result is held for this period already. Say why it changes; the old one is kept."]
    }
    answer(round, replace(line, given=figure(cast, "96.2", reason="Counted again")), is_sent=False)
    assert (held(cast).state, held(cast).value) == ("RESTATED", Decimal("96.2"))


def test_a_result_that_came_in_before_has_only_to_be_sent(cast: Cast) -> None:
    round = an_open_round(cast)
    record_observation(
        measure=cast.measure, period=Q1, value=Decimal(90), state=State.REPORTED, asked=True, **WHO
    )
    [sent] = answer(round, Answer(ask_of(round, cast)))
    assert sent.state == "CHECKED"
    assert held(cast).entered_by == WHO["by"].post


def test_nothing_given_is_not_sent(cast: Cast) -> None:
    round = an_open_round(cast)
    wrong = refusal(round, Answer(ask_of(round, cast)), Answer(ask_of(round, cast, "action")))
    assert wrong.problems == {
        0: ["Nothing is given here yet. Fill it in, or leave it for later."],
        1: ["Nothing is given here yet. Fill it in, or leave it for later."],
    }


def test_words_are_needed_only_where_it_falls_short_of_its_target(cast: Cast) -> None:
    set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "95")], **WHO)
    round = an_open_round(cast)
    line = Answer(ask_of(round, cast), given=figure(cast, "90"))
    assert refusal(round, line).problems == {
        0: ["It falls short of its target. Say what readers should know."]
    }
    assert not Observation.objects.exists()
    answer(round, line, is_sent=False)
    [sent] = answer(round, replace(line, given=None, words=" Rain. ", doing_about="Two new gangs."))
    assert (sent.words, sent.doing_about) == ("Rain.", "Two new gangs.")


def test_what_meets_its_target_needs_no_words(cast: Cast) -> None:
    set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "95")], **WHO)
    round = an_open_round(cast)
    [sent] = answer(round, Answer(ask_of(round, cast), given=figure(cast, "95")))
    assert (sent.state, sent.words) == ("CHECKED", "")


def test_all_is_stored_or_nothing(cast: Cast) -> None:
    round = an_open_round(cast)
    good = Answer(ask_of(round, cast), given=figure(cast, "96.2"))
    bad = Answer(ask_of(round, cast, "action"), said=Said(percent_complete=120))
    wrong = refusal(round, good, bad)
    assert wrong.problems == {1: ["How much is complete is a percentage from 0 to 100."]}
    assert not Observation.objects.exists()
    assert Ask.objects.filter(state="ASKED").count() == 2


def test_the_questions_of_the_door_come_at_their_line(cast: Cast) -> None:
    set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "95")], **WHO)
    round = an_open_round(cast)
    given = figure(cast, "9520", is_later=False, put=frozenset())
    found = refusal(round, Answer(ask_of(round, cast, "action"), said=Said(text="On.")),
                    Answer(ask_of(round, cast), given=given, words="Many."))  # fmt: skip
    assert [*found.questions] == [1]
    assert found.reasons
    keys = frozenset(query.key for query in found.questions[1])
    answered = replace(given, explanation="It is right.", put=keys)
    answer(round, Answer(ask_of(round, cast), given=answered, words="Many."))
    assert held(cast).explanation == "It is right."


def test_what_somebody_else_saved_meanwhile_is_told_and_kept(cast: Cast) -> None:
    round = an_open_round(cast)
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2", seen=0), words="Mine.", seen=1)
    answer(round, replace(line, words="Theirs."), is_sent=False)
    found = refusal(round, line)
    assert (found.stale, found.problems) == (
        {0},
        {0: ["Somebody else changed this line while you were writing. Look at it as it is now."]},
    )
    found = refusal(round, replace(line, seen=None))
    assert found.stale == {0}
    assert Ask.objects.get(pk=line.ask.pk).words == "Theirs."


def test_an_update_that_somebody_else_gave_meanwhile_is_told(cast: Cast) -> None:
    round = an_open_round(cast)
    line = Answer(ask_of(round, cast, "action"), said=Said(text="Mine."), update_seen=0)
    answer(round, line, is_sent=False)
    assert refusal(round, line).stale == {0}


def test_an_update_from_before_the_round_is_no_answer(cast: Cast) -> None:
    round = an_open_round(cast)
    facts = {"council": cast.council, "element": cast.elements["action"], "text": "Earlier"}
    old = Update.objects.create(made_on=date(2014, 6, 30), **facts)
    line = Answer(ask_of(round, cast, "action"))
    assert 0 in refusal(round, line).problems
    Update.objects.filter(pk=old.pk).update(made_on=date(2014, 7, 1))
    [sent] = answer(round, line)
    assert sent.state == "CHECKED"


def test_the_day_counts_from_the_first_sending(cast: Cast) -> None:
    round = an_open_round(cast)
    [sent] = answer(round, Answer(ask_of(round, cast), given=figure(cast, "96.2")))
    Ask.objects.filter(pk=sent.pk).update(state="ASKED", sent_back="Count it again")
    later = ON + timedelta(days=20)
    [again] = answer(round, Answer(sent), on=later)
    assert (again.sent_on, again.sent_back) == (ON, "")


def test_what_was_sent_is_not_changed_but_by_sending_it_back(cast: Cast) -> None:
    round = an_open_round(cast, clerk=True)
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2"))
    answer(round, line, by=CLERK)
    assert refusal(round, line, by=CLERK).problems == {
        0: ["This is to be checked by its owner: it can’t be sent now."]
    }


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("PLANNED", "This round is not open yet: nothing is asked before it is."),
        ("CLOSED", "This round is closed to updates. Ask the strategy team to open it again."),
        ("PUBLISHED", "What this round reports is published. What changes now is told in the next round."),
    ],
)
def test_only_an_open_round_is_answered(cast: Cast, state: str, sentence: str) -> None:
    round = an_open_round(cast)
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2"))
    Round.objects.filter(pk=round.pk).update(state=state)
    assert refusal(round, line).reasons == [sentence]


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        (NEIGHBOUR, "Only the strategy team or Head of Streets can answer what a reporting round asks. "
         "You are signed in as an owner."),
        (STRANGER, "You work for another council than Testbury."),
    ],
)  # fmt: skip
def test_nobody_answers_for_another(cast: Cast, by: Officer, sentence: str) -> None:
    round = an_open_round(cast)
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2"))
    assert refusal(round, line, by=by).problems == {0: [sentence]}


def test_the_strategy_team_answers_for_anybody_and_the_ledger_says_for_whom(cast: Cast) -> None:
    round = an_open_round(cast)
    [sent] = answer(round, Answer(ask_of(round, cast), given=figure(cast, "96.2")), by=STRATEGY)
    assert (sent.state, sent.sent_by) == ("SENT", "Strategy Manager")
    entry = Entry.objects.filter(verb="sent").get()
    assert entry.reason == "On behalf of Head of Streets."


def test_who_stands_in_answers_for_the_post_that_is_away(cast: Cast) -> None:
    round = an_open_round(cast)
    away = Post.objects.get(title="Head of Streets")
    stand_in = Post.objects.create(council=cast.council, title=NEIGHBOUR.post)
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2"))
    action = Answer(ask_of(round, cast, "action"), said=Said(text="Going."))
    cover = Cover.objects.create(
        council=cast.council, post=away, by=stand_in, from_on=date(2014, 9, 1), until_on=ON
    )
    sent = answer(round, line, action, by=NEIGHBOUR)
    assert [(ask.state, ask.sent_by) for ask in sent] == [("CHECKED", "Street Clerk")] * 2
    Ask.objects.update(state="ASKED")
    cover.delete()
    assert 0 in refusal(round, Answer(line.ask), by=NEIGHBOUR).problems


def test_a_partner_answers_the_line_that_it_provides(cast: Cast) -> None:
    round = an_open_round(cast)
    police = Partner.objects.create(council=cast.council, slug="police", name="Police")
    ask = ask_of(round, cast)
    Ask.objects.filter(pk=ask.pk).update(partner=police)
    officer = Officer("Inspector", "inspector", "testbury", "PARTNER", partner="police")
    [sent] = answer(round, Answer(ask, given=figure(cast, "96.2")), by=officer)
    assert (sent.state, sent.sent_by) == ("SENT", "Inspector")
    other = replace(officer, partner="health")
    Ask.objects.filter(pk=ask.pk).update(state="ASKED")
    assert 0 in refusal(round, Answer(ask), by=other).problems


def an_invitation(cast: Cast, round: Round, *asks: Ask) -> tuple[Invitation, Officer]:
    made = Invitation.objects.create(
        council=cast.council, round=round, who="Depot Clerk", email="clerk@depot.example",
        expires_at=AT + timedelta(days=1), made_by="Strategy Manager", made_at=AT,
    )  # fmt: skip
    made.asks.set(asks)
    return made, Officer("Depot Clerk", f"link-{made.pk}", "testbury", "PARTNER")


def test_somebody_with_a_link_answers_just_their_lines(cast: Cast) -> None:
    round = an_open_round(cast)
    mine, other = ask_of(round, cast), ask_of(round, cast, "action")
    invitation, by = an_invitation(cast, round, mine)
    found = refusal(round, Answer(other, said=Said(text="Going.")), by=by, invitation=invitation)
    assert found.problems == {0: ["This link is not for this line. Answer the lines that it shows."]}
    given = figure(cast, "96.2")
    [sent] = answer(round, Answer(mine, given=given), by=by, invitation=invitation)
    assert (sent.state, sent.sent_by) == ("SENT", "Depot Clerk")


def test_a_link_that_ended_answers_nothing(cast: Cast) -> None:
    round = an_open_round(cast)
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2"))
    invitation, by = an_invitation(cast, round, line.ask)
    late = {"by": by, "invitation": invitation, "at": AT + timedelta(days=1)}
    assert refusal(round, line, **late).reasons == [
        "This link ended on 3 September 2014. Ask the council for another."
    ]
    invitation.ended_at = AT
    assert refusal(round, line, by=by, invitation=invitation).reasons == [
        "This link was taken back. Ask the council for another."
    ]


def test_a_line_of_another_round_or_given_twice_is_refused(cast: Cast) -> None:
    round = an_open_round(cast)
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2"))
    sentence = "This line is not one of this round’s, or is given twice."
    assert refusal(round, line, line).problems == {0: [sentence], 1: [sentence]}
    line.ask.pk += 1000
    assert refusal(round, line).problems == {0: [sentence]}


def test_a_figure_of_another_period_is_no_answer(cast: Cast) -> None:
    round = an_open_round(cast)
    given = Given(cast.measure, Q4, State.REPORTED, Decimal(3))
    assert refusal(round, Answer(ask_of(round, cast), given=given)).problems == {
        0: ["The figure is not of the measure and period that this line asks for."]
    }
    assert refusal(round, Answer(ask_of(round, cast), said=Said(text="Going."))).problems == {
        0: ["This line asks for a figure, not for an update."]
    }


def test_a_monthly_measure_is_answered_for_the_last_month(cast: Cast) -> None:
    type(cast.measure).objects.filter(pk=cast.measure.pk).update(frequency="MONTHLY")
    round = an_open_round(cast)
    given = Given(cast.measure, parse_period("June 2014"), State.REPORTED, Decimal(96), is_later=True)
    [sent] = answer(round, Answer(ask_of(round, cast), given=given))
    assert sent.state == "CHECKED"


def test_no_activity_is_an_answer_and_awaited_is_none(cast: Cast) -> None:
    round = an_open_round(cast)
    awaited = figure(cast, None, state=State.AWAITED)
    assert 0 in refusal(round, Answer(ask_of(round, cast), given=awaited)).problems
    nil = figure(cast, None, state=State.NIL_ACTIVITY)
    [sent] = answer(round, Answer(ask_of(round, cast), given=nil))
    assert (sent.state, held(cast).state) == ("CHECKED", "NIL_ACTIVITY")
