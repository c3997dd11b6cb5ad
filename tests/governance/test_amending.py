"""Whatever was approved changes by request only: baselines, owners, withdrawals, and what each would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.measure_sheet import Definition
from goldenthread.core.periods import parse_period
from goldenthread.core.refused import Refused, Stale
from goldenthread.governance.amending_elements import ask_for_owner, ask_for_withdrawal
from goldenthread.governance.change_queries import (
    put_to,
    redirected_by,
    requests_of_element,
    requests_of_measure,
)
from goldenthread.governance.changing import Wish, ask_for_change, decide_change, effects_of, put_to_meeting
from goldenthread.governance.grounds import Because, said_of_ground
from goldenthread.governance.models import Body, ChangeRequest, Decision, Meeting
from goldenthread.governance.moving_dates import ask_for_dates
from goldenthread.measures import actions
from goldenthread.measures.models import Measure
from goldenthread.measures.sheet_parts import bring_back, retire_measure
from goldenthread.measures.sheets import change_measure, change_tolerance, redefine_measure, written_of
from goldenthread.measures.targets import set_target
from goldenthread.people.models import Post
from goldenthread.people.policies import policies_folder
from goldenthread.plans.amending import give_to_owner, withdraw_element
from goldenthread.plans.editing import amend_element, move_element
from goldenthread.plans.models import Contribution, Edition, Element, Offer, WorkplanItem
from goldenthread.plans.origins import Why
from goldenthread.plans.reshaping import retire_element, split_element
from goldenthread.reports.figures.amended import amended
from tests.cast import (
    AT,
    NEIGHBOUR,
    ON,
    OWNER,
    Q1,
    STRANGER,
    STRATEGY,
    WHO,
    a_council,
    observation_row,
    target_row,
)

pytestmark = pytest.mark.django_db
DECIDER = replace(STRATEGY, post="Executive Member", username="member", duty="EXECUTIVE")
DIRECTOR = replace(
    STRATEGY, post="Director of Place", username="director", duty="DIRECTOR", directorate="Place"
)
CLERK = replace(STRATEGY, post="Clerk", username="clerk", duty="DEMOCRATIC")
LATER = date(2015, 6, 30)


@pytest.fixture
def cast():
    cast = a_council()
    actions.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "80")], **WHO)
    actions.record_observations(council=cast.council, rows=[observation_row(cast.measure, Q1, "78")], **WHO)
    Edition.objects.update(state="ADOPTED")
    Measure.objects.update(baseline=Decimal(60))
    return cast


def line(cast, code="action") -> Element:
    return Element.objects.get(council=cast.council, code=code)


def post(cast, title="Strategy Manager") -> Post:
    return cast.council.posts.get(title=title)


def ask(cast, kind, reason="It changed.", because=None, period=None, by=OWNER, **after) -> ChangeRequest:
    measure = Measure.objects.get(pk=cast.measure.pk)
    wish = Wish(kind, measure, after, period, because or Because())
    return ask_for_change(wish=wish, reason=reason, on=ON, by=by, at=AT)


def decide(request, by=DECIDER, is_granted=True, decision="", body=None):
    request.refresh_from_db()
    said = {"is_granted": is_granted, "decision": decision, "version": request.version, "body": body}
    decide_change(request=request, on=ON, by=by, at=AT, **said)
    request.refresh_from_db()


def body_of(cast, kind="EXECUTIVE", name="Cabinet") -> Body:
    return Body.objects.get_or_create(council=cast.council, name=name, kind=kind)[0]


def test_no_path_changes_an_approved_thing_without_a_request(cast) -> None:
    """R122: every action that could is tried by who may do most; each refuses, and nothing has changed."""
    held, action = Measure.objects.get(), line(cast)
    sheet, seen, who = written_of(held), held.version, {"by": STRATEGY, "at": AT}
    owner = post(cast)
    on_sheet = [
        {"baseline": Decimal(61)}, {"baseline_on": ON, "baseline": Decimal(62)}, {"owner_id": owner.pk},
        {"tolerance": Decimal(1)}, {"polarity": "LOWER"}, {"unit": "days", "kind": "NUMBER"},
    ]  # fmt: skip
    tries = [
        *(
            lambda row=row: change_measure(measure=held, sheet=replace(sheet, **row), version=seen, **who)
            for row in on_sheet
        ),
        lambda: set_target(measure=held, period=Q1, value=Decimal(70), reason="R", **who),
        lambda: change_tolerance(measure=held, tolerance=Decimal(5), is_percent=False, floor=None, low=None,
                                 high=None, reason="R", **who),
        lambda: redefine_measure(measure=held, new=replace_definition(sheet), from_on=ON, is_comparable=True,
                                 reason="R", version=held.version, **who),
        lambda: retire_measure(measure=held, on=ON, reason="R", version=held.version, **who),
        *(
            lambda row=row: amend_element(element=action, version=action.version, changes=row, **who)
            for row in ({"title": "Other"}, {"owner_id": owner.pk}, {"due_on": LATER}, {"state": "RETIRED"})
        ),
        lambda: move_element(element=action, version=action.version, parent=None, **who),
        lambda: retire_element(element=action, version=action.version, under=None, why=Why("R"), **who),
        lambda: split_element(element=action, version=action.version, parts=["A", "B"], why=Why("R"), **who),
    ]  # fmt: skip
    before = (list(Element.objects.order_by("pk").values()), list(Measure.objects.values()))
    for attempt in tries:
        with pytest.raises(Refused, match=r"[Aa]sk for|asked for|request"):
            attempt()
    assert (list(Element.objects.order_by("pk").values()), list(Measure.objects.values())) == before


def replace_definition(sheet):
    return Definition(*(getattr(sheet, name) for name in Definition._fields))._replace(
        unit="days", kind="NUMBER"
    )


def test_what_was_left_blank_is_said_at_last_without_a_request(cast) -> None:
    """R126: a baseline only recently established is no change of what was approved."""
    Measure.objects.update(baseline=None, owner=None)
    held = Measure.objects.get()
    sheet = replace(written_of(held), baseline=Decimal(60), owner_id=post(cast).pk)
    assert change_measure(measure=held, sheet=sheet, version=held.version, by=STRATEGY, at=AT)


def test_a_baseline_an_owner_and_a_withdrawal_of_a_measure_change_by_request(cast) -> None:
    decide(ask(cast, "BASELINE", baseline=Decimal("61.5"), baseline_on=date(2014, 3, 31)))
    decide(ask(cast, "OWNER", owner_id=post(cast).pk))
    decide(ask(cast, "WITHDRAWAL", retired_on=date(2014, 12, 31), by=STRATEGY))
    held = Measure.objects.get()
    assert (held.baseline, held.baseline_on, held.owner) == (Decimal("61.5"), date(2014, 3, 31), post(cast))
    assert (held.retired_on, held.retired_because) == (date(2014, 12, 31), "It changed.")
    found = {
        one.name: (one.first, [each.value for each in one.changes])
        for one in amended(requests_of_measure(held))
    }
    assert found["Baseline"] == ("60%", ["61.5%"])
    assert found["Owner"] == ("Head of Streets", ["Strategy Manager"])
    with pytest.raises(Refused, match="Ask for a change"):
        bring_back(measure=held, reason="R", version=held.version, by=STRATEGY, at=AT)
    decide(ask(cast, "WITHDRAWAL", retired_on=None, by=STRATEGY))
    assert Measure.objects.get().retired_on is None


@pytest.mark.parametrize(
    ("kind", "after", "sentence"),
    [
        ("OWNER", {"owner_id": None}, "always has somebody who answers for it"),
        ("OWNER", {"owner_id": 999999}, "No post of this council"),
        ("WITHDRAWAL", {"retired_on": None}, "Nothing would change"),
        ("BASELINE", {"baseline": Decimal(10) ** 15}, "too large"),
        ("BASELINE", {"baseline": None, "baseline_on": ON}, "Give the baseline's figure"),
    ],
)
def test_what_could_never_be_granted_is_refused_when_it_is_asked(cast, kind, after, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        ask(cast, kind, **after)


def test_a_line_goes_to_another_owner_by_request_and_the_first_one_is_kept(cast) -> None:
    who = {"on": ON, "by": OWNER, "at": AT}
    request = ask_for_owner(element=line(cast), owner=post(cast), reason="The work moved.", **who)
    assert (request.before["owner"], request.after["owner"]) == ("Head of Streets", "Strategy Manager")
    for wrong, sentence in (
        (post(cast, "Head of Streets"), "answers for it already"),
        (None, "Choose a post"),
    ):
        with pytest.raises(Refused, match=sentence):
            ask_for_owner(element=line(cast), owner=wrong, reason="R", **who)
    with pytest.raises(Refused, match="asks for another owner already"):
        ask_for_owner(element=line(cast), owner=post(cast), reason="R", **who)
    decide(request)
    assert line(cast).owner == post(cast)
    (found,) = amended(requests_of_element(line(cast)))
    assert (found.name, found.first, [one.value for one in found.changes]) == (
        "Owner", "Head of Streets", ["Strategy Manager"],
    )  # fmt: skip


def test_a_line_is_withdrawn_with_what_hangs_from_it_and_is_kept_where_it_was(cast) -> None:
    improvement = line(cast, "clean")
    request = ask_for_withdrawal(element=improvement, reason="The law changed.", on=ON, by=OWNER, at=AT)
    decide(request)
    assert {one.code: one.state for one in Element.objects.all()} == {
        "vision": "LIVE", "place": "LIVE", "clean": "RETIRED", "action": "RETIRED",
    }  # fmt: skip
    assert line(cast).parent == improvement
    assert [
        "Lines below",
        "One line hangs from it: “Action”. They would be withdrawn with it.",
    ] in request.effect
    with pytest.raises(Refused, match="no longer in force"):
        ask_for_withdrawal(element=improvement, reason="R", on=ON, by=OWNER, at=AT)


def test_a_drafts_line_is_edited_outright_and_by_nobody_elses_leave(cast) -> None:
    Edition.objects.update(state="DRAFT")
    for action in (
        lambda: ask_for_owner(element=line(cast), owner=post(cast), reason="R", on=ON, by=OWNER, at=AT),
        lambda: ask_for_withdrawal(element=line(cast), reason="R", on=ON, by=OWNER, at=AT),
        lambda: give_to_owner(element=line(cast), owner=post(cast), reason="R", by=OWNER, at=AT),
        lambda: withdraw_element(element=line(cast), reason="R", by=OWNER, at=AT),
    ):
        with pytest.raises(Refused, match="is a draft still"):
            action()
    for stranger in (NEIGHBOUR, STRANGER):
        with pytest.raises(Refused):
            ask_for_withdrawal(element=line(cast), reason="R", on=ON, by=stranger, at=AT)


def test_who_may_approve_goes_by_the_policy(cast) -> None:
    """A target is the Executive’s, a near date the director’s; others record what a body decided."""
    request = ask(cast, "TARGET", period=Q1, value=Decimal(75))
    strategy = replace(STRATEGY, post="Another", username="another")
    for by in (DIRECTOR, strategy, CLERK):
        with pytest.raises(Refused, match="is approved by the executive member"):
            decide(request, by=by)
    with pytest.raises(Refused, match="can’t approve this"):
        decide(request, by=strategy, body=body_of(cast, "SCRUTINY", "Scrutiny"))
    with pytest.raises(Refused):
        decide(request, by=DIRECTOR, body=body_of(cast))
    decide(request, by=CLERK, body=body_of(cast))
    assert (request.state, request.body.name, request.decided_by) == ("APPROVED", "Cabinet", "Clerk")
    with pytest.raises(Refused, match="You are signed in as a director"):
        decide(ask_for_dates(element=line(cast, "clean"), dates={"due_on": date(2017, 4, 30)}, reason="Late.",
                             on=ON, by=OWNER, at=AT), by=DIRECTOR)  # fmt: skip
    Element.objects.update(service=cast.council.services.get())
    near = ask_for_dates(element=line(cast), dates={"due_on": LATER}, reason="Late.", on=ON, by=OWNER, at=AT)
    decide(near, by=DIRECTOR)
    assert line(cast).due_on == LATER
    far = {"due_on": date(2016, 3, 31)}
    request = ask_for_dates(element=line(cast), dates=far, reason="Later.", on=ON, by=OWNER, at=AT)
    with pytest.raises(Refused, match="A date that moves by 275 days is approved by the executive member"):
        decide(request, by=DIRECTOR)
    elsewhere = replace(DIRECTOR, directorate="Resources")
    request = ask_for_owner(element=line(cast), owner=post(cast), reason="R", on=ON, by=OWNER, at=AT)
    with pytest.raises(Refused):
        decide(request, by=elsewhere)


def test_by_a_policy_that_cannot_be_read_nobody_decides(cast, tmp_path, monkeypatch) -> None:
    for one in policies_folder().glob("*.toml"):
        (tmp_path / one.name).write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "changes.toml").write_text("approves = 3", encoding="utf-8")
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    request = ask(cast, "TARGET", period=Q1, value=Decimal(75))
    for body in (None, body_of(cast)):
        with pytest.raises(Refused, match=r"changes\.toml"):
            decide(request, body=body)


def test_a_request_is_put_to_a_meeting_whose_body_decides_it(cast) -> None:
    request = ask(cast, "TARGET", period=Q1, value=Decimal(75))
    meetings = {
        name: Meeting.objects.create(council=cast.council, body=body_of(cast, kind, body), meets_on=day)
        for name, kind, body, day in (
            ("cabinet", "EXECUTIVE", "Cabinet", date(2014, 9, 16)), ("council", "COUNCIL", "Council", LATER),
            ("past", "EXECUTIVE", "Cabinet", date(2014, 8, 1)), ("scrutiny", "SCRUTINY", "Scrutiny", LATER),
        )
    }  # fmt: skip

    def put(name, by=CLERK, version=None):
        request.refresh_from_db()
        seen = request.version if version is None else version
        put_to_meeting(request=request, meeting=meetings[name], version=seen, by=by, at=AT)
        request.refresh_from_db()

    for name, sentence in (("past", "was before this was asked"), ("scrutiny", "can’t approve this")):
        with pytest.raises(Refused, match=sentence):
            put(name)
    with pytest.raises(Stale):
        put("cabinet", version=9)
    with pytest.raises(Refused):
        put("cabinet", by=OWNER)
    put("council")
    with pytest.raises(Refused, match="was put to Council, 30 June 2015 already"):
        put("council")
    put("cabinet")
    assert (request.state, put_to(meetings["cabinet"])) == ("PUT", [request])
    with pytest.raises(Refused, match="asks for this already"):
        ask(cast, "TARGET", period=Q1, value=Decimal(70))
    with pytest.raises(Refused, match="that body decides it"):
        decide(request, by=CLERK, body=body_of(cast, "COUNCIL", "Council"))
    decide(request, by=CLERK)
    assert (request.state, request.body.name) == ("APPROVED", "Cabinet")
    Meeting.objects.filter(pk=meetings["council"].pk).update(is_cancelled=True)
    again = ask(cast, "TARGET", period=Q1, value=Decimal(70))
    with pytest.raises(Refused, match="is cancelled"):
        put_to_meeting(
            request=again, meeting=Meeting.objects.get(body__kind="COUNCIL"), version=1, by=CLERK, at=AT
        )


def test_silence_is_a_miss_and_a_redirection_names_who_decided(cast) -> None:
    eased = ask(cast, "TARGET", period=Q1, value=Decimal(75))
    assert (eased.ground, said_of_ground(eased)) == ("MISS", "Eased because it would be missed")
    decide(eased, is_granted=False, decision="No.")
    with pytest.raises(Refused, match="Its date has passed"):
        ask(cast, "TARGET", period=Q1, value=Decimal(75), because=Because("REDIRECTED", decision="Budget"))
    raised = ask(cast, "TARGET", period=Q1, value=Decimal(90))
    assert (raised.ground, said_of_ground(raised)) == ("", "")
    move = {
        "element": line(cast),
        "dates": {"due_on": LATER},
        "reason": "Roads first.",
        "on": ON,
        "by": OWNER,
        "at": AT,
    }
    with pytest.raises(Refused, match="is a body of another council"):
        ask_for_dates(
            **move, because=Because("REDIRECTED", body_of(a_council("elsewhere")), date(2014, 7, 1))
        )

    def on_record(cast) -> Decision:
        taken = {"about": "Roads", "text": "Agreed", "decided_on": date(2014, 7, 1)}
        return cast.council.decisions.create(body=body_of(cast), **taken)

    with pytest.raises(Refused, match="That decision is another council’s"):
        ask_for_dates(**move, because=Because("REDIRECTED", record=on_record(a_council("further"))))
    decision = on_record(cast)
    request = ask_for_dates(**move, because=Because("REDIRECTED", record=decision))
    assert redirected_by(decision) == [request] and request.redirected_decision == decision
    assert said_of_ground(request) == "Resources redirected by decision of Cabinet on 1 July 2014"


def test_what_a_change_would_do_is_worked_out_and_kept_with_the_decision(cast) -> None:
    request = ask(cast, "TARGET", period=Q1, value=Decimal(75))
    found = {one.about: one.text for one in effects_of(request, ON)}
    assert "The latest result, 78%, for April to June 2014," not in found["Status"]
    assert "would be on target" in found["Status"] and "By the rule “" in found["Status"]
    assert found["Direction of travel"].startswith("Stays the same")
    assert found["Year’s end"] == "Nobody has said what the year is expected to end at."
    assert "“Clean”" in found["Lines of plans"]
    decide(request)
    assert {about for about, _ in request.effect} == set(found)
    assert ChangeRequest.objects.get().effect[0][1] == found["Status"]


def test_the_year_s_end_that_the_results_make_likely_stands_beside_what_is_expected(cast) -> None:
    request = ask(cast, "TARGET", period=Q1, value=Decimal(75))
    assert "Projected year’s end" not in {one.about for one in effects_of(request, ON)}
    quarters = [
        parse_period(f"{year} Q{quarter}") for year in ("2012/13", "2013/14") for quarter in range(1, 5)
    ]
    rows = [observation_row(cast.measure, one, str(70 + place)) for place, one in enumerate(quarters)]
    actions.record_observations(council=cast.council, rows=rows, **WHO)
    found = {one.about: one.text for one in effects_of(request, ON)}
    assert found["Year’s end"] == "Nobody has said what the year is expected to end at."
    assert found["Projected year’s end"].startswith("If it goes on as it has, the year ends at about ")
    assert "between" in found["Projected year’s end"]


def test_what_hangs_on_a_line_is_counted_and_its_status_goes_by_the_first_date(cast) -> None:
    improvement, action = line(cast, "clean"), line(cast)
    Contribution.objects.create(council=cast.council, giver=improvement, taker=line(cast, "vision"))
    service = cast.council.services.get()
    Offer.objects.create(council=cast.council, action=improvement, service=service, offered_on=ON)
    WorkplanItem.objects.create(council=cast.council, item=improvement, post=post(cast))
    request = ask_for_dates(
        element=improvement, dates={"due_on": date(2014, 12, 31)}, reason="Early.", on=ON, by=OWNER, at=AT
    )
    found = [(one.about, one.text) for one in effects_of(request, ON)]
    said = dict(found)
    assert "Work is judged by the date first approved, 31 March 2017." in said["Status"]
    assert "earlier, on 31 December 2014" in said["Date"]
    assert said["Dates below"] == f"One line below it would be due after it: “{action}”."
    assert said["Links"] == "It serves one line elsewhere: “Vision”."
    assert said["Service plans"].startswith("One service is offered it or took it up")
    assert said["Workplans"] == "One item of workplans carries it."
    owner = ask_for_owner(element=improvement, owner=post(cast), reason="R", on=ON, by=OWNER, at=AT)
    answers = {one.about: one.text for one in effects_of(owner, ON)}["Who answers"]
    assert answers == (
        "Head of Streets answers for it now; Strategy Manager would, "
        "who answers for nothing else in force already."
    )
