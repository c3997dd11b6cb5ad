"""Setting rounds up: their deadlines, the meeting that moves, days set by hand, and who may."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.core.periods import code
from goldenthread.core.refused import Refused, Stale, UnreadableFile
from goldenthread.core.round_plan import Fixed
from goldenthread.governance.models import Body
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR
from goldenthread.reports.models import ReportSetting
from goldenthread.reports.round_reports import (
    WhichReport,
    join_report,
    let_round_go,
    reports_to_join,
    set_up_round_for,
)
from goldenthread.rounds.models import Deadline, Round
from goldenthread.rounds.policies import round_steps
from goldenthread.rounds.queries import dues_as_held, round_at, rounds_of
from goldenthread.rounds.setting_up import (
    SetUp,
    change_round,
    move_meeting,
    moves_for,
    remove_round,
    set_deadline,
    set_up_round,
    work_out_again,
)
from tests.cast import AT, NEIGHBOUR, OWNER, Q1, STRANGER, STRATEGY, WHO, a_council

pytestmark = pytest.mark.django_db
MEETS, LATER = date(2014, 10, 2), date(2014, 10, 9)


def said(**more: object) -> SetUp:
    return SetUp(**{"name": "Quarter 1", "period": Q1, "meets_on": MEETS, **more})


def a_round(**more: object) -> Round:
    return set_up_round(council=a_council().council, said=said(**more), **WHO)


def days(round: Round) -> dict[str, date]:
    return dict(Deadline.objects.filter(round=round).values_list("step", "due_on"))


def test_a_round_has_every_deadline_worked_back_from_its_meeting() -> None:
    """R042: by hand on the calendar of September 2014, with the bank holiday of 25 August."""
    made = set_up_round(council=a_council().council, said=said(), by=STRATEGY, at=AT)
    assert (made.slug, made.state, made.period) == ("quarter-1", "PLANNED", code(Q1))
    assert days(made) == {
        "open": date(2014, 8, 22),
        "updater": date(2014, 9, 8),
        "owner": date(2014, 9, 11),
        "director": date(2014, 9, 16),
        "finance": date(2014, 9, 18),
        "legal": date(2014, 9, 22),
        "publication": date(2014, 9, 24),
    }
    assert Entry.objects.filter(subject_kind="deadline", verb="recorded").count() == 7
    assert Entry.objects.get(subject_kind="round").verb == "set up"


def test_holidays_are_those_of_the_councils_nation() -> None:
    council = a_council().council
    council.nation = "SCOTLAND"
    council.save(update_fields=["nation"])
    made = set_up_round(council=council, said=said(), **WHO)
    assert days(made)["open"] == date(2014, 8, 25)  # no bank holiday in Scotland


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"meets_on": date(2014, 6, 30)},
            "comes before the period is over on 30 June 2014. Choose a later day.",
        ),
        ({"name": "  "}, "Give the round a name."),
        ({"name": "x" * 201}, "Shorten it."),
    ],
)
def test_a_round_that_cannot_be_is_refused(more, sentence) -> None:
    council = a_council().council
    with pytest.raises(Refused) as refusal:
        set_up_round(council=council, said=said(**more), **WHO)
    assert sentence in str(refusal.value)
    assert not Round.objects.exists()


def test_what_belongs_to_another_council_is_refused() -> None:
    council, elsewhere = a_council().council, a_council("elsewhere")
    body = Body.objects.create(council=elsewhere.council, name="Cabinet", kind="EXECUTIVE")
    with pytest.raises(Refused, match="body belongs to another") as refusal:
        set_up_round(council=council, said=said(body=body, edition=elsewhere.edition), **WHO)
    assert "The edition belongs to another council." in str(refusal.value)


def test_names_differ_and_addresses_too() -> None:
    held = a_round()
    with pytest.raises(Refused, match="A round of this name is there already"):
        set_up_round(council=held.council, said=said(), **WHO)
    slugs = [
        set_up_round(council=held.council, said=said(name=name), **WHO).slug
        for name in ("Quarter  1!", "***", "Set up")
    ]
    assert slugs == ["quarter-1-2", "round", "round-set-up"]


@pytest.mark.parametrize(
    ("by", "sentence"),
    [(OWNER, "can"), (NEIGHBOUR, "can"), (STRANGER, "another council"), (VISITOR, "Sign in first.")],
)
def test_only_who_keeps_rounds_sets_them_up_and_moves_them(by, sentence) -> None:
    held = a_round()
    actions = [
        lambda: set_up_round(council=held.council, said=said(name="Other"), by=by, at=AT),
        lambda: move_meeting(round=held, meets_on=LATER, version=1, by=by, at=AT),
        lambda: set_deadline(round=held, step="legal", fixed=Fixed(MEETS, "Leave"), version=1, by=by, at=AT),
        lambda: work_out_again(round=held, by=by, at=AT),
        lambda: change_round(round=held, said=said(name="Other"), version=1, by=by, at=AT),
        lambda: remove_round(round=held, by=by, at=AT),
        lambda: join_report(round=held, report=WhichReport(title="Monitor"), by=by, at=AT),
        lambda: let_round_go(round=held, by=by, at=AT),
    ]
    for act in actions:
        with pytest.raises(Refused) as refusal:
            act()
        assert sentence in str(refusal.value)
    assert Round.objects.get().meets_on == MEETS


def test_when_the_meeting_moves_every_date_moves_and_is_listed() -> None:
    """R042."""
    held = a_round()
    before, foretold = days(held), moves_for(held, LATER)
    assert days(held) == before  # looking changes nothing
    found = move_meeting(round=held, meets_on=LATER, version=1, reason="Half-term", **WHO)
    assert found == foretold and len(found) == 8
    assert [(one.was, one.now) for one in found if one.step.key == "open"] == [
        (date(2014, 8, 22), date(2014, 9, 1))
    ]
    held.refresh_from_db()
    assert (held.meets_on, held.version, days(held)["publication"]) == (LATER, 2, date(2014, 10, 1))
    entry = Entry.objects.get(subject_kind="round", verb="moved")
    assert (entry.before, entry.reason) == ({"meets_on": "2014-10-02"}, "Half-term")
    assert Entry.objects.filter(subject_kind="deadline", verb="moved", reason="Half-term").count() == 7


def test_two_people_who_move_a_meeting_do_not_undo_each_other() -> None:
    held = a_round()
    move_meeting(round=held, meets_on=LATER, version=1, **WHO)
    with pytest.raises(Stale, match="Somebody else changed this round"):
        move_meeting(round=held, meets_on=date(2014, 10, 16), version=1, **WHO)


def test_a_published_round_keeps_its_dates() -> None:
    held = a_round()
    Round.objects.update(state="PUBLISHED")
    with pytest.raises(Refused, match="This round is published, so its dates stay as they were"):
        move_meeting(round=held, meets_on=LATER, version=1, **WHO)


def test_a_day_set_by_hand_stays_when_the_meeting_moves() -> None:
    held = a_round()
    leave = Fixed(date(2014, 9, 12), "The director is on leave the week after")
    found = set_deadline(round=held, step="director", fixed=leave, version=1, **WHO)
    assert [one.step.key for one in found] == ["open", "updater", "owner", "director"]
    assert days(held)["owner"] == date(2014, 9, 9)
    move_meeting(round=held, meets_on=LATER, version=1, **WHO)
    deadline = Deadline.objects.get(step="director")
    assert (deadline.due_on, deadline.is_by_hand, deadline.reason) == (leave.on, True, leave.reason)
    set_deadline(round=held, step="director", fixed=None, version=deadline.version, **WHO)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.is_by_hand, deadline.reason) == (date(2014, 9, 23), False, "")


@pytest.mark.parametrize(
    ("step", "fixed", "sentence"),
    [
        ("legal", Fixed(MEETS, " "), "Say why it is set by hand."),
        (
            "legal",
            Fixed(LATER, "Leave"),
            "That is after the meeting on 2 October 2014. Choose an earlier day.",
        ),
        ("lunch", Fixed(MEETS, "Leave"), "This round has no such step."),
        ("meeting", Fixed(MEETS, "Leave"), "This round has no such step."),
    ],
)
def test_a_day_that_cannot_be_set_by_hand_is_refused(step, fixed, sentence) -> None:
    held = a_round()
    with pytest.raises(Refused) as refusal:
        set_deadline(round=held, step=step, fixed=fixed, version=1, **WHO)
    assert sentence in str(refusal.value)


def test_a_deadline_changed_meanwhile_is_not_lost() -> None:
    held = a_round()
    set_deadline(round=held, step="legal", fixed=Fixed(date(2014, 9, 19), "Leave"), version=1, **WHO)
    with pytest.raises(Stale, match="this deadline"):
        set_deadline(round=held, step="legal", fixed=None, version=1, **WHO)


def test_a_round_follows_the_policy_when_asked_to(tmp_path: Path, monkeypatch) -> None:
    held = a_round()
    (tmp_path / "rounds.toml").write_text(
        '[[step]]\nkey = "open"\nname = "Opens"\nworking_days_before_next = 5\n'
        '[[step]]\nkey = "updater"\nname = "Due"\nworking_days_before_next = 5\n'
        '[[step]]\nkey = "whip"\nname = "Group briefed"\nworking_days_before_next = 1\n'
        '[[step]]\nkey = "publication"\nname = "Out"\nclear_working_days_before_next = 5\n'
        '[[step]]\nkey = "meeting"\nname = "Meets"\n'
    )
    (tmp_path / "duties.toml").write_text(Path("policies/duties.toml").read_text())
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    found = work_out_again(round=held, by=STRATEGY, at=AT)
    assert [one.step.key for one in found] == ["open", "updater", "whip"]
    assert days(held) == {
        "open": date(2014, 9, 9),
        "updater": date(2014, 9, 16),
        "whip": date(2014, 9, 23),
        "publication": date(2014, 9, 24),
    }
    assert Entry.objects.filter(subject_kind="deadline", verb="removed").count() == 4


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "can't be read"), ("step = ", "is not TOML"), ("step = 3", "Begin each step"), (b"\xff", "TOML")],
)
def test_an_unreadable_policy_is_told_in_a_sentence(tmp_path, monkeypatch, content, sentence) -> None:
    if content is not None:
        (tmp_path / "rounds.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    with pytest.raises(UnreadableFile) as refusal:
        round_steps()
    assert "rounds.toml" in str(refusal.value) and sentence in str(refusal.value)


def test_a_round_is_named_otherwise_but_keeps_what_was_asked() -> None:
    held = a_round()
    change_round(round=held, said=said(name="First quarter", meets_on=LATER), version=1, **WHO)
    held.refresh_from_db()
    assert (held.name, held.slug, held.meets_on) == ("First quarter", "quarter-1", MEETS)
    Round.objects.update(state="OPEN")
    cast = held.council.plans.get(is_main=True).editions.get()
    with pytest.raises(Refused, match="the period and the edition stay as they are"):
        change_round(round=held, said=said(edition=cast), version=2, **WHO)


def test_a_round_is_removed_before_it_opens_and_kept_afterwards() -> None:
    held = a_round()
    setting = ReportSetting.objects.create(
        council=held.council, slug="monitor", title="Monitor", period=code(Q1), round=held
    )
    Round.objects.update(state="OPEN")
    with pytest.raises(Refused, match="asked for their updates already"):
        let_round_go(round=Round.objects.get(), **WHO)
    Round.objects.update(state="PLANNED")
    let_round_go(round=Round.objects.get(), **WHO)
    assert not Round.objects.exists() and not Deadline.objects.exists()
    setting.refresh_from_db()
    assert setting.round is None
    assert Entry.objects.filter(verb="removed", subject_kind="deadline").count() == 7


def test_a_round_comes_with_its_report() -> None:
    council = a_council().council
    made = set_up_round_for(council=council, said=said(), report=WhichReport(title="Monitor 1"), **WHO)
    setting = ReportSetting.objects.get()
    assert (setting.slug, setting.title, setting.period, setting.round) == (
        "monitor-1", "Monitor 1", code(Q1), made,
    )  # fmt: skip
    with pytest.raises(Refused, match="A report of this title is there already"):
        set_up_round_for(
            council=council, said=said(name="Other"), report=WhichReport(title="Monitor 1"), **WHO
        )
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "sentence"),
    [({"period": "Y:2013-04-01:2014-03-31"}, "of another period"), ({"joined": True}, "by another round")],
)
def test_a_report_that_does_not_belong_is_not_joined(more, sentence) -> None:
    held = a_round()
    other = set_up_round(council=held.council, said=said(name="Other"), **WHO)
    setting = ReportSetting.objects.create(
        council=held.council, slug="m", title="M", period=more.get("period", code(Q1)),
        round=other if "joined" in more else None,
    )  # fmt: skip
    with pytest.raises(Refused, match=sentence):
        join_report(round=held, report=WhichReport(setting), **WHO)


def test_a_report_of_the_period_is_joined() -> None:
    held = a_round()
    setting = ReportSetting.objects.create(council=held.council, slug="m", title="M", period=code(Q1))
    assert reports_to_join(held.council) == [setting]
    join_report(round=held, report=WhichReport(setting), **WHO)
    assert reports_to_join(held.council) == []


def test_a_round_of_a_closed_draft_is_told_to_nobody_else() -> None:
    cast = a_council()
    set_up_round(council=cast.council, said=said(edition=cast.edition), **WHO)
    cast.edition.is_open = False
    cast.edition.save(update_fields=["is_open"])
    for viewer, count in ((VISITOR, 0), (STRANGER, 0), (OWNER, 1), (STRATEGY, 1)):
        assert len(rounds_of(cast.council, viewer)) == count
        assert (round_at(cast.council, "quarter-1", viewer) is not None) is bool(count)


def test_the_room_left_is_told_from_the_days_on_record() -> None:
    held = a_round()
    set_deadline(round=held, step="legal", fixed=Fixed(date(2014, 9, 19), "Leave"), version=1, **WHO)
    found = {due.step.key: due for due in dues_as_held(Round.objects.get())}
    assert (found["legal"].slack, found["legal"].is_by_hand) == (1, True)
    assert (found["finance"].slack, found["finance"].is_by_hand) == (0, False)
