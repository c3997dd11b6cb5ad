"""Approving a paper with what other rooms know of it, and keeping it as it was approved.

The last sign-off issues the paper: its HTML, Word and PDF are made then and kept with their digests, so that
what was published stays readable whatever happens to the plan.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.safestring import SafeString

from goldenthread.core.refused import in_one
from goldenthread.governance.clearing import approve_paper
from goldenthread.governance.models import Paper
from goldenthread.governance.paper_checked import reasons_unready
from goldenthread.governance.queries import paper_at
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.planning.workshop_queries import open_rounds_of
from goldenthread.reports.figures.paper import paper_facts
from goldenthread.reports.figures.paper_annexes import reasons_not_to_print
from goldenthread.reports.live_figures import figures_of
from goldenthread.reports.models import IssuedPaper
from goldenthread.reports.outlines.paper import compose
from goldenthread.reports.products import Format, render
from goldenthread.reports.rendering.html import LinkTo, body, body_of_file
from goldenthread.resources.overload import reasons_of_overload

FORMATS = (Format.HTML, Format.DOCX, Format.PDF)


def reasons_not_complete(paper: Paper, on: date) -> list[str]:
    """Everything that stands in the way of a paper's approval, whoever would give it. `on` is today.

    A paper that puts the whole strategy to a body waits for open workshops, and while the strategy asks
    more of services than they can give it goes forward only by a decision on record.
    """
    figures = figures_of(paper.council, paper.snapshot) or {}
    whole = paper.edition if paper.is_whole else None
    waits_for = tuple(f"“{one}”" for one in open_rounds_of(whole)) if whole else ()
    too_much = in_one(reasons_of_overload(whole, on)) if whole else []
    return [*reasons_unready(paper, figures, waits_for), *reasons_not_to_print(paper), *too_much]


@transaction.atomic
def give_approval(*, paper: Paper, place: int | None, on: date, by: Officer, at: datetime) -> None:
    """Clear a paper or sign it off; the last sign-off issues it. Raises `Refused`."""
    approve_paper(paper=paper, place=place, on=on, by=by, at=at, also=reasons_not_complete(paper, on))
    held = paper_at(paper.council, paper.slug, OPERATOR)
    if held is not None and held.state == Paper.State.APPROVED:
        _issue(held, at)


def _issue(paper: Paper, at: datetime) -> None:
    outline = compose(paper_facts(paper))
    number = (IssuedPaper.objects.filter(paper=paper).aggregate(last=Max("number"))["last"] or 0) + 1
    files = {form: render(outline, form) for form in FORMATS}
    IssuedPaper.objects.bulk_create(
        IssuedPaper(
            paper=paper,
            number=number,
            format=form.value,
            file=file,
            digest=hashlib.sha256(file).hexdigest(),
            made_at=at,
        )
        for form, file in files.items()
    )


def file_of_paper(paper: Paper, form: Format) -> bytes:
    """The paper as a file: as it was issued where it was approved here, else as it is now."""
    if paper.state != Paper.State.DRAFT:
        issued = IssuedPaper.objects.filter(paper=paper, format=form.value).order_by("-number").first()
        if issued is not None:
            return bytes(issued.file)
    return render(compose(paper_facts(paper)), form)


def page_of_paper(paper: Paper, link_to: LinkTo) -> SafeString:
    """The paper as a page of the site: what was issued, word for word, where it was approved here."""
    if paper.state == Paper.State.DRAFT or not IssuedPaper.objects.filter(paper=paper).exists():
        return body(compose(paper_facts(paper)), link_to)
    return body_of_file(file_of_paper(paper, Format.HTML))


def issues_of(paper: Paper) -> list[IssuedPaper]:
    """What was issued of a paper, latest first, without the files themselves."""
    return list(IssuedPaper.objects.filter(paper=paper).defer("file"))
