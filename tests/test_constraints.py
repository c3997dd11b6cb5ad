"""The database refuses what must never be. Coverage can't see a constraint, so each has its own case here.

A case is a row that is stored, and the same row with one thing wrong, which is refused by that very rule.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from goldenthread.exchange.models import Bringing, RememberedMapping
from goldenthread.governance.models import (
    Approval,
    Body,
    ChangeRequest,
    Comment,
    Implication,
    Option,
    Paper,
    PartnershipDecision,
    Remit,
    Review,
    Step,
)
from goldenthread.measures.models import (
    Alias,
    Breakdown,
    ComparedMeasure,
    ComparedValue,
    ComparisonSet,
    EarlierDefinition,
    Forecast,
    HomePlace,
    Measure,
    MeasureGapNote,
    MeasureLink,
    Observation,
    Place,
    RatingRule,
    Rebase,
    SimilarGroup,
    Target,
)
from goldenthread.people.models import (
    Appointment,
    Council,
    Cover,
    Directorate,
    Partner,
    Post,
    SavedView,
    Service,
    Term,
    User,
)
from goldenthread.planning.models import Stage
from goldenthread.plans.models import (
    ActionStatusRule,
    Contribution,
    Edition,
    Element,
    Evidence,
    GapNote,
    Help,
    Involvement,
    Level,
    Offer,
    Placement,
    Plan,
    Succession,
    Tag,
    Tagging,
    Update,
)
from goldenthread.reports.models import (
    Document,
    Narrative,
    PublishedFigure,
    ReportSetting,
    Snapshot,
    Template,
)
from goldenthread.resources.models import CarryForward, Need, Variance, Virement
from goldenthread.rounds.models import Ask, Deadline, Notice, PreElection, Round, Wording
from tests.cast import AT, Cast, a_council
from tests.constraint_cases import (
    capacity,
    changes,
    comments,
    meetings,
    money,
    needs,
    odds,
    papers,
    projects,
    relief,
    risks,
    route,
    scenarios,
    stages,
    workshops,
)
from tests.constraint_cases.base import (
    DAY,
    Case,
    Row,
    a_body,
    a_comment,
    a_paper,
    council,
    edition_of,
    on_action,
    other,
    same,
    streets,
)

ROOMS = (
    "people",
    "ledger",
    "plans",
    "measures",
    "resources",
    "governance",
    "planning",
    "rounds",
    "reports",
    "exchange",
)

Q1 = {"period_kind": "QUARTER", "starts_on": date(2014, 4, 1), "ends_on": date(2014, 6, 30)}
BY = {"entered_by": "Head of Streets", "entered_at": AT}


def a_plan(cast: Cast) -> Row:
    return {**council(cast), "slug": "other", "name": "Other", "kind": "CORPORATE"}


def an_element(cast: Cast) -> Row:
    return {**edition_of(cast), "level": cast.elements["place"].level, "code": "new", "title": "New"}


def a_link(cast: Cast) -> Row:
    return {**council(cast), "giver": cast.elements["place"], "taker": cast.elements["clean"]}


def a_measure(cast: Cast) -> Row:
    return {**council(cast), "code": "M9", "title": "Ninth"}


def of_measure(cast: Cast) -> Row:
    return {**council(cast), "measure": cast.measure, **Q1, "value": Decimal(80)}


def an_observation(cast: Cast) -> Row:
    return {**of_measure(cast), "state": "REPORTED", **BY}


def a_restated(cast: Cast) -> Row:
    old = Observation.objects.create(**an_observation(cast), is_current=False)
    return {**an_observation(cast), "state": "RESTATED", "supersedes": old, "reason": "Counted twice"}


def a_variance(cast: Cast) -> Row:
    return {**council(cast), "report": "Monitor 1", "line": "Streets", "amount": Decimal(5)}


def on_paper(cast: Cast) -> Row:
    return {"paper": Paper.objects.create(**{**a_paper(cast), "slug": "held"}), "position": 1}


def a_user(cast: Cast) -> User:
    return User.objects.get_or_create(username="amara", post=cast.council.posts.get(title="Head of Streets"))[
        0
    ]


def an_appointment(cast: Cast) -> Row:
    return {"user": a_user(cast), "duty": "DIRECTOR"}


def a_part(cast: Cast) -> Row:
    """A partner's part in an element."""
    partner = Partner.objects.get_or_create(council=cast.council, slug="police", name="Police")[0]
    return {**on_action(cast), "role": "PROVIDER", "partner": partner}


