"""The calendar as iCalendar: identifiers that stay, versions that rise, and what is removed or closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client

from goldenthread.exchange.calendar_files import event_file, feed_file
from goldenthread.governance.meetings import Held, add_meeting, cancel_meeting
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.planning.communicating import BookedSaid, TaskSaid, add_part, remove_part
from goldenthread.planning.models import Stage
from goldenthread.planning.staging import Staged, add_stage, change_stage, remove_stage
from goldenthread.plans.models import Edition
from goldenthread.rounds.models import Round
from goldenthread.rounds.pre_elections import HeldBack, add_pre_election, remove_pre_election
from goldenthread.rounds.setting_up import SetUp, move_meeting, remove_round, set_up_round, work_out_again
from tests.cast import AT, ON, Q1, STRATEGY, WHO, Cast, a_council

pytestmark = pytest.mark.django_db
LATER: dict[str, Any] = {**WHO, "at": AT + timedelta(days=3)}
WORKSHOPS = Staged("PLAN", "Workshops", date(2014, 11, 3), date(2014, 11, 28), "Paper 4")


@pytest.fixture
def cast() -> Cast:
    cast = a_council()
    add_stage(council=cast.council, said=WORKSHOPS, **WHO)
    set_up_round(council=cast.council, said=SetUp("Quarter 1", Q1, date(2014, 10, 2)), **WHO)
    return cast


def events(council: Council, viewer: Officer = VISITOR, on: date = ON) -> dict[str, icalendar.Event]:
    """The feed's events by their identifiers, as another program reads them."""
    read = icalendar.Calendar.from_ical(feed_file(council, viewer, on))
    assert not read.errors
    return {str(one["UID"]): one for one in read.walk("VEVENT")}


def test_everything_on_the_calendar_is_a_whole_day_event(cast) -> None:
    """R043."""
    found = events(cast.council)
    assert len(found) == 1 + 7 + 1
    stage = found[f"stage-{Stage.objects.get().pk}.testbury@goldenthread"]
    assert (stage.decoded("DTSTART"), stage.decoded("DTEND")) == (date(2014, 11, 3), date(2014, 11, 29))
    assert (str(stage["SUMMARY"]), stage["SEQUENCE"], str(stage["STATUS"])) == ("Workshops", 1, "CONFIRMED")
    assert stage.decoded("DTSTAMP") == AT
    meeting = found[f"round-{Round.objects.get().pk}.testbury@goldenthread"]
    assert meeting.decoded("DTSTART") == date(2014, 10, 2)
    assert {str(one["SUMMARY"]) for one in found.values()} >= {
        "Quarter 1: Updates due",
        "Quarter 1: Papers published",
    }


def test_the_file_is_the_same_until_something_changes(cast) -> None:
    first = feed_file(cast.council, VISITOR, ON)
    assert feed_file(cast.council, VISITOR, ON + timedelta(days=30)) == first
    stage = Stage.objects.get()
    moved = WORKSHOPS._replace(ends_on=date(2014, 12, 5))
    change_stage(stage=stage, said=moved, version=1, **LATER)
    assert feed_file(cast.council, VISITOR, ON) != first
    held = events(cast.council)[f"stage-{stage.pk}.testbury@goldenthread"]
    assert (held["SEQUENCE"], held.decoded("DTSTAMP"), held.decoded("DTEND")) == (
        2, LATER["at"], date(2014, 12, 6),
    )  # fmt: skip


def test_what_moves_with_a_meeting_keeps_its_identifier_and_rises_in_sequence(cast) -> None:
    """R042."""
    before = events(cast.council)
    move_meeting(round=Round.objects.get(), meets_on=date(2014, 10, 9), version=1, **LATER)
    after = events(cast.council)
    assert set(after) == set(before)
    moved = [uid for uid in after if after[uid]["DTSTART"].dt != before[uid]["DTSTART"].dt]
    assert len(moved) == 8
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in moved)


