"""Every address of the site, and what to put in its gaps: one real record of each kind.

An address joins the tests by itself when each of its gaps has an example here: a gap is known by the words
before it and its name (`elements/<pk>`), by its name alone (`<plan>`), or, where one address needs a record
of its own, by the address (`framework: <plan>`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from goldenthread.core.periods import parse_period
from goldenthread.core.relief_told import Clash, Moved, Other, Strained, Told, kept
from goldenthread.governance.models import Recommendation
from goldenthread.governance.routing import keep_as_sent
from goldenthread.measures.models import ComparisonSet
from goldenthread.people.models import ApiKey, Appointment, Council, Partner, Post, SavedView, Term, User
from goldenthread.people.officers import OPERATOR
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.queries import main_edition
from goldenthread.reports.freezing import freeze, publish
from goldenthread.reports.making import key_of
from goldenthread.reports.models import Document
from goldenthread.resources.odds_asked import ask_for_odds
from goldenthread.resources.odds_making import claim_next_odds, work_odds_out
from goldenthread.resources.workload_queries import quarters_of_edition
from goldenthread.rounds.links import token_of
from goldenthread.rounds.setting_up import SetUp, set_up_round
from goldenthread.rounds.workshop_links import workshop_token_of
from tests.reports.templates_made import template

GAP = re.compile(r"([\w-]*/|[\w-]+)?<(?:\w+:)?(\w+)>")
Found = Callable[[Council], Any]


def _first(related: str) -> Found:
    """The number of the first record of a kind."""
    return lambda council: getattr(council, related).order_by("pk").values_list("pk", flat=True).first()


def _edition(council: Council) -> Any:
    """An edition of the main plan that everybody may read: one that replaces another, where there is one."""
    held = Edition.objects.filter(plan__council=council, plan__is_main=True, is_open=True)
    return held.order_by(F("replaces").desc(nulls_last=True), "pk").first().slug


def _quarter(council: Council) -> str:
    """The first quarter of the edition that addresses are tried with."""
    edition = Edition.objects.get(plan__council=council, plan__is_main=True, slug=_edition(council))
    day = council.position_on or date(2014, 9, 1)
    return quarters_of_edition(edition, day)[0].starts_on.isoformat()


def _needing(council: Council) -> Any:
    """The element that is furnished with needs, costs and waits: the first."""
    return council.elements.order_by("pk").first()


def _of_needs(related: str) -> Found:
    return lambda council: getattr(_needing(council), related).order_by("pk").first().pk


def _need_of_a_service(council: Council) -> Any:
    return _needing(council).needs.exclude(service=None).order_by("pk").first().pk


def _draft(council: Council) -> Any:
    """A draft of the main plan; where it has none, the edition in use."""
    held = Edition.objects.filter(plan__council=council, plan__is_main=True)
    return (held.filter(state="DRAFT").first() or held.get(is_current=True)).slug


def _draft_element(council: Council) -> Any:
    draft = council.elements.listed().filter(edition__state="DRAFT").first()
    return draft.pk if draft else _first("elements")(council)


def _followed(council: Council) -> Any:
    """An element in force that somebody reports on."""
    held = council.elements.listed().filter(level__is_monitored=True)
    return (held.filter(edition__state="ADOPTED").first() or held.first()).pk


def _open_comment(council: Council) -> Any:
    """A comment on a draft, still open; where there is none, the first."""
    held = council.comments.filter(disposition="OPEN").order_by("pk").first()
    return held.pk if held else _first("comments")(council)


# What the addresses of workshops need.
WORKSHOPS = {
    "workshops/<pk>": "workshop_rounds",
    "sessions/<pk>": "workshop_sessions",
    "proposals/<pk>": "proposals",
}

# One record of each kind, by the gap that it fills.
EXAMPLES: dict[str, Found] = {
    "<council>": lambda council: council.slug,
    "<plan>": lambda council: council.plans.get(is_main=True).slug,
    "<edition>": _edition,
    "<of>": lambda council: "elements",
    "<paper>": lambda council: council.papers.exclude(state="DRAFT").first().slug,
    **{
        f"{name}: <paper>": lambda council: council.papers.get(slug="to-write").slug
        for name in (
            "paper-front",
            "paper-section",
            "paper-part",
            "paper-risks",
            "paper-risk-again",
            "implications",
            "implication-sign",
            "paper-stops",
            "paper-stop",
            "approve",
        )
    },
    "section/<key>": lambda council: "summary",
    "part/<part>": lambda council: "recommendations",
    "sign-off/<place>": lambda council: 1,
    "implications/<pk>": lambda council: council.papers.get(slug="to-write").implications.first().pk,
    "<form>": lambda council: "docx",
    "<report>": lambda council: council.report_settings.first().slug,
    "<code>": lambda council: council.measures.first().code,
    "<partner>": lambda council: council.partners.first().slug,
    "elements/<pk>": _first("elements"),
    "number-<pk>": _first("measures"),
    "bodies/<pk>": _first("bodies"),
    "views/<pk>": _first("saved_views"),
    "people/<pk>": _first("posts"),
    "glossary/<pk>": _first("terms"),
    "<framework>": lambda council: council.plans.filter(kind="FRAMEWORK").first().slug,
    "bring-a-plan/<pk>": _first("bringings"),
    "difference/<pk>": _first("elements"),
    "offers/<pk>": _first("offers"),
    "services/<pk>": lambda council: (
        council.plans.filter(kind="SERVICE").exclude(service=None).first().service_id
    ),
    "start-service-plan: <pk>": lambda council: council.services.filter(plans=None).first().pk,
    "workplan/<pk>": _first("posts"),
    "item-<pk>": _first("workplan_items"),
    "change-requests/<pk>": _first("change_requests"),
    "<what>": lambda council: "target",
    "<rule>": lambda council: "MEA1",
    "gaps/<kind>": lambda council: "element",
    "/<pk>": _first("elements"),
    **{
        f"{name}: <pk>": _followed
        for name in ("update-element", "ask-date", "ask-owner", "ask-withdrawal", "ask-help")
    },
    "help/<pk>": _first("helps"),
    "needs/<need>": _first("needs"),
    **{
        f"{name}: <pk>": lambda council: council.needs.order_by("pk").first().element_id
        for name in ("need", "effort", "change-need", "confirm-capacity", "remove-need", "add-skill-need")
    },
    "skill-need: <need>": lambda council: _needing(council).needs.get(service=None).pk,
    "limits/<pk>": _first("rebases"),
    "queries/<pk>": _first("observations"),
    "links/<pk>": _first("contributions"),
    "parts/<pk>": _first("involvements"),
    "evidence/<pk>": _first("evidence"),
    "groups/<pk>": _first("similar_groups"),
    "<held>": lambda council: council.similar_groups.first().set.slug,
    **{name: _first(kept) for name, kept in WORKSHOPS.items()},
    "calendar/<pk>": _first("stages"),
    "meetings/<pk>": _first("meetings"),
    "steps/<pk>": lambda council: council.steps.exclude(seen=None).order_by("pk").first().pk,
    "<act>": lambda council: "send",
    "work-programmes/<pk>": _first("work_items"),
    "recommendations/<pk>": lambda council: (
        Recommendation.objects.filter(step__council=council).order_by("pk").first().pk
    ),
    "minutes/<pk>": _first("minutes"),
    "decisions/<pk>": _first("decisions"),
    "tasks/<pk>": _first("tasks"),
    "endorsements/<pk>": _first("endorsements"),
    "waits/<pk>": _first("waits"),
    "cycle: <cycle>": lambda council: "maidstone-2012",
    "audiences/<pk>": _first("audiences"),
    "communication-part: <pk>": _first("audiences"),
    "communication-add: <kind>": lambda council: "audiences",
    "communication-part: <kind>": lambda council: "audiences",
    "briefing-file: <file>": lambda council: "docx",
    "updates/<pk>": _first("asks"),
    "messages/<pk>": _first("notices"),
    "cover/<pk>": lambda council: council.covers.order_by("-until_on").first().pk,
    "links-to-answer/<pk>": _first("invitations"),
    **{
        f"{name}: <token>": lambda council: workshop_token_of(
            council.workshop_invitations.exclude(link_until=None).order_by("pk").first()
        )
        for name in ("workshop-reply", "workshop-reply-diary")
    },
    "money-link: <pk>": _first("money_links"),
    "lines/<pk>": _first("budget_lines"),
    "bring/<pk>": _first("money_files"),
    "monitoring/<pk>": _first("monitoring_reports"),
    "bids/<pk>": _first("bids"),
    "criteria/<pk>": _first("criteria"),
    "reserves/<pk>": _first("reserves"),
    "virements/<pk>": _first("virements"),
    "carry-forwards/<pk>": _first("carry_forwards"),
    "<token>": lambda council: token_of(council.invitations.order_by("pk").first()),
    "documents/<pk>": _first("documents"),
    "odds/<pk>": _first("odds_runs"),
    "way-out/<pk>": _first("relief_runs"),
    "schedules/<pk>": _first("schedules"),
    "keys/<pk>": lambda council: ApiKey.objects.filter(user__post__council=council).first().pk,
    "returns/<pk>": _first("returns"),
    "<round>": lambda council: council.rounds.order_by("pk").first().slug,
    "<step>": lambda council: council.rounds.order_by("pk").first().deadlines.first().step,
    "elections/<pk>": _first("pre_elections"),
    "<event>": lambda council: f"stage-{council.stages.first().pk}",
    "reviews/<pk>": _first("reviews"),
    "comments/<pk>": _open_comment,
    "comment-reopen: <pk>": _first("comments"),
    "waiting/<pk>": _first("public_comments"),
    "times/<pk>": _first("comment_windows"),
    "<window>": lambda council: council.comment_windows.order_by("pk").first().slug,
    "consultations/<pk>": _first("consultations"),
    **{
        f"commissioning-review{what}: <pk>": _first("commissioning_reviews")
        for what in ("", "-edit", "-remove")
    },
    "opportunities/<pk>": _first("opportunities"),
    "scenarios/<pk>": _first("scenarios"),
    "capacity/<pk>": lambda council: council.services.order_by("pk").first().pk,
    "services/<service>": lambda council: council.services.order_by("pk").first().pk,
    "skills/<pk>": _first("skills"),
    "costs/<cost>": _of_needs("costs"),
    "waits/<dependency>": _of_needs("waits_for"),
    "skills/<skill_need>": lambda council: _needing(council).needs.get(service=None).skills.first().pk,
    **{
        f"{name}: <{gap}>": found
        for name in ("decline-need", "offer-days", "accept-offer")
        for gap, found in (("need", _need_of_a_service),)
    },
    "cells/<service>": lambda council: council.services.order_by("pk").first().pk,
    "<quarter>": _quarter,
    "money/<year>": lambda council: 2014,
    "scenario-move: <move>": lambda council: "throw-away",
    "projects/<pk>": _first("projects"),
    "project-part-add: <kind>": lambda council: "milestones",
    "project-part: <kind>": lambda council: "milestones",
    "project-part: <part>": lambda council: council.projects.order_by("pk").first().milestones.first().pk,
    "risks/<pk>": _first("risks"),
    "paper-risk-again: <pk>": _first("risks"),
    "controls/<control>": lambda council: council.risks.order_by("pk").first().controls.first().pk,
    "partner-resources/<pk>": _first("partner_resources"),
    "doubt-date: <pk>": _draft_element,
    "snapshots/<pk>": _first("snapshots"),
    "<product>": lambda council: "monitor",
    "partnership-decisions/<pk>": _first("partnership_decisions"),
    "templates/<pk>": _first("templates"),
    "with-the-product/<name>": lambda council: "modern",
    "of/<place>": lambda council: "introduction",
    "duties/<appointment>": lambda council: (
        Appointment.objects.filter(user__post__council=council).first().pk
    ),
}

# Where a plan is changed, the example is of a draft.
OF_A_DRAFT: dict[str, Found] = {"<edition>": _draft, "elements/<pk>": _draft_element}
CHANGING = frozenset({"change_plan"})


def furnish(council: Council) -> None:
    """Give a council one record of each kind that its demonstration lacks."""
    Partner.objects.get_or_create(council=council, slug="police", defaults={"name": "Police"})
    post = council.posts.order_by("pk").first()
    user, _ = User.objects.get_or_create(username=f"{council.slug}.further", post=post, duty="PUBLIC")
    Appointment.objects.get_or_create(user=user, duty="FINANCE")
    at = datetime(2014, 9, 1, tzinfo=UTC)
    ApiKey.objects.get_or_create(user=user, name="Portal", digest=council.slug, defaults={"made_at": at})
    SavedView.objects.get_or_create(council=council, user=user, page="elements", name="Ours", is_shared=True)
    Term.objects.get_or_create(council=council, word="EBI", defaults={"meaning": "A committee"})
    day = date(2014, 9, 1)
    council.reviews.get_or_create(held_on=day, about="The report", defaults={"found": "Too long"})
    _furnish_comments(council)
    stage, _ = council.stages.get_or_create(cycle="PLAN", name="Workshops", starts_on=day, ends_on=day)
    first, _ = council.stages.get_or_create(cycle="PLAN", name="Away day", starts_on=day, ends_on=day)
    council.waits.get_or_create(stage=stage, awaited=first, defaults={"reason": "it comes first"})
    told = {"edition": main_edition(council), "name": "Staff"}
    council.audiences.get_or_create(**told, defaults={"side": "INTERNAL"})
    body, _ = council.bodies.get_or_create(name="A board", defaults={"kind": "PARTNERSHIP"})
    council.partnership_decisions.get_or_create(body=body, text="Cleaner streets first")
    council.commissioning_reviews.get_or_create(name="Leisure")
    council.opportunities.get_or_create(partner=council.partners.first(), text="Commission together")
    _furnish_registers(council)
    made = {"file": template("{{all}}"), "digest": "0" * 64, "brought_at": datetime(2014, 9, 1, tzinfo=UTC)}
    council.templates.get_or_create(name="Ours", defaults={**made, "places": ["all"]})
    council.pre_elections.get_or_create(name="Elections", starts_on=day, ends_on=day)
    _furnish_money(council)
    _furnish_route(council)
    _furnish_rounds(council)
    _furnish_messages(council)
    _furnish_work(council, post)
    _furnish_results(council)
    _furnish_reports(council)
    _furnish_documents(council)
    _furnish_ways_out(council)
    _furnish_papers(council)
    _furnish_workshops(council)
    _furnish_delivery(council)
    _furnish_odds(council)
    published, _ = ComparisonSet.objects.get_or_create(slug="a-set", defaults={"name": "A set"})
    group, _ = council.similar_groups.get_or_create(set=published, name="Like us", defaults={"why": "Near"})
    group.places.add(published.places.get_or_create(name="Nextdoor")[0])


def _furnish_delivery(council: Council) -> None:
    """What an element takes besides days; and a scenario of the main plan that tries one change."""
    day = date(2014, 9, 1)
    first = _needing(council)
    cost = {"what": "Vans", "year": 2014, "defaults": {"amount": 500}}
    council.costs.get_or_create(element=first, **cost)
    event = {"event": "The grant is awarded", "defaults": {"event_on": day}}
    council.dependencies.get_or_create(element=first, on=None, **event)
    skill, _ = council.skills.get_or_create(name="Ecology")
    need, _ = council.needs.get_or_create(element=first, service=None, defaults={"days": 3})
    need.skills.get_or_create(skill=skill, defaults={"days": 1})
    service = council.services.order_by("pk").first()
    council.needs.get_or_create(element=first, service=service, defaults={"days": 3})
    edition = main_edition(council)
    element = council.elements.listed().filter(edition=edition).order_by("-level__position", "pk").first()
    scenario, is_new = council.scenarios.get_or_create(
        edition=edition, name="A quarter later", made_by="Strategy Manager", made_on=date(2014, 9, 1)
    )
    if is_new:
        scenario.changes.create(position=1, kind="DEFER", element=element, quarters=1)


def _furnish_registers(council: Council) -> None:
    """A project with a milestone, a risk with a control, and something that a partner brings."""
    day = date(2014, 9, 1)
    project, _ = council.projects.get_or_create(code="P1", defaults={"name": "New sweepers"})
    first = council.projects.order_by("pk").first() or project
    first.milestones.get_or_create(name="Delivered", defaults={"due_on": day})
    risk, _ = council.risks.get_or_create(code="R1", defaults={"title": "It rains"})
    worst = council.risks.order_by("pk").first() or risk
    worst.controls.get_or_create(text="Umbrellas")
    worst.scores.get_or_create(scored_on=day, likelihood=3, impact=3, scale="five-by-five")
    line = council.elements.listed().filter(edition__is_open=True, is_exempt=False).order_by("pk").first()
    council.partner_resources.get_or_create(
        partner=council.partners.first(), element=line, what="Two rooms", kind="PREMISES"
    )


def _furnish_money(council: Council) -> None:
    """A budget line with a share linked, its monitoring, a bid, and what is kept beside them."""
    line, _ = council.budget_lines.get_or_create(year=2012, code="ST", name="Streets", net=1000)
    element = council.elements.order_by("pk").first()
    council.money_links.get_or_create(element=element, line=line, defaults={"parts": 1, "of": 3})
    of = {"year": 2012, "ends_on": date(2012, 6, 30), "base": "NET"}
    report, _ = council.monitoring_reports.get_or_create(name="Period 3", defaults=of)
    report.lines.get_or_create(name="Streets", line=line, budget=1000, forecast=1100, variance=100)
    bid, _ = council.bids.get_or_create(code="G1", defaults={"title": "A second sweeper"})
    bid.years.get_or_create(year=2012, defaults={"recurring": 50})
    council.money_links.get_or_create(element=element, bid=bid, defaults={"parts": 1, "of": 1})
    criterion, _ = council.criteria.get_or_create(name="Serves a priority", defaults={"weight": 10})
    bid.scores.get_or_create(criterion=criterion, defaults={"score": 4, "reason": "It does"})
    council.reserves.get_or_create(year=2012, name="General", defaults={"opening": 10, "closing": 10})
    moved = {"moved_from": "Streets", "moved_to": "Parks", "amount": 5}
    council.virements.get_or_create(report="Period 3", **moved)
    council.carry_forwards.get_or_create(report="Period 3", line="Salt", defaults={"amount": 5})
    table = {
        "name": "",
        "heads": 0,
        "uncalculated": [],
        "lines": [[1, 0, ["Name", "Net"]], [2, 0, ["A", "1"]]],
    }
    reading = {"roles": ["NAME", "NET"], "head": 1, "unit": "1", "lines": [], "totals": []}
    sent = {"brought_at": datetime(2014, 9, 1, tzinfo=UTC), "by_post": "A post", "reading": reading}
    council.money_files.get_or_create(file="budget.csv", kind="LINES", defaults={"table": table, **sent})


def _furnish_route(council: Council) -> None:
    """A meeting, a step whose edition is kept, and what was decided, promised and recommended at it."""
    day = date(2014, 9, 1)
    body, _ = council.bodies.get_or_create(name="Full council", defaults={"kind": "COUNCIL"})
    council.meetings.get_or_create(body=body, meets_on=day)
    council.work_items.get_or_create(body=body, topic="Housing")
    edition = Edition.objects.filter(plan__council=council, plan__is_main=True, is_open=True).first()
    if edition is None:
        return
    if not council.steps.exclude(seen=None).exists():
        council.steps.get_or_create(edition=edition, position=99, body=body, when="Then", what="Looks")
        keep_as_sent(edition.pk, 99, day, by=OPERATOR, at=datetime(2014, 9, 1, tzinfo=UTC))
    step = council.steps.exclude(seen=None).order_by("pk").first()
    Recommendation.objects.get_or_create(step=step, number=1, defaults={"text": "More trees"})
    council.minutes.get_or_create(step=step, position=99, kind="PROMISE", text="More trees")
    decided = {"text": "Agreed", "call_in_until": day}
    decision, _ = council.decisions.get_or_create(body=body, about="Trees", decided_on=day, defaults=decided)
    council.tasks.get_or_create(decision=decision, text="Plant trees", defaults={"who": "Us"})
    council.endorsements.get_or_create(body=body, plan=edition.plan, endorsed_on=day)


def _furnish_comments(council: Council) -> None:
    """A comment, a consultation, and a time for comments with one that waits for a moderator."""
    edition, day = main_edition(council), date(2000, 1, 1)
    council.comments.get_or_create(edition=edition, position=900, defaults={"text": "Too many words"})
    council.consultations.get_or_create(edition=edition, name="A survey", defaults={"kind": "SURVEY"})
    draft = Edition.objects.filter(plan__council=council, state="DRAFT").first() or edition
    days = {"opens_on": day, "closes_on": date(2200, 1, 1), "may_change": "The words", "is_public": True}
    window, _ = council.comment_windows.get_or_create(slug="our-plan", defaults={"edition": draft, **days})
    sent = {"text": "More trees", "received_at": datetime(2014, 9, 1, tzinfo=UTC), "digest": "0" * 64}
    council.public_comments.get_or_create(window=window, reference="ABCDEFGH", defaults=sent)


def _furnish_messages(council: Council) -> None:
    """A message of a round, a link by which somebody answers, and a post that stands in for another."""
    round = council.rounds.order_by("pk").first()
    at = datetime(2014, 9, 1, 9, 0, tzinfo=UTC)
    message = {"to": "A post", "subject": "One line to update", "text": "{site}/updates/", "made_at": at}
    council.notices.get_or_create(key="ask/1", email="", defaults={"kind": "ask", "round": round, **message})
    lasting = {"expires_at": datetime(2200, 1, 1, tzinfo=UTC), "made_by": "A post", "made_at": at}
    link, _ = council.invitations.get_or_create(round=round, who="Police", defaults=lasting)
    link.asks.add(round.asks.first())
    away, stand_in = council.posts.order_by("pk")[:2]
    days = {"from_on": date(2014, 9, 1), "until_on": date(2200, 1, 1)}
    council.covers.get_or_create(post=away, by=stand_in, defaults=days)


def _furnish_ways_out(council: Council) -> None:
    """A search for a way out that is done, with its answer."""
    edition, day = main_edition(council), date(2014, 9, 1)
    if edition is None or council.relief_runs.exists():
        return
    lines = edition.elements.order_by("pk")[:2]
    held = {"key": lines[0].pk, "title": lines[0].title, "value": 40, "loss": 800}
    moved = Moved(**held, is_dropped=False, quarters=2, due="Then", reasons=("It makes room.",))
    strained = Strained("Streets", "Then", 1, 0, 5000, 7000, 4000)
    other = Other(lines[0].pk, "Bins", 900, 800, False, False, ((lines[0].pk, 1),), "Keep “Bins” as planned.")
    clash = Clash((lines[0].pk,), ("Bins",), True, ("One commitment can’t be kept.",))
    sentences = ("Put one action off.",)
    told = Told(
        sentences, 800, 800, 4000, True, True, False, False, (moved,), (strained,), (other,), clash, ("So.",)
    )
    at = datetime(2014, 9, 1, tzinfo=UTC)
    council.relief_runs.create(
        edition=edition, read_on=day, first_on=date(2014, 7, 1), quarters=8, state="DONE", result=kept(told),
        digest="0" * 64, best=800, bound=800, asked_by="A post", asked_at=at, finished_at=at,
    )  # fmt: skip


def _furnish_papers(council: Council) -> None:
    """A draft paper of a form that is written, cleared and signed, and one that is approved."""
    said = {"template": "maidstone-like", "title": "To write", "report_of": "A post", "wards": "All"}
    paper, is_new = council.papers.get_or_create(slug="to-write", defaults=said)
    if is_new:
        paper.implications.create(position=1, category="Financial", text="None", signer="A post")
        paper.approvals.create(position=1, role="Lead", post="A post")
    council.papers.get_or_create(slug="approved", defaults={**said, "title": "Approved", "state": "APPROVED"})


def _furnish_workshops(council: Council) -> None:
    """A round that is open, a session of it with somebody invited, and what was proposed in it."""
    at, day = datetime(2014, 9, 1, 9, 0, tzinfo=UTC), date(2014, 9, 3)
    edition = main_edition(council)
    made = {"purpose": "To agree the actions", "state": "OPEN"}
    first = council.workshop_rounds.order_by("pk").first()
    round = first or council.workshop_rounds.create(edition=edition, name="A round", **made)
    kept = {"title": "A session", "held_on": day}
    session = round.sessions.order_by("pk").first() or round.sessions.create(council=council, **kept)
    council.workshop_sessions.filter(pk=session.pk).update(held_on=day)
    told = {"kind": "PARTNER", "sent": 1, "link_until": datetime(2200, 1, 1, tzinfo=UTC)}
    session.invitations.get_or_create(council=council, who="Police", defaults=told)
    written = {"text": "Fewer vans", "scribe": "A post", "written_at": at}
    session.proposals.get_or_create(council=council, key="one", defaults=written)


def _furnish_odds(council: Council) -> None:
    """Odds that were asked for, of a line that asks a service for days, and worked out."""
    edition = main_edition(council)
    assert edition is not None
    on = edition.starts_on or date(2014, 9, 1)
    line = Element.objects.listed().filter(edition=edition, due_on__gte=on).order_by("pk").first()
    line = line or Element.objects.listed().filter(edition=edition).order_by("pk").first()
    council.needs.get_or_create(element=line, service=council.services.first(), defaults={"days": 5})
    if not council.odds_runs.exists():
        at = datetime(2014, 9, 1, tzinfo=UTC)
        run = ask_for_odds(edition=edition, on=on, by=OPERATOR, at=at)
        claimed = claim_next_odds(worker="one", at=at)
        assert claimed == run
        work_odds_out(claimed, now=lambda: at, is_stopped=lambda: False)


def _furnish_rounds(council: Council) -> None:
    """A round with its deadlines, and a line of it that nobody is asked for yet."""
    if not council.rounds.exists():
        period, meets_on = parse_period("2011/12 Q4"), date(2012, 6, 12)
        said = SetUp("A round", period, meets_on, edition=main_edition(council))
        set_up_round(council=council, said=said, by=OPERATOR, at=datetime(2012, 4, 1, tzinfo=UTC))
    round = council.rounds.order_by("pk").first()
    ask, _ = council.asks.get_or_create(round=round, measure=council.measures.first())
    line = {"ask": ask.pk, "sheet": "Measures", "row": 4, "out": {}, "typed": {}, "wrong": {}}
    kept = {"made_at": "", "notes": [], "lines": [{**line, "settled": {}}]}
    whose = User.objects.filter(post__council=council, duty="STRATEGY").order_by("pk").first()
    sent = {"file": "lines.xlsx", "brought_at": datetime(2012, 5, 1, tzinfo=UTC), "lines": kept}
    council.returns.get_or_create(round=round, by_user=whose.username if whose else "x", defaults=sent)


def _furnish_work(council: Council, post: Post) -> None:
    """What elements have: an offer, a service plan's line with a workplan item, a need, evidence."""
    first, second = council.elements.order_by("pk")[:2]
    service, day = council.services.order_by("pk").first(), date(2014, 9, 1)
    made = {"kind": "SERVICE", "defaults": {"slug": "of-a-service", "name": "Of a service"}}
    plan, _ = council.plans.get_or_create(service=service, **made)
    edition = plan.editions.first() or plan.editions.create(slug="now", name="Now", is_current=True)
    level = edition.levels.last() or edition.levels.create(
        key="line", name="Line", plural="Lines", position=1
    )
    line = edition.elements.first() or edition.elements.create(council=council, level=level, title="A line")
    framework = {"slug": "a-framework", "defaults": {"kind": "FRAMEWORK", "name": "A framework"}}
    answered, _ = council.plans.get_or_create(**framework)
    answered.editions.get_or_create(slug="now", defaults={"name": "Framework now", "is_current": True})
    council.offers.get_or_create(action=first, service=service, defaults={"offered_on": day})
    council.workplan_items.get_or_create(item=line, post=post, defaults={"words": "Sort the letters"})
    helped = {"words": "Two days", "asked_by": "A post", "asked_on": day}
    council.helps.get_or_create(element=first, service=service, defaults=helped)
    council.needs.get_or_create(element=first, service=None, defaults={"days": 3})
    council.contributions.get_or_create(giver=first, taker=second)
    council.involvements.get_or_create(element=first, role="PROVIDER", partner=council.partners.first())
    council.evidence.get_or_create(element=first, title="A survey")
    council.change_requests.get_or_create(
        measure=council.measures.first(),
        kind="TOLERANCE",
        defaults={
            "before": {"floor": None},
            "after": {"floor": "50"},
            "reason": "It was agreed",
            "asked_by": "A post",
            "asked_at": datetime(2014, 9, 1, 9, 0, tzinfo=UTC),
        },
    )
    started = {"reason": "A new system", "made_by": "Analyst", "made_at": datetime(2014, 9, 1, tzinfo=UTC)}
    council.rebases.get_or_create(measure=council.measures.first(), from_on=day, defaults=started)