def a_part_of_a_service(cast: Cast) -> Row:
    return {**on_action(cast), "role": "PROVIDER", "service": streets(cast)}


def an_offer(cast: Cast) -> Row:
    return {**council(cast), "action": cast.elements["action"], "service": streets(cast), "offered_on": DAY}


def an_answered_offer(cast: Cast) -> Row:
    return {**an_offer(cast), "state": "DECLINED", "reason": "No staff", "answered_on": DAY}


def a_service_plan(cast: Cast) -> Row:
    return {**a_plan(cast), "kind": "SERVICE", "service": streets(cast)}


def a_tag(cast: Cast) -> Row:
    return {**council(cast), "kind": "WARD", "name": "Acomb"}


def an_upload(cast: Cast) -> Row:
    return {**council(cast), "file": "plan.csv", "brought_at": AT, "by_post": "Clerk", "tables": []}


def a_mapping(cast: Cast) -> Row:
    return {**council(cast), "signature": "a", "reading": {}, "used_at": AT, "by_post": "Clerk"}


def a_plain_council(cast: Cast) -> Row:
    return {"slug": "a", "name": "A", "plain_from": DAY, "plain_until": DAY}


def an_earlier_definition(cast: Cast) -> Row:
    return {"measure": cast.measure, "from_on": date(2013, 4, 1), "until_on": DAY, "reason": "New guidance"}


def a_breakdown(cast: Cast) -> Row:
    return {"measure": cast.measure, "by": "WARD", "name": "Acomb"}


def an_alias(cast: Cast) -> Row:
    return {**council(cast), "measure": cast.measure, "scheme": "NI", "code": "NI 195"}


def a_set() -> ComparisonSet:
    return ComparisonSet.objects.get_or_create(slug="set", name="A set")[0]


def a_place(cast: Cast) -> Row:
    return {"set": a_set(), "name": "Fife"}


def a_compared_measure(cast: Cast) -> Row:
    return {"set": a_set(), "code": "CHN1", "title": "Cost per pupil"}


def a_compared_value(cast: Cast) -> Row:
    place = Place.objects.get_or_create(set=a_set(), name="Fife")[0]
    compared = ComparedMeasure.objects.get_or_create(set=a_set(), code="CHN1", title="Cost")[0]
    return {"compared": compared, "place": place, **Q1, "value": Decimal(5)}


def a_home(cast: Cast) -> Row:
    return {**council(cast), "place": Place.objects.get_or_create(set=a_set(), name="Fife")[0]}


def a_group(cast: Cast) -> Row:
    return {**council(cast), "set": a_set(), "name": "Like us"}


def a_forecast(cast: Cast) -> Row:
    return {**of_measure(cast), "made_by": "Head of Streets", "made_at": AT}


def a_rebase(cast: Cast) -> Row:
    return {
        **council(cast), "measure": cast.measure, "from_on": DAY, "reason": "A new contractor",
        "made_by": "Head of Streets", "made_at": AT,
    }  # fmt: skip


def a_request(cast: Cast) -> Row:
    return {
        **council(cast), "kind": "TARGET", "measure": cast.measure, "before": {"value": "80"},
        "after": {"value": "75"}, "reason": "Fewer staff", "asked_by": "Head of Streets", "asked_at": AT,
    }  # fmt: skip


def a_declined_request(cast: Cast) -> Row:
    said = {"state": "DECLINED", "decision": "Too easy", "decided_by": "Executive", "decided_at": AT}
    return {**a_request(cast), **said}


def a_partnership_decision(cast: Cast) -> Row:
    return {**council(cast), "body": a_body(cast), "text": "Cleaner streets first"}


def a_review(cast: Cast) -> Row:
    owner = cast.council.posts.get(title="Head of Streets")
    said = {"held_on": DAY, "about": "The quarterly report", "found": "Too long"}
    return {**council(cast), **said, "to_do": "Halve it", "owner": owner, "due_on": DAY}