def test_what_was_removed_in_the_last_year_is_cancelled_and_then_forgotten(cast) -> None:
    before = events(cast.council)
    remove_stage(stage=Stage.objects.get(), **LATER)
    remove_round(round=Round.objects.get(), **LATER)
    found = events(cast.council)
    assert set(found) == set(before)
    for uid, one in found.items():
        assert str(one["STATUS"]) == "CANCELLED"
        assert one["SEQUENCE"] > before[uid]["SEQUENCE"]
        assert one["DTSTART"].dt == before[uid]["DTSTART"].dt
        assert str(one["SUMMARY"]) == str(before[uid]["SUMMARY"])
    assert events(cast.council, on=ON + timedelta(days=400)) == {}


def test_the_time_before_an_election_is_in_the_feed(cast) -> None:
    """R135."""
    said = HeldBack("Local elections 2014", date(2014, 9, 20), date(2014, 10, 5))
    held = add_pre_election(council=cast.council, said=said, **WHO)
    found = events(cast.council)
    election = found[f"preelection-{held.pk}.testbury@goldenthread"]
    assert str(election["SUMMARY"]) == "The time before Local elections 2014"
    meeting = next(one for uid, one in found.items() if uid.startswith("round-"))
    assert str(meeting["DESCRIPTION"]) == "In the time before Local elections 2014."
    uid = str(election["UID"])
    remove_pre_election(pre_election=held, **LATER)
    gone = events(cast.council)[uid]
    assert (str(gone["STATUS"]), str(gone["SUMMARY"])) == (
        "CANCELLED",
        "The time before Local elections 2014",
    )


def test_a_closed_drafts_dates_are_told_to_its_own_people_only_even_once_removed(cast) -> None:
    cast.edition.is_open = False
    cast.edition.save(update_fields=["is_open"])
    secret = SetUp("Secret", Q1, date(2014, 12, 4), edition=cast.edition)
    made = set_up_round(council=cast.council, said=secret, **WHO)
    assert b"Secret" not in feed_file(cast.council, VISITOR, ON)
    assert b"Secret" in feed_file(cast.council, STRATEGY, ON)
    assert event_file(cast.council, VISITOR, f"round-{made.pk}") is None
    assert event_file(cast.council, STRATEGY, f"round-{made.pk}") is not None
    remove_round(round=made, **LATER)
    assert b"Secret" not in feed_file(cast.council, VISITOR, ON)
    assert b"Secret" in feed_file(cast.council, STRATEGY, ON)


def test_a_step_taken_out_of_the_policy_is_cancelled(cast, tmp_path, monkeypatch) -> None:
    (tmp_path / "rounds.toml").write_text(
        '[[step]]\nkey = "open"\nname = "Opens"\nworking_days_before_next = 5\n'
        '[[step]]\nkey = "updater"\nname = "Due"\nworking_days_before_next = 5\n'
        '[[step]]\nkey = "publication"\nname = "Out"\nclear_working_days_before_next = 5\n'
        '[[step]]\nkey = "meeting"\nname = "Meets"\n'
    )
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    work_out_again(round=Round.objects.get(), **LATER)
    gone = [str(one["SUMMARY"]) for one in events(cast.council).values() if one["STATUS"] == "CANCELLED"]
    assert sorted(gone) == [
        "Quarter 1: director",
        "Quarter 1: finance",
        "Quarter 1: legal",
        "Quarter 1: owner",
    ]


def test_what_the_ledger_says_nothing_of_is_stamped_with_its_own_day(cast) -> None:
    stage = Stage.objects.create(
        council=cast.council, cycle="BUDGET", name="Budget", starts_on=ON, ends_on=ON
    )
    held = events(cast.council)[f"stage-{stage.pk}.testbury@goldenthread"]
    assert held.decoded("DTSTAMP") == datetime(2014, 9, 2, tzinfo=UTC)


def test_awkward_words_come_through_whole(cast) -> None:
    name = "Workshops; with “words”, commas\\ and\nlines " + "é" * 120
    Stage.objects.update(name=name)
    uid = f"stage-{Stage.objects.get().pk}.testbury@goldenthread"
    assert str(events(cast.council)[uid]["SUMMARY"]) == name


