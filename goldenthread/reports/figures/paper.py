"""Gathering one paper with everything that its document is composed of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goldenthread.core.paper_template import FRONT, Asked, PaperTemplate, Part
from goldenthread.core.sentences import on_day, start
from goldenthread.governance.models import Paper
from goldenthread.governance.paper_policies import paper_template
from goldenthread.reports.figures.paper_annexes import annexes_of, comments_blocks, reader_of, route_blocks
from goldenthread.reports.live_figures import figures_of
from goldenthread.reports.models import Snapshot
from goldenthread.reports.paper_facts import (
    AskFact,
    ContactFact,
    ImplicationFact,
    OptionFact,
    PaperFacts,
    RiskSaid,
    StopFact,
)


def paper_facts(paper: Paper) -> PaperFacts:
    """A paper as its document needs it, however long: a fixed number of queries."""
    form = paper_template(paper.template)
    edition, reader = paper.edition, reader_of(paper)
    said = comments_blocks(edition, reader) if edition and form.has(Part.COMMENTS) else []
    return PaperFacts(
        title=paper.title,
        council=paper.council.name,
        is_demonstration=paper.council.is_demonstration,
        kind=paper.kind,
        state=paper.state,
        report_of=paper.report_of,
        template=form,
        front=tuple(_front(paper, form)),
        texts={one.key: one.text for one in paper.sections.all()},
        wards=paper.wards,
        background=lines_of(paper.background),
        annexes=annexes_of(paper),
        route=tuple(route_blocks(edition)) if edition and form.has(Part.ROUTE) else (),
        comments=tuple(said),
        figures=figures_of(paper.council, paper.snapshot),
        digest=paper.snapshot,
        dated=on_day(paper.meets_on) if paper.meets_on else "",
        notices=tuple(_notices(paper)),
        body=str(paper.body or ""),
        **_records(paper),
    )


def _records(paper: Paper) -> dict[str, Any]:  # the fields of PaperFacts that are lists
    return {
        "options": tuple(
            OptionFact(
                one.number,
                one.text,
                lines_of(one.advantages),
                lines_of(one.disadvantages),
                one.does_nothing,
            )
            for one in paper.options.all()
        ),
        "implications": tuple(
            ImplicationFact(
                one.category,
                one.text,
                one.is_none,
                one.option,
                one.year,
                str(one.element or ""),
                one.signer,
                one.signed_on,
            )
            for one in paper.implications.all()
        ),
        "recommendations": tuple(
            AskFact(one.number, one.text, one.reason, one.asks) for one in paper.recommendations.all()
        ),
        "risks": tuple(
            RiskSaid(one.cause, one.effect, one.control, str(one.element or ""), one.register_number)
            for one in paper.risks.all()
        ),
        "contacts": tuple(
            ContactFact(one.role, one.name, one.post, one.team, one.phone) for one in paper.contacts.all()
        ),
        "stops": tuple(
            StopFact(
                "Cleared" if one.asked == Asked.CLEARANCE else "Approved", one.name, one.post, one.approved_on
            )
            for one in paper.approvals.all()
        ),
    }


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _front(paper: Paper, form: PaperTemplate) -> Iterator[tuple[str, str]]:
    said = {
        "to": str(paper.body or ""),
        "meeting": on_day(paper.meets_on) if paper.meets_on else "",
        "report_of": paper.report_of,
        "portfolio": paper.portfolio,
        "decision_maker": paper.decision_maker,
        "purpose": start(str(paper.get_kind_display())),
        "key_decision": {True: "Yes", False: "No", None: ""}[paper.is_key_decision],
        "forward_plan": paper.forward_plan,
        "exempt": f"Exempt: {paper.exempt_because}" if paper.is_exempt else "Public",
        "wards": paper.wards,
        "contact": next((f"{one.name} {one.post}".strip() for one in paper.contacts.all()), ""),
    }
    return ((FRONT[line], said[line]) for line in form.front)


def _notices(paper: Paper) -> Iterator[str]:
    if paper.state == Paper.State.DRAFT:
        yield "Draft: not approved for publication."
    if paper.is_exempt:
        yield f"Not for publication: {paper.exempt_because}"
    held = Snapshot.objects.filter(council=paper.council, digest=paper.snapshot) if paper.snapshot else None
    if held is not None and held.filter(corrected_by__isnull=False).exists():
        yield "The figures that this paper names have been corrected since. See the report they are from."
