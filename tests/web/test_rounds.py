"""Reporting rounds in a browser: set up, seen, moved with a preview, set by hand, removed."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import NoReverseMatch

from goldenthread.people.models import Council, Post, User
from goldenthread.reports.models import ReportSetting
from goldenthread.rounds.models import Deadline, PreElection, Round
from goldenthread.web.views import rounds as views

pytestmark = pytest.mark.django_db
ROUND = "/small/rounds/round-1/"
SET_UP = {
    "version": 0,
    "name": "Quarter 2",
    "period": "2014/15 Q2",
    "meets_on": "4 December 2014",
    "title": "Monitor 2",
}


@pytest.fixture
def small(grow) -> Council:
    return grow(1, slug="small")


@pytest.fixture
def strategy(small) -> Client:
    return _client("STRATEGY", small)


def _client(duty: str, council: Council) -> Client:
    post = Post.objects.filter(council=council).first()
    user = User.objects.create(username=f"small.{duty}", post=post, duty=duty)
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_round_is_set_up_with_its_report_and_shown_with_every_day(small, strategy) -> None:
    """R042."""
    body = small.bodies.get()
    edition = small.plans.get(is_main=True).editions.get()
    answer = strategy.post("/small/rounds/set-up/", {**SET_UP, "body": body.pk, "edition": edition.pk})
    assert answer.status_code == 302
    shown = text_of(strategy, answer["Location"])
    assert "“Round opens” comes next, on 27 October 2014, 39 working days from today" in shown
    assert f"the {body} meets on 4 December 2014." in shown
    assert "July to September 2014" in shown
    assert "26 November 2014" in shown  # six working days before
    setting = ReportSetting.objects.get(title="Monitor 2")
    assert f'href="/small/reports/{setting.slug}/"' in shown
    assert (setting.round.body, setting.round.edition) == (body, edition)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"period": "2014"}, "it could mean two years"),
        ({"meets_on": "soon"}, "not a day we can read"),
        ({"meets_on": ""}, "Fill in “Day of the meeting”."),
        ({"name": ""}, "Fill in “Name of the round”."),
        ({"meets_on": "1 September 2014"}, "comes before the period is over on 30 September 2014"),
        ({"name": "Clean streets round 1"}, "A round of this name is there already"),
        ({"report": "999"}, "one of the two"),
    ],
)
def test_a_round_that_cannot_be_says_why(small, strategy, wrong, sentence) -> None:
    ReportSetting.objects.create(pk=999, council=small, slug="m", title="M", period="Q:2014-07-01:2014-09-30")
    answer = strategy.post("/small/rounds/set-up/", {**SET_UP, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Round.objects.count() == 1


def test_the_list_says_what_comes_next(small, strategy) -> None:
    shown = text_of(Client(), "/small/rounds/")
    assert "One round is set up; next, on 5 September 2014: “Updates due” of Clean streets round 1." in shown
    assert "Set up a round<" not in shown and "To set up a round: Sign in first." in shown
    assert "/small/rounds/set-up/" in text_of(strategy, "/small/rounds/")
    assert "Clean streets round 1" in Client().get("/small/rounds/?as=csv").content.decode()


def test_a_meeting_moves_only_after_every_date_was_shown(small, strategy) -> None:
    """R042."""
    page = text_of(strategy, f"{ROUND}move/")
    assert "See what moves" in page
    wish = {"version": 1, "meets_on": "8 October 2014", "reason": "Half-term"}
    preview = strategy.post(f"{ROUND}move/", wish)
    shown = preview.content.decode()
    assert "Eight dates move." in shown
    assert "Wednesday 1 October 2014" in shown and "Wednesday 8 October 2014" in shown
    assert "Five working days later" in shown
    assert Round.objects.get().meets_on == date(2014, 10, 1)
    assert strategy.post(f"{ROUND}move/", {**wish, "confirm": "1"}).status_code == 302
    assert Round.objects.get().meets_on == date(2014, 10, 8)
    after = text_of(strategy, ROUND)
    assert "Friday, was 5 September 2014" in after
    assert "“Meeting” moved from 1 October 2014 to 8 October 2014" in after
    stale = strategy.post(f"{ROUND}move/", {**wish, "confirm": "1"})
    assert stale.status_code == 422
    assert "Somebody else changed this round" in stale.content.decode()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("soon", "not a day we can read"), ("30 June 2014", "comes before the period is over")],
)
def test_a_meeting_that_cannot_be_moved_there_says_why(small, strategy, day, sentence) -> None:
    answer = strategy.post(f"{ROUND}move/", {"version": 1, "meets_on": day})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_meeting_before_an_election_is_marked(small, strategy) -> None:
    """R135: a May meeting."""
    PreElection.objects.create(
        council=small, name="Local elections 2015", starts_on=date(2015, 3, 30), ends_on=date(2015, 5, 7)
    )
    wish = {"version": 1, "meets_on": "6 May 2015"}
    marked = "in the time before Local elections 2015."
    assert f"“Meeting” falls on 6 May 2015, {marked}" in strategy.post(f"{ROUND}move/", wish).content.decode()
    strategy.post(f"{ROUND}move/", {**wish, "confirm": "1"})
    assert "In the time before Local elections 2015." in text_of(Client(), ROUND)
    assert "In the time before Local elections 2015" in text_of(Client(), "/small/calendar/")


def test_a_day_is_set_by_hand_and_given_back(small, strategy) -> None:
    at = f"{ROUND}steps/director/"
    assert "Let it be worked out again" not in text_of(strategy, at)
    by_hand = {"version": 1, "due_on": "5 September 2014", "reason": "A conference"}
    assert strategy.post(at, by_hand).status_code == 302
    shown = text_of(strategy, ROUND)
    assert "Set by hand: A conference." in shown
    stale = strategy.post(at, by_hand)
    assert stale.status_code == 422 and "Somebody else changed this deadline" in stale.content.decode()
    assert "Let it be worked out again" in text_of(strategy, at)
    assert strategy.post(at, {"back": "1"}).status_code == 302
    assert not Deadline.objects.get(step="director").is_by_hand


@pytest.mark.parametrize(
    ("day", "remark"),
    [
        ("14 August 2014", "Steps round Late Summer Bank Holiday on 25 August."),
        ("1 August 2012", "Steps round 17 bank holidays."),
    ],
)
def test_the_bank_holidays_on_the_way_are_named_or_counted(small, strategy, day, remark) -> None:
    strategy.post(f"{ROUND}steps/director/", {"version": 1, "due_on": day, "reason": "A conference"})
    assert remark in text_of(Client(), ROUND)


def test_a_day_that_does_not_fit_is_said_on_the_page(small, strategy) -> None:
    late = {"version": 1, "due_on": "27 September 2014", "reason": "The printer is closed"}
    strategy.post(f"{ROUND}steps/publication/", late)
    shown = text_of(strategy, ROUND)
    assert "“Papers published” is set by hand three working days too late" in shown
    assert "“Papers published” is on 27 September 2014, no working day (Saturday)." in shown


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": ""}, "Fill in “Why it is set by hand”."),
        ({"due_on": "2 October 2014"}, "That is after the meeting on 1 October 2014."),
    ],
)
def test_a_day_set_wrongly_says_why(small, strategy, wrong, sentence) -> None:
    given = {"version": 1, "due_on": "5 September 2014", "reason": "A conference", **wrong}
    answer = strategy.post(f"{ROUND}steps/director/", given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("step", ["lunch", "meeting"])
def test_there_is_no_page_for_what_is_no_step(small, strategy, step) -> None:
    assert strategy.get(f"{ROUND}steps/{step}/").status_code == 404


def test_days_by_an_older_policy_can_be_worked_out_again(small, strategy) -> None:
    Deadline.objects.filter(step="legal").update(due_on=date(2014, 9, 10))
    shown = text_of(strategy, ROUND)
    assert "Worked out today, these steps would have other days." in shown
    assert strategy.post(f"{ROUND}work-out-again/").status_code == 302
    assert Deadline.objects.get(step="legal").due_on == date(2014, 9, 19)
    assert "Worked out today" not in text_of(strategy, ROUND)


def test_a_round_is_named_otherwise_and_removed(small, strategy) -> None:
    given = {"version": 1, "name": "First quarter", "period": "2014/15 Q1"}
    assert strategy.post(f"{ROUND}change/", given).status_code == 302
    assert "First quarter" in text_of(strategy, ROUND)
    stale = strategy.post(f"{ROUND}change/", given)
    assert stale.status_code == 422 and "Held now" not in stale.content.decode()
    Round.objects.update(state="OPEN")
    kept = text_of(strategy, f"{ROUND}change/")
    assert "asked for their updates already" in kept
    assert strategy.post(f"{ROUND}change/", {"remove": "1"}).status_code == 403
    Round.objects.update(state="PLANNED")
    assert strategy.post(f"{ROUND}change/", {"remove": "1"}).status_code == 302
    assert not Round.objects.exists()


def test_a_report_is_joined_from_the_rounds_page(small, strategy) -> None:
    nothing = strategy.post(f"{ROUND}report/", {})
    assert nothing.status_code == 422 and "one of the two" in nothing.content.decode()
    assert strategy.post(f"{ROUND}report/", {"title": "Monitor 1"}).status_code == 302
    assert Round.objects.get().reports.get().title == "Monitor 1"
    twice = strategy.post(f"{ROUND}report/", {"title": "Monitor 1"})
    assert twice.status_code == 422
    assert "A report of this title is there already" in twice.content.decode()


def test_a_round_is_opened_from_its_page_once_there_is_a_page_for_that(small, strategy, monkeypatch) -> None:
    def resolved(name: str, args: list[str]) -> str:
        return f"/{name}/"

    def unresolved(name: str, args: list[str]) -> str:
        raise NoReverseMatch

    monkeypatch.setattr(views, "reverse", unresolved)
    assert "Open the round" not in text_of(strategy, ROUND)
    monkeypatch.setattr(views, "reverse", resolved)
    assert 'href="/open-round/"' in text_of(strategy, ROUND)
    Round.objects.update(state="OPEN")
    assert "Open the round" not in text_of(strategy, ROUND)


def test_who_may_not_sees_why_and_no_buttons(small) -> None:
    owner = _client("OWNER", small)
    shown = text_of(owner, ROUND)
    assert "Move the meeting" not in shown
    assert "set up a reporting round, move its meeting and open it" in shown
    assert owner.get("/small/rounds/set-up/").status_code == 403


def test_a_round_of_a_closed_draft_is_not_there_for_others(small, strategy) -> None:
    small.plans.get(is_main=True).editions.update(is_open=False)
    assert Client().get(ROUND).status_code == 404
    assert "round 1" not in text_of(Client(), "/small/rounds/")
    assert "round 1" not in text_of(Client(), "/small/calendar/")
    assert "round 1" in text_of(strategy, "/small/calendar/")


KEPT = {
    "version": 0, "name": "Local elections 2015", "starts_on": "30 March 2015", "ends_on": "7 May 2015"
}  # fmt: skip


def test_an_election_is_suggested_kept_changed_and_removed(small, strategy) -> None:
    """R135."""
    page = text_of(strategy, "/small/calendar/elections/")
    assert "Local elections 2015: from 30 March 2015, the last day for its notice, to 7 May 2015." in page
    assert "Suggested" not in text_of(Client(), "/small/calendar/elections/")
    filled = text_of(strategy, "/small/calendar/elections/add/?year=2015")
    assert 'value="30 March 2015"' in filled and 'value="7 May 2015"' in filled
    assert strategy.post("/small/calendar/elections/add/", KEPT).status_code == 302
    assert "Publicity is next held back from 30 March 2015, before Local elections 2015." in text_of(
        Client(), "/small/calendar/elections/"
    )
    held = PreElection.objects.get()
    at = f"/small/calendar/elections/{held.pk}/"
    moved = {**KEPT, "version": 1, "ends_on": "21 May 2015"}
    assert strategy.post(at, moved).status_code == 302
    stale = strategy.post(at, moved)
    assert stale.status_code == 422 and "Somebody else changed these days" in stale.content.decode()
    wrong = strategy.post(at, {**moved, "version": 2, "ends_on": "1 March 2015"})
    assert wrong.status_code == 422 and "The election comes before the first day." in wrong.content.decode()
    assert strategy.post(at, {"remove": "1"}).status_code == 302
    assert not PreElection.objects.exists()
    assert strategy.get(at).status_code == 404


def test_colours_are_withheld_on_the_days_before_an_election(small, strategy) -> None:
    """R135: one step from the days kept."""
    strategy.post("/small/calendar/elections/add/", KEPT)
    held = PreElection.objects.get()
    at = f"/small/calendar/elections/{held.pk}/"
    assert "Withhold colours on the days kept" in text_of(strategy, at)
    assert strategy.post(f"{at}without-colour/").status_code == 302
    small.refresh_from_db()
    assert (small.plain_from, small.plain_until) == (held.starts_on, held.ends_on)
    assert "Withheld on these days" in text_of(Client(), "/small/calendar/elections/")
    assert "Withhold colours on the days kept" not in text_of(strategy, at)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2015, 4, 20), "Publicity is held back until 7 May 2015, the day of Local elections 2015."),
        (date(2015, 6, 1), "Every time before an election that is kept here is past."),
    ],
)
def test_the_page_says_whether_publicity_is_held_back_now(small, strategy, on, sentence) -> None:
    strategy.post("/small/calendar/elections/add/", KEPT)
    Council.objects.update(position_on=on)
    assert sentence in text_of(Client(), "/small/calendar/elections/")


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (
            date(2014, 10, 1),
            "Every step is done with; the Clean streets committee meets on 1 October 2014, today.",
        ),
        (
            date(2014, 10, 2),
            "The Clean streets committee met on 1 October 2014; every step of this round is past.",
        ),
    ],
)
def test_a_round_near_its_end_says_so(small, on, sentence) -> None:
    Council.objects.update(position_on=on)
    assert sentence in text_of(Client(), ROUND)


def test_every_meeting_past_is_said(small) -> None:
    Council.objects.update(position_on=date(2014, 12, 1))
    assert "One round is set up; every meeting is past." in text_of(Client(), "/small/rounds/")
    Round.objects.all().delete()
    assert "No reporting round is set up yet." in text_of(Client(), "/small/rounds/")