def _furnish_reports(council: Council) -> None:
    """What reports have: a snapshot, published so that everybody may read it."""
    setting = council.report_settings.first()
    if setting is not None and not council.snapshots.exists():
        day, at = council.position_on or date(2014, 9, 1), datetime(2014, 9, 1, 9, 0, tzinfo=UTC)
        made = freeze(council=council, setting=setting, on=day, by=OPERATOR, at=at)
        publish(snapshot=made, version=made.version, by=OPERATOR, at=at, reason="To try its pages")


def _furnish_results(council: Council) -> None:
    """What measures have: one result at least."""
    if not council.observations.exists():
        days = {"period_kind": "MONTH", "starts_on": date(2010, 4, 1), "ends_on": date(2010, 4, 30)}
        by = {"entered_by": "The operator", "entered_at": datetime(2010, 5, 1, tzinfo=UTC)}
        council.observations.create(
            measure=council.measures.first(), state="NOT_APPLICABLE", breakdown="One part", **days, **by
        )


def _furnish_documents(council: Council) -> None:
    """A document that was made of published figures."""
    at = datetime(2014, 9, 2, 9, 30, tzinfo=UTC)
    snapshot = council.snapshots.order_by("pk").first()
    council.schedules.get_or_create(
        setting=snapshot.setting, product="MONITOR", format="html", send_on=date(2014, 9, 3), made_by="A post"
    )
    council.documents.get_or_create(
        snapshot=snapshot,
        product="MONITOR",
        format="html",
        defaults={
            "key": key_of(Document(snapshot=snapshot, product="MONITOR", format="html"), "test", ()),
            "state": "MADE",
            "file": b"<p>The Monitor</p>",
            "asked_by": "A post",
            "asked_at": at,
            "made_at": at,
        },
    )