def a_stage(cast: Cast) -> Row:
    return {**council(cast), "cycle": "PLAN", "name": "Workshops", "starts_on": DAY, "ends_on": DAY}


def a_cover(cast: Cast) -> Row:
    away, by = cast.council.posts.order_by("title")
    return {**council(cast), "post": away, "by": by, "from_on": DAY, "until_on": DAY}


def an_update(cast: Cast) -> Row:
    return {**on_action(cast), "made_on": DAY}


def a_help(cast: Cast) -> Row:
    said = {"words": "Two lorries", "asked_by": "Head of Streets", "asked_on": DAY}
    return {**on_action(cast), "service": streets(cast), **said}


def a_declined_help(cast: Cast) -> Row:
    answer = {"answer": "No lorries", "answered_by": "Head of Parks", "answered_on": DAY}
    return {**a_help(cast), "state": "DECLINED", **answer}


def a_carry_forward(cast: Cast) -> Row:
    return {**council(cast), "report": "Monitor 1", "line": "Lorries", "amount": Decimal(5)}


def a_virement(cast: Cast) -> Row:
    moved = {"moved_from": "Streets", "moved_to": "Parks", "amount": Decimal(5)}
    return {**council(cast), "report": "Monitor 1", **moved}


def a_pre_election(cast: Cast) -> Row:
    return {**council(cast), "name": "Elections", "starts_on": DAY, "ends_on": DAY}


def a_round(cast: Cast) -> Row:
    period = "Q:2014-04-01:2014-06-30"
    return {**council(cast), "slug": "q1", "name": "Quarter 1", "period": period, "meets_on": DAY}


def of_round(cast: Cast) -> Row:
    row = a_round(cast)
    return {"round": Round.objects.get_or_create(council=row.pop("council"), slug="held", defaults=row)[0]}


def a_deadline(cast: Cast) -> Row:
    return {**of_round(cast), "step": "updater", "due_on": DAY}


def an_ask_of_a_measure(cast: Cast) -> Row:
    return {**council(cast), **of_round(cast), "measure": cast.measure}


def an_ask_of_an_element(cast: Cast) -> Row:
    return {**on_action(cast), **of_round(cast)}


def a_wording(cast: Cast) -> Row:
    ask = Ask.objects.get_or_create(**an_ask_of_a_measure(cast))[0]
    return {"ask": ask, "audience": "RESIDENTS", "text": "Streets are cleaner", "made_by": "Clerk"}


def a_notice(cast: Cast) -> Row:
    said = {"kind": "ask", "key": "ask-1", "subject": "Asked", "text": "Words", "made_at": AT}
    return {**council(cast), "to": "Clerk", "email": "clerk@example.org", **said}


def of_setting(cast: Cast) -> Row:
    row = {**council(cast), "slug": "monitor-0", "title": "Monitor", "period": "Q:x"}
    return {"setting": ReportSetting.objects.get_or_create(**row)[0]}


def a_snapshot(cast: Cast) -> Row:
    made = {"code_version": "1", "made_at": AT, "made_by": "Clerk"}
    facts = {"period": "Q:x", "on": DAY, "digest": "a" * 64, "content": b"{}"}
    return {**council(cast), **of_setting(cast), **facts, **made}


def a_correction(cast: Cast) -> Row:
    before = Snapshot.objects.create(**{**a_snapshot(cast), "digest": "b" * 64})
    return {**a_snapshot(cast), "corrects": before, "reason": "Counted twice"}


def a_template(cast: Cast) -> Row:
    by = {"brought_at": AT, "brought_by": "Clerk"}
    return {**council(cast), "name": "Ours", "file": b"PK", "digest": "a" * 64, **by}


def a_narrative(cast: Cast) -> Row:
    place = {"product": "MONITOR", "place": "summary", "text": "Words"}
    return {**of_setting(cast), **place, "made_by": "Clerk", "made_at": AT}


def a_document(cast: Cast) -> Row:
    snapshot = Snapshot.objects.create(**a_snapshot(cast))
    what = {"product": "MONITOR", "format": "html", "key": "k", "asked_by": "Clerk", "asked_at": AT}
    made = {"state": "MADE", "file": b"<html>", "made_at": AT}
    return {**council(cast), "snapshot": snapshot, **what, **made}


