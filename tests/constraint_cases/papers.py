"""Cases of papers and what stands on them."""

from __future__ import annotations

import hashlib

from goldenthread.governance.models import (
    Annex,
    Approval,
    Implication,
    Paper,
    PaperRecommendation,
    PaperSection,
    RiskStatement,
)
from goldenthread.reports.models import IssuedPaper
from goldenthread.resources.models import Risk
from tests.cast import AT, Cast
from tests.constraint_cases.base import DAY, Case, Row, a_paper, other, same


def of_paper(cast: Cast) -> Row:
    held = Paper.objects.get_or_create(**{**a_paper(cast), "slug": "held"})[0]
    return {"paper": held, "position": 1}


def _numbered(cast: Cast) -> Row:
    return {"paper": of_paper(cast)["paper"], "number": 1, "text": "Note it"}


def _section(cast: Cast) -> Row:
    return {"paper": of_paper(cast)["paper"], "key": "summary"}


def _risk(cast: Cast) -> Row:
    return {**of_paper(cast), "cause": "Rain", "effect": "Less swept"}


def _risk_taken(cast: Cast) -> Row:
    risk = Risk.objects.get_or_create(council=cast.council, code="R1", title="Rain")[0]
    return {**_risk(cast), "position": 7, "risk": risk, "register_number": "R1", "taken_on": DAY}


def _annex(cast: Cast) -> Row:
    return {**of_paper(cast), "title": "Figures"}


def _approval(cast: Cast) -> Row:
    return {**of_paper(cast), "post": "Director", "approved_on": DAY}


def _implication(cast: Cast) -> Row:
    return {**of_paper(cast), "category": "Legal", "signer": "Solicitor", "signed_on": DAY}


def _issued(cast: Cast) -> Row:
    digest = hashlib.sha256(b"").hexdigest()
    paper = of_paper(cast)["paper"]
    return {"paper": paper, "number": 1, "format": "pdf", "file": b"", "digest": digest, "made_at": AT}


CASES: dict[str, list[Case]] = {
    "exempt_paper_says_on_what_ground": [
        other(
            Paper,
            lambda cast: {
                **a_paper(cast),
                "state": "APPROVED",
                "is_exempt": True,
                "exempt_because": "Paragraph 3",
            },
            exempt_because="",
        )
    ],
    "one_section_per_key": [same(PaperSection, _section, text="Other words")],
    "one_paper_recommendation_per_number": [same(PaperRecommendation, _numbered, text="Agree it")],
    "paper_recommendation_says_what": [other(PaperRecommendation, _numbered, text="")],
    "one_risk_statement_per_place": [same(RiskStatement, _risk, cause="Snow")],
    "risk_statement_says_cause_and_effect": [
        other(RiskStatement, _risk, cause=""),
        other(RiskStatement, _risk, effect=""),
    ],
    "risk_is_taken_into_a_paper_once": [same(RiskStatement, _risk_taken, position=8)],
    "risk_taken_says_its_number_and_day": [
        other(RiskStatement, _risk_taken, register_number=""),
        other(RiskStatement, _risk_taken, taken_on=None),
    ],
    "one_annex_per_place": [same(Annex, _annex, title="Other")],
    "annex_has_a_title": [other(Annex, _annex, title="")],
    "approval_is_given_or_sent_back": [other(Approval, _approval, returned="Too long")],
    "approval_given_names_its_post": [other(Approval, _approval, post="")],
    "signed_implication_names_its_signer": [other(Implication, _implication, signer="")],
    "one_file_per_issue_of_a_paper": [same(IssuedPaper, _issued, file=b"x")],
}
