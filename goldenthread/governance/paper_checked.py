"""A paper as the checks of its form see it."""

from __future__ import annotations

from goldenthread.core.paper_checks import (
    ImplicationSaid,
    OptionSaid,
    PaperSaid,
    StopHeld,
    reasons_not_ready,
)
from goldenthread.core.paper_template import Asked
from goldenthread.core.paper_text import unknown_figures
from goldenthread.governance.models import Paper
from goldenthread.governance.paper_policies import paper_template


def paper_said(
    paper: Paper, figures: dict[str, str] | None = None, rounds: tuple[str, ...] = ()
) -> PaperSaid:
    """What a paper says, for its checks; `figures` are those of its snapshot, None where nobody looked."""
    texts = {one.key: one.text for one in paper.sections.all()}
    return PaperSaid(
        kind=paper.kind,
        texts=texts,
        options=tuple(
            OptionSaid(
                one.number, bool(one.advantages.strip()), bool(one.disadvantages.strip()), one.does_nothing
            )
            for one in paper.options.all()
        ),
        implications=tuple(
            ImplicationSaid(one.category, one.is_blank, one.signer if one.signed_on else "")
            for one in paper.implications.all()
        ),
        recommendations=tuple((one.number, bool(one.reason.strip())) for one in paper.recommendations.all()),
        risks=len(paper.risks.all()),
        has_contact=bool(paper.contacts.all()),
        wards=paper.wards,
        is_key_decision=paper.is_key_decision,
        forward_plan=paper.forward_plan,
        is_exempt=paper.is_exempt,
        exempt_because=paper.exempt_because,
        unknown_figures=() if figures is None else tuple(unknown_figures(texts.values(), figures)),
        has_snapshot=bool(paper.snapshot),
        open_rounds=rounds,
    )


def reasons_unready(
    paper: Paper, figures: dict[str, str] | None = None, rounds: tuple[str, ...] = ()
) -> list[str]:
    """What stands in the way of a paper's approval."""
    return reasons_not_ready(paper_said(paper, figures, rounds), paper_template(paper.template))


def stops_of(paper: Paper) -> list[StopHeld]:
    """The clearances and sign-offs of a paper, in order."""
    return [
        StopHeld(
            place=one.position,
            role=one.role,
            post=one.post,
            stage=one.stage,
            asked=Asked(one.asked),
            given_on=one.approved_on,
            asked_on=one.asked_on,
            due_on=one.due_on,
            returned=one.returned,
        )
        for one in paper.approvals.all()
    ]