CASES: dict[str, list[Case]] = {
    "nobody_covers_for_themselves": [
        Case(Cover, a_cover, lambda cast: {"by": cast.council.posts.order_by("title")[0]})
    ],
    "cover_ends_after_it_starts": [other(Cover, a_cover, until_on=date(2014, 9, 1))],
    "owner_who_disagrees_says_why": [
        other(
            Update,
            lambda cast: {**an_update(cast), "view": "ON_TRACK", "view_reason": "Paid for"},
            view_reason="",
        )
    ],
    "no_more_milestones_done_than_there_are": [
        other(
            Update, lambda cast: {**an_update(cast), "milestones_done": 3, "milestones": 3}, milestones=2
        ),
    ],
    "help_says_what_is_wanted": [other(Help, a_help, words="")],
    "declined_help_says_why": [other(Help, a_declined_help, answer="")],
    "answered_help_names_who_and_when": [
        other(Help, a_declined_help, answered_by=""),
        other(Help, a_declined_help, answered_on=None),
        other(Help, a_help, state="ACCEPTED"),
    ],
    "one_carry_forward_per_line": [same(CarryForward, a_carry_forward, amount=Decimal(6))],
    "carry_forward_is_above_nought": [other(CarryForward, a_carry_forward, amount=Decimal(0))],
    "one_virement_per_move": [same(Virement, a_virement, reason="Again")],
    "virement_is_above_nought": [other(Virement, a_virement, amount=Decimal(-5))],
    "one_pre_election_per_start": [same(PreElection, a_pre_election, name="Others")],
    "pre_election_ends_after_it_starts": [other(PreElection, a_pre_election, ends_on=date(2014, 9, 1))],
    "one_round_per_slug": [same(Round, a_round, name="Other")],
    "one_deadline_per_step": [same(Deadline, a_deadline, due_on=date(2014, 9, 3))],
    "deadline_by_hand_says_why": [
        other(Deadline, lambda cast: {**a_deadline(cast), "is_by_hand": True, "reason": "Leave"}, reason="")
    ],
    "measure_asked_once_a_round": [same(Ask, an_ask_of_a_measure)],
    "element_asked_once_a_round": [same(Ask, an_ask_of_an_element)],
    "ask_is_of_one_thing": [
        Case(Ask, an_ask_of_a_measure, lambda cast: {"element": cast.elements["action"]}),
        other(Ask, an_ask_of_a_measure, measure=None),
    ],
    "one_wording_per_audience": [same(Wording, a_wording, text="Otherwise")],
    "wording_has_words": [other(Wording, a_wording, text="")],
    "one_notice_per_key": [same(Notice, a_notice, subject="Again")],
    "one_snapshot_per_content": [same(Snapshot, a_snapshot, made_by="Another")],
    "correction_says_why": [other(Snapshot, a_correction, reason="")],
    "one_template_per_name": [same(Template, a_template, digest="b" * 64)],
    "one_narrative_per_place": [same(Narrative, a_narrative, text="Otherwise")],
    "made_document_has_its_file": [
        other(Document, a_document, file=None),
        other(Document, a_document, made_at=None),
    ],
    "plain_time_has_two_ends": [
        other(Council, a_plain_council, **wrong)
        for wrong in ({"plain_until": None}, {"plain_from": None}, {"plain_until": date(2014, 9, 1)})
    ],
    "per_is_above_nought": [other(Measure, lambda cast: {**a_measure(cast), "per": 1}, per=0)],
    "what_is_reported_says_how_it_is_derived": [
        other(
            Measure,
            lambda cast: {**a_measure(cast), "reporting": "YEARLY", "derivation": "SUM"},
            derivation="",
        )
    ],
    "retired_measure_says_why": [
        other(
            Measure,
            lambda cast: {**a_measure(cast), "retired_on": DAY, "retired_because": "Replaced"},
            retired_because="",
        )
    ],
    "one_definition_ends_on_a_day": [same(EarlierDefinition, an_earlier_definition, from_on=None)],
    "definition_ends_after_it_starts": [
        other(EarlierDefinition, an_earlier_definition, from_on=date(2014, 9, 3))
    ],
    "one_breakdown_per_name": [same(Breakdown, a_breakdown, by="AGE")],
    "one_alias_per_code": [same(Alias, an_alias)],
    "alias_has_a_code": [other(Alias, an_alias, code="")],
    "one_place_per_name": [same(Place, a_place)],
    "one_compared_measure_per_code": [same(ComparedMeasure, a_compared_measure)],
    "one_compared_value_per_period": [same(ComparedValue, a_compared_value, value=Decimal(6))],
    "one_home_per_place": [same(HomePlace, a_home)],
    "one_similar_group_per_name": [same(SimilarGroup, a_group)],
    "one_usual_group_per_set": [
        same(SimilarGroup, lambda cast: {**a_group(cast), "is_usual": True}, name="Others")
    ],
    "stretch_goes_beyond_a_target": [
        other(
            Target, lambda cast: {**of_measure(cast), "stretch": 90}, value=None, state="TO_BE_SET"
        )
    ],
    "numerator_comes_with_its_denominator": [
        other(
            Observation, lambda cast: {**an_observation(cast), "numerator": 4, "denominator": 5}, **wrong
        )
        for wrong in ({"numerator": None}, {"denominator": None})
    ],
    "one_current_forecast_per_period": [same(Forecast, a_forecast, value=Decimal(81))],
    "one_rebase_per_day": [same(Rebase, a_rebase)],
    "rebase_says_why": [other(Rebase, a_rebase, reason="")],
    "change_request_says_why": [other(ChangeRequest, a_request, reason="")],
    "change_request_is_of_one_thing": [
        Case(ChangeRequest, a_request, lambda cast: {"element": cast.elements["action"]}),
        other(ChangeRequest, a_request, measure=None),
    ],
    "decided_change_request_names_who_and_when": [
        other(ChangeRequest, a_declined_request, decided_by=""),
        other(ChangeRequest, a_declined_request, decided_at=None),
    ],
    "declined_change_request_says_why": [other(ChangeRequest, a_declined_request, decision="")],
    "decision_not_taken_in_says_why": [
        other(
            PartnershipDecision,
            lambda cast: {**a_partnership_decision(cast), "taken_in": "NO", "reason": "No money"},
            reason="",
        )
    ],
    "decision_taken_in_says_where": [
        other(
            PartnershipDecision,
            lambda cast: {**a_partnership_decision(cast), "taken_in": "YES", "reason": "In the vision"},
            reason="",
        )
    ],
    "what_a_review_asks_has_an_owner_and_a_day": [
        other(Review, a_review, owner=None),
        other(Review, a_review, due_on=None),
    ],
    "one_stage_of_a_name_on_a_day": [same(Stage, a_stage)],
    "stage_ends_after_it_starts": [other(Stage, a_stage, ends_on=date(2014, 9, 1))],
    "reading_is_of_a_table": [other(Bringing, an_upload, reading={"uses": []})],
    "one_mapping_per_headings": [same(RememberedMapping, a_mapping)],
    "council_year_starts_on_a_real_day": [
        other(Council, lambda cast: {"slug": "a", "name": "A"}, **wrong)
        for wrong in (
            {"year_start_month": 0},
            {"year_start_month": 13},
            {"year_start_day": 0},
            {"year_start_day": 29},
        )
    ],
    "one_directorate_per_name": [same(Directorate, lambda cast: {**council(cast), "name": "People"})],
    "one_service_per_name": [same(Service, lambda cast: {**council(cast), "name": "Parks"})],
    "one_post_per_title": [same(Post, lambda cast: {**council(cast), "title": "Clerk"})],
    "one_plan_per_slug": [same(Plan, a_plan)],
    "one_main_plan_per_council": [
        Case(Plan, a_plan, lambda cast: {"is_main": True}),  # the cast has a main plan
    ],
    "plan_ends_after_it_starts": [other(Plan, a_plan, starts_on=DAY, ends_on=date(2014, 9, 1))],
    "one_edition_per_slug": [
        same(Edition, lambda cast: {"plan": cast.edition.plan, "slug": "2015", "name": "Next"})
    ],
    "one_current_edition_per_plan": [
        Case(
            Edition,
            lambda cast: {"plan": cast.edition.plan, "slug": "2015", "name": "Next"},
            lambda cast: {"is_current": True},
        )
    ],
    "one_level_per_key": [
        same(
            Level,
            lambda cast: {"edition": cast.edition, "key": "k", "name": "K", "plural": "Ks", "position": 8},
            position=9,
        )
    ],
    "one_level_per_position": [
        same(
            Level,
            lambda cast: {"edition": cast.edition, "key": "k", "name": "K", "plural": "Ks", "position": 8},
            key="l",
        )
    ],
    "one_element_per_code": [same(Element, an_element)],
    "element_has_a_title": [other(Element, an_element, title="")],
    "one_contribution_of_a_kind": [same(Contribution, a_link)],
    "element_does_not_serve_itself": [
        Case(Contribution, a_link, lambda cast: {"taker": cast.elements["place"]})
    ],
    "succession_has_an_end": [
        other(
            Succession,
            lambda cast: {**council(cast), "old": cast.elements["place"], "kind": "DROPPED"},
            old=None,
        )
    ],
    "dropped_means_nothing_new": [
        Case(
            Succession,
            lambda cast: {**council(cast), "old": cast.elements["place"], "kind": "DROPPED"},
            lambda cast: {"new": cast.elements["clean"]},
        )
    ],
    "one_update_a_day": [
        same(Update, lambda cast: {**council(cast), "element": cast.elements["action"], "made_on": DAY})
    ],
    "update_at_most_complete": [
        other(
            Update,
            lambda cast: {**council(cast), "element": cast.elements["action"], "made_on": DAY,
                          "percent_complete": 100},
            percent_complete=101,
        )
    ],
    "one_note_per_gap": [
        same(GapNote, lambda cast: {**council(cast), "element": cast.elements["action"], "code": "MEA1"})
    ],
    "one_rule_per_code": [
        same(RatingRule, lambda cast: {**council(cast), "code": "met", "name": "Met", "body": {}})
    ],
    "one_action_rule_per_code": [
        same(ActionStatusRule, lambda cast: {**council(cast), "code": "york", "name": "Plain", "body": {}})
    ],
    "one_measure_per_code": [same(Measure, a_measure)],
    "range_has_an_edge": [
        other(Measure, lambda cast: {**a_measure(cast), "polarity": "RANGE", "low": 1}, low=None),
        other(Measure, lambda cast: {**a_measure(cast), "polarity": "RANGE", "high": 1}, high=None),
    ],
    "range_runs_upwards": [
        other(Measure, lambda cast: {**a_measure(cast), "polarity": "RANGE", "low": 5, "high": 5}, high=4)
    ],
    "tolerance_is_not_negative": [
        other(Measure, lambda cast: {**a_measure(cast), "tolerance": 0}, tolerance=Decimal("-0.1"))
    ],
    "one_link_per_element": [
        same(MeasureLink, lambda cast: {"measure": cast.measure, "element": cast.elements["place"]})
    ],
    "one_target_per_period": [same(Target, of_measure)],
    "target_has_a_value_or_a_reason": [
        other(Target, of_measure, value=None),
        other(Target, of_measure, state="TO_BE_SET"),
        other(Target, of_measure, state="NO_TARGET"),
        other(Target, of_measure, state="DATA_ONLY"),
    ],
    "one_current_observation_per_period": [same(Observation, an_observation)],
    "observation_has_a_figure_or_a_state": [
        *(other(Observation, an_observation, state=state) for state in ("NOT_DUE", "AWAITED", "OVERDUE")),
        *(
            other(Observation, an_observation, state=state)
            for state in ("NIL_ACTIVITY", "NOT_APPLICABLE", "SUPPRESSED")
        ),
        other(Observation, an_observation, value=None),
        other(Observation, an_observation, value=None, state="PROVISIONAL"),
    ],
    "restated_keeps_the_old_figure_and_why": [
        other(Observation, a_restated, supersedes=None),
        other(Observation, a_restated, reason=""),
    ],
    "one_variance_per_line": [same(Variance, a_variance)],
    "percentage_names_its_base": [
        other(
            Variance,
            lambda cast: {**a_variance(cast), "stated_percent": Decimal("1.7"), "base_kind": "gross"},
            base_kind="",
        )
    ],
    "one_body_per_name": [
        same(Body, lambda cast: {**council(cast), "name": "Cabinet", "kind": "EXECUTIVE"})
    ],
    "one_step_per_position": [
        same(Step, lambda cast: {**edition_of(cast), "position": 1, "when": "May", "what": "Agrees it"})
    ],
    "one_comment_per_position": [same(Comment, a_comment)],
    "closed_comment_has_an_answer": [
        other(Comment, a_comment, disposition=disposition)
        for disposition in Comment.Disposition.values
        if disposition != "OPEN"
    ],
    "one_paper_per_slug": [same(Paper, a_paper)],
    "decided_paper_holds_its_decision": [
        other(
            Paper,
            lambda cast: {**a_paper(cast), "state": "DECIDED", "decision": "Agreed"},
            decision="",
        )
    ],
    "one_approval_per_place": [same(Approval, lambda cast: {**on_paper(cast), "post": "Director"})],
    "one_implication_per_category": [
        same(Implication, lambda cast: {**on_paper(cast), "category": "Legal"}, position=2)
    ],
    "none_means_none": [
        other(
            Implication,
            lambda cast: {**on_paper(cast), "category": "Legal", "is_none": True},
            text="Some",
        )
    ],
    "one_option_per_number": [
        same(
            Option,
            lambda cast: {"paper": on_paper(cast)["paper"], "number": 1, "text": "Do it"},
        )
    ],
    "one_headline_per_subject": [
        same(
            PublishedFigure,
            lambda cast: {**council(cast), "report": "Monitor 1", "subject": "Improving", "value": "63%"},
        )
    ],
    "one_report_per_slug": [
        same(
            ReportSetting,
            lambda cast: {**council(cast), "slug": "monitor", "title": "Monitor", "period": "Q:x"},
        )
    ],
    "one_partner_per_slug": [
        same(Partner, lambda cast: {**council(cast), "slug": "police", "name": "Police"}, name="Constabulary")
    ],
    "one_meaning_per_term": [
        same(Term, lambda cast: {**council(cast), "word": "EBI", "meaning": "A committee"}, meaning="A panel")
    ],
    "one_view_per_name": [
        same(
            SavedView,
            lambda cast: {**council(cast), "user": a_user(cast), "page": "measures", "name": "Mine"},
            query="q=1",
        )
    ],
    "appointed_once_to_a_part": [
        same(
            Appointment,
            lambda cast: {**an_appointment(cast), "directorate": cast.council.directorates.get()},
        )
    ],
    "appointed_once_to_a_service": [
        same(Appointment, lambda cast: {**an_appointment(cast), "service": streets(cast)})
    ],
    "appointed_once_to_the_council": [same(Appointment, an_appointment)],
    "a_directorate_or_a_service_or_all": [
        Case(
            Appointment,
            lambda cast: {**an_appointment(cast), "service": streets(cast)},
            lambda cast: {"directorate": cast.council.directorates.get()},
        )
    ],
    "placed_once_per_edition": [
        same(
            Placement,
            lambda cast: {**edition_of(cast), "element": cast.elements["action"],
                          "level": cast.elements["action"].level},
        )
    ],
    "one_tag_per_name": [same(Tag, a_tag, about="West of the river")],
    "tagged_once": [
        same(
            Tagging,
            lambda cast: {"tag": Tag.objects.create(**a_tag(cast)), "element": cast.elements["action"]},
        )
    ],
    "one_part_of_a_partner": [same(Involvement, a_part)],
    "one_part_of_a_service": [same(Involvement, a_part_of_a_service)],
    "a_partner_or_a_service": [
        other(Involvement, a_part, partner=None),
        Case(Involvement, a_part, lambda cast: {"service": streets(cast)}),
    ],
    "one_evidence_per_title": [same(Evidence, lambda cast: {**on_action(cast), "title": "Survey"})],
    "offered_once_to_a_service": [same(Offer, an_offer)],
    "changed_or_declined_says_why": [
        other(Offer, an_answered_offer, reason=""),
        other(Offer, an_answered_offer, state="CHANGED", reason=""),
    ],
    "answered_offer_has_a_day": [
        other(Offer, an_answered_offer, answered_on=None),
        other(Offer, an_offer, answered_on=DAY),
    ],
    "one_service_plan_per_service": [same(Plan, a_service_plan, slug="another")],
    "retired_plan_says_why": [
        other(
            Plan,
            lambda cast: {**a_plan(cast), "retired_on": DAY, "retired_because": "The law changed"},
            retired_because="",
        )
    ],
    "one_note_per_measure_gap": [
        same(MeasureGapNote, lambda cast: {**council(cast), "measure": cast.measure, "code": "TAR1"})
    ],
    "one_need_of_a_service": [same(Need, lambda cast: {**on_action(cast), "service": streets(cast)})],
    "one_need_of_no_service": [same(Need, on_action, note="Once more")],
    "confirmation_has_a_day_and_a_post": [
        other(Need, lambda cast: {**on_action(cast), "confirmed_on": DAY, "confirmed_by": "Head",
                                  "answer": "CONFIRMED"}, **wrong)
        for wrong in ({"confirmed_on": None, "answer": ""}, {"confirmed_by": ""})
    ],
    "one_remit_at_a_time": [same(Remit, lambda cast: {**on_action(cast), "body": a_body(cast)}, from_on=DAY)],
}  # fmt: skip
for part in (
    capacity,
    changes,
    comments,
    meetings,
    money,
    needs,
    odds,
    papers,
    projects,
    relief,
    risks,
    route,
    scenarios,
    stages,
    workshops,
):
    CASES |= part.CASES