@dataclass(frozen=True)
class Address:
    """One address: its name, how it is written, and the view behind it."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def gaps(self) -> list[tuple[str, str]]:
        """Each gap's words before it and its name."""
        return GAP.findall(self.route)

    @property
    def is_of_a_council(self) -> bool:
        return self.route.startswith("<slug:council>/")

    @property
    def power(self) -> str | None:
        """Without which nobody gets further; empty where it goes by post, None where none is asked for."""
        return getattr(self.view, "needs", None)

    def parts(self, council: Council) -> dict[str, Any]:
        """What goes into its gaps, at one council."""
        return {name: _example(self, words, name)(council) for words, name in self.gaps}

    def at(self, council: Council) -> str:
        return reverse(self.name, kwargs=self.parts(council))


def _example(address: Address, words: str, name: str) -> Found:
    examples = EXAMPLES | OF_A_DRAFT if address.power in CHANGING else EXAMPLES
    for key in (f"{address.name}: <{name}>", f"{words}<{name}>", f"<{name}>"):
        if key in examples:
            return examples[key]
    raise LookupError(
        f"The address “{address.name}” ({address.route}) has a gap that no example fills: add "
        f"“{words}<{name}>” to EXAMPLES in tests/web/examples.py, with a record of that kind."
    )


def every_address() -> list[Address]:
    """Every address that the site answers to people, those included from other files too.

    What it answers to other systems asks for a key, never for a cookie, and is tried in `tests/api`.
    """
    own = [one for one in get_resolver().url_patterns if str(one.pattern) != "api/v1/"]
    return list(_walked(own, ""))


def _walked(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for one in patterns:
        if not isinstance(one.pattern, RoutePattern):
            raise LookupError(f"“{before}{one.pattern}” is no plain route: write it with path().")
        if isinstance(one, URLResolver):
            yield from _walked(one.url_patterns, before + str(one.pattern))
        elif one.name:
            yield Address(one.name, before + str(one.pattern), one.callback)
        else:
            raise LookupError(f"The address “{before}{one.pattern}” has no name: give it one.")