def test_one_event_is_a_file_of_its_own(cast) -> None:
    stage = Stage.objects.get()
    read = icalendar.Calendar.from_ical(event_file(cast.council, VISITOR, f"stage-{stage.pk}"))
    assert [str(one["SUMMARY"]) for one in read.walk("VEVENT")] == ["Workshops"]
    for none in ("stage-0", "stage", "lunch-1", "stage-one"):
        assert event_file(cast.council, VISITOR, none) is None


def test_the_feed_is_served_to_whoever_may_read_the_council(cast) -> None:
    answer = Client().get("/testbury/calendar.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    one = Client().get(f"/testbury/calendar/stage-{Stage.objects.get().pk}.ics")
    assert one.status_code == 200 and b"Workshops" in one.content
    assert Client().get("/testbury/calendar/stage-0.ics").status_code == 404
    Council.objects.update(is_open=False)
    assert Client().get("/testbury/calendar.ics").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_asks_as_much_for_three_rounds_as_for_one(cast, count, django_assert_num_queries) -> None:
    cabinet = cast.council.bodies.create(name="Meets", kind="SCRUTINY")
    cast.council.meetings.create(body=cabinet, meets_on=date(2014, 10, 1))
    for number in range(2, count + 1):
        set_up_round(council=cast.council, said=SetUp(f"Round {number}", Q1, date(2014, 10, 2)), **WHO)
        cast.council.meetings.create(body=cabinet, meets_on=date(2014, 10, number))
    with django_assert_num_queries(13):
        feed_file(cast.council, VISITOR, ON)


def test_a_meeting_is_in_the_feed_with_the_day_its_papers_are_published(cast) -> None:
    """Part 5: meetings with dates, publication deadlines and call-in, in everybody's diary."""
    cabinet = cast.council.bodies.create(name="Cabinet of Testbury", kind="EXECUTIVE")
    said = Held(cabinet, date(2014, 10, 7), "Guildhall")
    made = add_meeting(council=cast.council, said=said, **WHO)
    meets, papers = (f"{kind}-{made.pk}.testbury@goldenthread" for kind in ("meeting", "publication"))
    found = events(cast.council)
    assert str(found[meets]["SUMMARY"]) == "Cabinet of Testbury meets"
    assert (found[meets].decoded("DTSTART"), found[meets].decoded("DTSTAMP")) == (date(2014, 10, 7), AT)
    assert str(found[meets]["DESCRIPTION"]).startswith("Guildhall\nIts decisions can be called in until")
    assert str(found[papers]["SUMMARY"]) == "Cabinet of Testbury: papers published"
    assert found[papers].decoded("DTSTART") == made.publication_on
    cancel_meeting(meeting=made, is_cancelled=True, version=1, **LATER)
    found = events(cast.council)
    assert {str(found[one]["STATUS"]) for one in (meets, papers)} == {"CANCELLED"}
    assert found[meets]["SEQUENCE"] == 2
    assert event_file(cast.council, VISITOR, f"publication-{made.pk}") is not None


def test_how_people_are_told_is_in_the_feed_and_a_closed_drafts_is_not(cast) -> None:
    """R057: a removed task of a closed draft does not tell others that there is one."""
    task = add_part(edition=cast.edition, said=TaskSaid("Print it", date(2014, 9, 30)), **WHO)
    booked = add_part(edition=cast.edition, said=BookedSaid(ON, ON, "Posters", team="Press"), **WHO)
    uids = {
        f"communicationtask-{task.pk}.testbury@goldenthread",
        f"bookedtime-{booked.pk}.testbury@goldenthread",
    }
    assert uids <= set(events(cast.council))
    remove_part(part=task, **LATER)
    found = events(cast.council)
    assert str(found[sorted(uids)[1]]["STATUS"]) == "CANCELLED"
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    assert not uids & set(events(cast.council))
    assert uids <= set(events(cast.council, STRATEGY))