# A row can't name itself before it has a number, so these are changed into what is refused.
CHANGED = {"element_is_not_its_own_parent", "nobody_manages_themselves"}


def rules() -> dict[str, models.BaseConstraint]:
    return {
        rule.name: rule
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for rule in model._meta.constraints
    }


def refused_by(name: str, store: Callable[[], object]) -> None:
    """Storing it is refused, by the constraint of this name and no other."""
    rule = rules()[name]
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        store()
    said = str(refusal.value)
    if isinstance(rule, models.UniqueConstraint) and name not in said:  # SQLite names its columns instead
        columns = [found.rsplit(".", 1)[-1].removesuffix("_id") for found in said.split(": ")[1].split(", ")]
        assert columns == list(rule.fields), said
    else:
        assert name in said, said


def test_every_constraint_of_every_table_has_its_case() -> None:
    assert set(rules()) == set(CASES) | CHANGED


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "case"), [(name, case) for name, cases in CASES.items() for case in cases])
def test_the_database_refuses(name: str, case: Case) -> None:
    """R076, R086, R126, R127, R138, R139, R029: what may not be stored, whoever asks."""
    cast = a_council()
    row = case.right(cast)
    if not case.is_stored_first:
        with transaction.atomic():
            case.model._default_manager.create(**row).delete()
    else:
        case.model._default_manager.create(**row)
    refused_by(name, lambda: case.model._default_manager.create(**{**row, **case.wrong(cast)}))


