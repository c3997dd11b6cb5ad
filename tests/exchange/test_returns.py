"""The spreadsheet round trip: out, filled in, looked at, settled and stored, and nothing before that."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.observed import State
from goldenthread.core.periods import Period, parse_period
from goldenthread.core.refused import Refused, Stale
from goldenthread.core.returned import FIGURES, LABELS
from goldenthread.exchange.models import Return
from goldenthread.exchange.return_queries import every_line, lines_owed, return_at, workbook_for
from goldenthread.exchange.returning import (
    NotStoredYet,
    give_up_return,
    settle_return,
    store_return,
    take_return,
)
from goldenthread.exchange.returns import Settled
from goldenthread.exchange.returns_preview import Sort, preview_of
from goldenthread.ledger.models import Entry
from goldenthread.measures.actions import set_targets
from goldenthread.measures.entering import record_observation
from goldenthread.measures.models import Observation
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.plans.models import Update
from goldenthread.rounds.answering import Answer
from goldenthread.rounds.models import Ask, Invitation
from tests.cast import (
    AT,
    NEIGHBOUR,
    Q1,
    Q4,
    STRANGER,
    STRATEGY,
    WHO,
    Cast,
    a_council,
    target_row,
)
from tests.cast_returns import (
    asker,
    column_of,
    downloaded,
    filled,
    further_measures,
    opened,
    previewed,
    row_of,
    sent_back,
    stored,
)
from tests.cast_rounds import an_open_round, answer, ask_of
from tests.cast_rounds import figure as rounds_figure

PREVIEWED = 27
QUARTERS = [parse_period(f"{year} Q{n}") for year in ("2012/13", "2013/14") for n in (1, 2, 3, 4)]

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def record(cast: Cast, period: Period, value: int, by: Officer = OPERATOR, reason: str = "") -> None:
    """Record a figure as somebody does meanwhile."""
    record_observation(
        measure=cast.measure, period=period, value=Decimal(value), state=State.REPORTED, asked=True,
        by=by, at=AT, reason=reason,
    )  # fmt: skip


def now_held(cast: Cast) -> Observation:
    return Observation.objects.get(
        measure=cast.measure, is_current=True, breakdown="", starts_on=Q1.starts_on, ends_on=Q1.ends_on
    )


def settle(held: Return, settled: dict[int, Settled]) -> None:
    held.refresh_from_db()
    settle_return(held=held, settled=settled, version=held.version, asker=asker())


def test_a_workbook_that_comes_back_as_it_went_out_stores_nothing(cast: Cast) -> None:
    round = an_open_round(cast)
    held = sent_back(cast, downloaded(round))
    shown = previewed(held)
    assert [one.sort for one in shown.lines] == [Sort.BLANK] * 2
    assert shown.reasons_not_to_store() == [
        "Nothing in it differs from what is held, so there is nothing to store."
    ]
    assert not Observation.objects.exists()


def test_a_figure_and_an_update_come_back_and_are_stored_when_confirmed(cast: Cast) -> None:
    round = an_open_round(cast)
    figure, action = ask_of(round, cast), ask_of(round, cast, "action")
    data = filled(
        downloaded(round),
        {
            figure: {"figure": 96.2, "words": "A dry summer."},
            action: {"where": "On track", "percent": 50, "expected": date(2015, 4, 30), "text": "Half."},
        },
    )
    held = sent_back(cast, data)
    shown = previewed(held)
    assert [one.sort for one in shown.lines] == [Sort.CHANGE] * 2
    assert not Observation.objects.exists()
    assert not Update.objects.exists()
    made = stored(held, is_sent=True)
    assert [one.state for one in made] == ["CHECKED", "CHECKED"]
    assert Observation.objects.get(is_current=True).value == Decimal("96.2")
    update = Update.objects.get()
    assert (update.percent_complete, update.expected_on, update.text) == (50, date(2015, 4, 30), "Half.")
    assert Ask.objects.get(pk=figure.pk).words == "A dry summer."
    assert not Return.objects.exists()
    assert Entry.objects.filter(verb="stored a workbook").count() == 1


def test_twenty_lines_take_one_upload(cast: Cast) -> None:
    further_measures(cast, 19)
    round = an_open_round(cast)
    asks = list(round.asks.filter(measure__isnull=False))
    data = filled(downloaded(round), {ask: {"figure": 50 + place} for place, ask in enumerate(asks)})
    held = sent_back(cast, data)
    assert len(previewed(held).of(Sort.CHANGE)) == 20
    stored(held, is_sent=True)
    assert Observation.objects.filter(is_current=True).count() == 20
    assert set(round.asks.filter(measure__isnull=False).values_list("state", flat=True)) == {"CHECKED"}


def test_a_line_may_be_said_to_be_as_it_was(cast: Cast) -> None:
    record(cast, Q4, 84)
    round = an_open_round(cast)
    figure, action = ask_of(round, cast), ask_of(round, cast, "action")
    held = sent_back(cast, filled(downloaded(round), {figure: {"still": "Yes"}, action: {"stays": "yes"}}))
    by_key = {one.key: one for one in previewed(held).lines}
    assert by_key[figure.pk].changes == [("Same as last time", "", "84")]
    assert (by_key[action.pk].sort, by_key[action.pk].wrong) == (
        Sort.PROBLEM, {"stays": "Nothing was said of it before. Say how it goes."},
    )  # fmt: skip
    settle(held, {action.pk: Settled(is_left_out=True)})
    stored(held)
    assert now_held(cast).value == 84


def test_two_numbers_take_the_place_of_a_figure(cast: Cast) -> None:
    round = an_open_round(cast)
    figure = ask_of(round, cast)
    data = filled(downloaded(round), {figure: {"numerator": 18, "denominator": 24, "provisional": "Yes"}})
    stored(sent_back(cast, data))
    one = now_held(cast)
    assert (one.value, one.numerator, one.denominator, one.state) == (75, 18, 24, "PROVISIONAL")
    again = opened(downloaded(round))["Measures"]
    row = [again.cell(row_of(again, figure), column_of(again, LABELS[name])).value for name in FIGURES]
    assert row == [None, 18, 24, "Yes"]


# Conflicts


def test_what_somebody_else_changed_meanwhile_is_chosen_between(cast: Cast) -> None:
    round = an_open_round(cast)
    figure = ask_of(round, cast)
    data = filled(downloaded(round), {figure: {"figure": 96, "reason": "Counted again"}})
    record(cast, Q1, 90, by=STRATEGY)
    held = sent_back(cast, data)
    [line] = previewed(held).of(Sort.CONFLICT)
    assert line.clashes == [("Your figure", "", "90", "96")]
    assert line.came is not None
    assert line.came.line.held_by() == "Strategy Manager"
    with pytest.raises(Refused, match="One line is still to be settled"):
        stored(held)
    settle(held, {figure.pk: Settled(take="held", of=line.came.of)})
    assert previewed(held).reasons_not_to_store() == [
        "Nothing in it differs from what is held, so there is nothing to store."
    ]
    settle(held, {figure.pk: Settled(take="mine", of=line.came.of)})
    stored(held)
    assert (now_held(cast).value, now_held(cast).reason) == (96, "Counted again")


def test_a_choice_holds_for_what_was_shown_alone(cast: Cast) -> None:
    round = an_open_round(cast)
    figure = ask_of(round, cast)
    data = filled(downloaded(round), {figure: {"figure": 96, "reason": "Counted again"}})
    record(cast, Q1, 90)
    held = sent_back(cast, data)
    [line] = previewed(held).of(Sort.CONFLICT)
    assert line.came is not None
    settle(held, {figure.pk: Settled(take="mine", of=line.came.of)})
    record(cast, Q1, 91, reason="A slip")
    assert not previewed(held).lines[0].is_settled
    with pytest.raises(Refused, match="still to be settled"):
        stored(held)


def test_what_nobody_touched_in_the_file_stays_as_somebody_else_left_it(cast: Cast) -> None:
    round = an_open_round(cast)
    figure = ask_of(round, cast)
    data = filled(downloaded(round), {figure: {"words": "A dry summer."}})
    record(cast, Q1, 90)
    held = sent_back(cast, data)
    assert previewed(held).of(Sort.CHANGE)[0].changes == [("What readers should know", "", "A dry summer.")]
    stored(held)
    assert now_held(cast).value == 90


def test_a_line_that_was_sent_meanwhile_cannot_be_changed_by_a_file(cast: Cast) -> None:
    round = an_open_round(cast)
    figure = ask_of(round, cast)
    data = filled(downloaded(round), {figure: {"words": "A dry summer."}})
    answer(round, Answer(figure, given=rounds_figure(cast, "90")))
    [line] = previewed(sent_back(cast, data)).of(Sort.PROBLEM)
    assert line.problems == ["This is to be signed off: it can’t be sent now."]


# Queries, reasons and problems


def test_an_implausible_figure_is_asked_about_and_answered(cast: Cast) -> None:
    round = an_open_round(cast)
    for period in QUARTERS:
        record(cast, period, 84)
    figure = ask_of(round, cast)
    held = sent_back(cast, filled(downloaded(round), {figure: {"figure": 8400}}))
    [line] = previewed(held).of(Sort.QUERY)
    assert line.asked
    assert "8,400" in line.asked[0]
    with pytest.raises(Refused):
        stored(held)
    settle(held, {figure.pk: Settled(explanation="Yes", put="ANOTHER")})
    assert not previewed(held).lines[0].is_settled
    settle(held, {figure.pk: Settled(explanation="All were late.", put=line.put)})
    stored(held)
    assert (now_held(cast).value, now_held(cast).explanation) == (8400, "All were late.")
    assert not now_held(cast).is_questioned


def test_an_answer_may_have_to_wait(cast: Cast) -> None:
    round = an_open_round(cast)
    for period in QUARTERS:
        record(cast, period, 84)
    figure = ask_of(round, cast)
    held = sent_back(cast, filled(downloaded(round), {figure: {"figure": 8400}}))
    settle(held, {figure.pk: Settled(is_later=True, put=previewed(held).lines[0].put)})
    stored(held)
    assert now_held(cast).is_questioned


def test_a_result_that_stands_changes_by_a_reason(cast: Cast) -> None:
    round = an_open_round(cast)
    record(cast, Q1, 90)
    figure = ask_of(round, cast)
    held = sent_back(cast, filled(downloaded(round), {figure: {"figure": 91}}))
    [line] = previewed(held).of(Sort.QUERY)
    assert (line.needs_reason, line.changes) == (True, [("Your figure", "90", "91")])
    settle(held, {figure.pk: Settled(reason="A slip")})
    stored(held)
    assert (now_held(cast).state, now_held(cast).reason) == ("RESTATED", "A slip")


def test_a_wrong_cell_is_mended_or_its_line_left_out(cast: Cast) -> None:
    round = an_open_round(cast)
    figure, action = ask_of(round, cast), ask_of(round, cast, "action")
    data = filled(downloaded(round), {figure: {"figure": "eighty"}, action: {"percent": 140}})
    held = sent_back(cast, data)
    assert [list(one.wrong) for one in previewed(held).of(Sort.PROBLEM)] == [["figure"], ["percent"]]
    settle(held, {figure.pk: Settled(mended={"figure": "80"}), action.pk: Settled(is_left_out=True)})
    shown = previewed(held)
    assert [one.sort for one in shown.lines] == [Sort.CHANGE, Sort.LEFT_OUT]
    stored(held)
    assert now_held(cast).value == 80
    assert not Update.objects.exists()


def test_all_is_stored_or_nothing(cast: Cast) -> None:
    set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "95")], **WHO)
    round = an_open_round(cast)
    figure, action = ask_of(round, cast), ask_of(round, cast, "action")
    data = filled(downloaded(round), {figure: {"figure": 60}, action: {"percent": 50, "text": "Half."}})
    held = sent_back(cast, data)
    with pytest.raises(NotStoredYet) as refused:
        stored(held, is_sent=True)
    assert refused.value.problems == {
        figure.pk: ["It falls short of its target. Say what readers should know."]
    }
    assert not Observation.objects.exists()
    assert not Update.objects.exists()
    settle(held, {figure.pk: Settled(words="Two sweepers broke down.")})
    stored(held, is_sent=True)
    figure.refresh_from_db()
    assert (figure.state, figure.words) == ("CHECKED", "Two sweepers broke down.")


def test_two_people_settling_one_workbook_are_told(cast: Cast) -> None:
    round = an_open_round(cast)
    figure = ask_of(round, cast)
    held = sent_back(cast, filled(downloaded(round), {figure: {"figure": "x"}}))
    settle(held, {figure.pk: Settled(is_left_out=True)})
    with pytest.raises(Stale):
        settle_return(held=held, settled={}, version=1, asker=asker())


def test_what_is_given_up_is_forgotten(cast: Cast) -> None:
    held = sent_back(cast, downloaded(an_open_round(cast)))
    give_up_return(held=held, asker=asker())
    assert not Return.objects.exists()
    with pytest.raises(Refused, match="was stored or given up meanwhile"):
        give_up_return(held=held, asker=asker())


# Who may


def test_a_workbook_is_for_whoever_uploaded_it(cast: Cast) -> None:
    held = sent_back(cast, downloaded(an_open_round(cast)))
    assert return_at(cast.council, held.pk, asker(STRATEGY)) is None
    assert return_at(cast.council, held.pk, asker()) == held
    with pytest.raises(Refused, match="Somebody else uploaded this workbook"):
        give_up_return(held=held, asker=asker(STRATEGY))


def test_lines_of_others_cannot_be_answered_by_sending_their_workbook(cast: Cast) -> None:
    round = an_open_round(cast)
    figure = ask_of(round, cast)
    held = sent_back(cast, filled(downloaded(round), {figure: {"figure": 96}}), NEIGHBOUR)
    [line] = previewed(held, NEIGHBOUR).of(Sort.PROBLEM)
    assert line.problems
    with pytest.raises(Refused):
        stored(held, NEIGHBOUR)
    with pytest.raises(Refused, match="You work for another council"):
        sent_back(cast, downloaded(round), STRANGER)


def test_the_strategy_team_takes_everybodys_lines_and_sends_them_back(cast: Cast) -> None:
    round = an_open_round(cast)
    lines = every_line(round, asker(STRATEGY))
    data = workbook_for(round, lines, asker(STRATEGY), with_posts=True)
    sheet = opened(data)["Measures"]
    assert sheet.cell(4, column_of(sheet, "Who answers")).value == "Head of Streets"
    figure = ask_of(round, cast)
    stored(sent_back(cast, filled(data, {figure: {"figure": 96}}), STRATEGY), STRATEGY)
    assert now_held(cast).entered_by == "Strategy Manager"
    with pytest.raises(Refused):
        every_line(round, asker())


def test_a_link_answers_by_a_workbook_too(cast: Cast) -> None:
    round = an_open_round(cast)
    figure = ask_of(round, cast)
    link = Invitation.objects.create(
        council=cast.council, round=round, who="Street partner", email="s@partner.example",
        expires_at=AT + timedelta(days=7), made_by="x", made_at=AT,
    )  # fmt: skip
    link.asks.set([figure])
    by = Officer("Street partner", f"link-{link.pk}", "testbury", "PARTNER")
    who = asker(by, invitation=link)
    data = workbook_for(round, lines_owed(round, who), who)
    assert "Actions" not in opened(data).sheetnames
    cells = filled(data, {figure: {"figure": 96}})
    held = take_return(council=cast.council, data=cells, file="x.xlsx", asker=who)
    assert return_at(cast.council, held.pk, asker()) is None
    store_return(held=held, version=1, is_sent=True, asker=who)
    assert now_held(cast).value == 96


def test_a_return_nobody_stored_is_forgotten_after_a_month(cast: Cast) -> None:
    round = an_open_round(cast)
    sent_back(cast, downloaded(round))
    Return.objects.update(brought_at=AT - timedelta(days=31))
    sent_back(cast, downloaded(round))
    assert Return.objects.count() == 1
    assert Entry.objects.filter(verb="forgot a workbook").count() == 1


# However many


@pytest.mark.parametrize("count", [3, 20])
def test_a_preview_takes_the_same_queries_however_many_lines(
    count: int, cast: Cast, django_assert_num_queries
) -> None:
    further_measures(cast, count)
    round = an_open_round(cast)
    asks = list(round.asks.filter(measure__isnull=False))
    data = filled(downloaded(round), {ask: {"figure": 50 + place} for place, ask in enumerate(asks)})
    held = sent_back(cast, data)
    held = return_at(cast.council, held.pk, asker())
    with django_assert_num_queries(PREVIEWED):
        assert len(preview_of(held, asker()).of(Sort.CHANGE)) == count + 1


# Any edit of cells that may be filled in previews exactly those changes

EDITS = {
    "figure": st.sampled_from([1, 50, 84.13, "84.13 %", "N/A", "nil activity", None]),
    "provisional": st.sampled_from(["Yes", "No", None]),
    "words": st.sampled_from(["A dry summer.", "Ünïcode – “quoted”", "'=SUM(A1)", None]),
    "doing_about": st.sampled_from(["More sweepers", None]),
}
PLAIN = {"84.13 %": "84.13", "N/A": "Not applicable", "nil activity": "Nil activity"}


@pytest.fixture
def four(cast: Cast) -> tuple[Cast, list[Ask], bytes]:
    further_measures(cast, 3)
    round = an_open_round(cast)
    return cast, list(round.asks.filter(measure__isnull=False)), downloaded(round)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries({}, optional=EDITS), min_size=4, max_size=4))
def test_any_edit_previews_exactly_its_changes(four, drawn) -> None:
    cast, asks, data = four
    edits = dict(zip(asks, drawn, strict=True))
    held = sent_back(cast, filled(data, edits))
    found = {one.key: one for one in previewed(held).lines}
    for ask, cells in edits.items():
        came = found[ask.pk].came
        assert came is not None
        expected = {
            name: PLAIN.get(value, str(value)) for name, value in cells.items() if value not in (None, "No")
        }
        assert {one.field: one.becomes for one in came.changes} == expected
        assert not came.wrong
    held.delete()