@pytest.mark.django_db
def test_the_database_refuses_an_element_that_hangs_from_itself() -> None:
    """R044."""
    place = a_council().elements["place"]
    refused_by(
        "element_is_not_its_own_parent", lambda: Element.objects.filter(pk=place.pk).update(parent=place)
    )


@pytest.mark.django_db
def test_the_database_refuses_a_post_that_manages_itself() -> None:
    """R142."""
    head = a_council().council.posts.get(title="Head of Streets")
    refused_by("nobody_manages_themselves", lambda: Post.objects.filter(pk=head.pk).update(manager=head))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Remit, lambda cast: {**on_action(cast), "body": a_body(cast), "until_on": DAY}),  # closed and kept
        (Element, lambda cast: {**an_element(cast), "code": ""}),  # lines that their source never numbered
        (Observation, lambda cast: {**an_observation(cast), "is_current": False}),
        (Plan, None),
    ],
)
def test_what_a_rule_leaves_out_may_stand_twice(
    model: type[models.Model], row: Callable[[Cast], Row] | None
) -> None:
    """Codes left blank, figures superseded and plans that are not the main one don't clash."""
    cast = a_council()
    for number in (1, 2):
        given = row(cast) if row else {**a_plan(cast), "slug": f"other-{number}"}
        model._default_manager.create(**given)


@pytest.mark.django_db
def test_two_councils_may_use_the_same_names() -> None:
    """Everything belongs to one council: names need to differ only inside it."""
    a_council()
    elsewhere = a_council("elsewhere")
    assert elsewhere.measure.code == "M1"
    assert Council.objects.count() == 2
