"""Proposals: one fast page to write them down while a workshop goes on, and what becomes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, Stale
from goldenthread.core.workshops import MISSING, missing_of
from goldenthread.people.queries import posts_of
from goldenthread.planning import promoting, proposing
from goldenthread.planning.workshop_permissions import (
    reasons_not_to_edit,
    reasons_not_to_promote,
    reasons_not_to_run,
    reasons_not_to_set_aside,
    reasons_not_to_write,
)
from goldenthread.planning.workshop_queries import (
    Tally,
    groups_in,
    levels_in,
    lines_in,
    proposal_at,
    proposals_of,
    tallies_by_session,
    themes_in,
    voted_for,
)
from goldenthread.reports.figures import workshops as figures
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.held import show_held
from goldenthread.web.forms.proposals import HandsForm, PromoteForm, ProposalForm, SetAsideForm, WriteForm
from goldenthread.web.pages import needing, of_council, page
from goldenthread.web.paging import Pages
from goldenthread.web.views.editing import number
from goldenthread.web.views.workshops import PART, session_or_404

if TYPE_CHECKING:
    from django.http import QueryDict

    from goldenthread.people.models import Council
    from goldenthread.planning.models import Proposal, WorkshopSession

STATES = (("OPEN", "Open"), ("PROMOTED", "In the draft"), ("SET_ASIDE", "Set aside"))
LACKS = (("any", "Anything"), *((code, words.capitalize()) for code, words in MISSING.items()))


@needing("write_proposals")
@of_council
def index(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Write proposals down, newest below; who is here already sees them at the next look."""
    held, officer = session_or_404(request, council, pk), officer_of(request)
    themes = themes_in(held.round.edition, officer)
    first = {"key": proposing.new_key(), "theme": held.theme_id, "group": request.GET.get("in", "")}
    form = WriteForm(request.POST or None, themes=themes, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = proposing.write_proposal(
                session=held, said=form.said(), key=form.cleaned_data["key"], by=officer, at=timezone.now()
            )
            asked = urlencode({"written": made.pk, "in": made.group})
            return redirect(f"{reverse('proposals', args=[council.slug, held.pk])}?{asked}")
        except Refused as refusal:
            form.add_error("text", " ".join(refusal.reasons))
    return _page(request, council, held, form)


def _page(request: HttpRequest, council: Council, held: WorkshopSession, form: WriteForm) -> HttpResponse:
    officer, asked = officer_of(request), request.GET
    lacks = asked.get("lacks", "") if asked.get("lacks") in dict(LACKS) else ""
    state = asked.get("state", "") if asked.get("state") in dict(STATES) else ""
    groups = groups_in(held)
    group = asked.get("group", "") if asked.get("group") in groups else ""
    found = proposals_of(held, lacks=lacks, state=state, group=group)
    pages = Pages.of(asked, found.count())
    shown = list(found[pages.slice])
    mine = voted_for(shown, officer)
    tally = tallies_by_session([held]).get(held.pk, Tally())
    return page(
        request,
        "web/proposals.html",
        council,
        PART,
        session=held,
        form=form,
        rows=[(one, _lacking(one), one.pk in mine) for one in shown],
        pages=pages,
        sentence=figures.of_proposals(tally),
        tally=tally,
        groups=groups,
        filters=[
            ("lacks", "Still lacks", LACKS, lacks),
            ("state", "How it stands", STATES, state),
            ("group", "Group", [(one, one) for one in groups], group),
        ],
        is_filtered=bool(lacks or state or group),
        written=number(asked.get("written")),
        cannot_write=reasons_not_to_write(held, officer),
        code=422 if form.errors else 200,
    )


def _lacking(one: Proposal) -> list[str]:
    if one.state != "OPEN":
        return []
    return [MISSING[code] for code in missing_of(one.delivery, one.measure, one.owner_id)]


@require_POST
@needing("write_proposals")
@of_council
def group(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put several into a group at once, or name a group otherwise."""
    held, officer, said = session_or_404(request, council, pk), officer_of(request), request.POST
    if "rename" in said:
        old, name = said.get("group", ""), said.get("name", "")
        proposing.rename_group(session=held, group=old, name=name, by=officer, at=timezone.now())
    else:
        chosen = [key for key in map(number, said.getlist("proposal")) if key is not None]
        proposing.group_proposals(
            session=held, proposals=chosen, group=said.get("name", ""), by=officer, at=timezone.now()
        )
    return redirect("proposals", council.slug, held.pk)


def _proposal(request: HttpRequest, council: Council, pk: int) -> Proposal:
    found = proposal_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No proposal that you may read is at this address.")
    return found


@needing("write_proposals")
@of_council
def proposal(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One proposal: put it right, add what is missing, and see what became of it."""
    held, officer = _proposal(request, council, pk), officer_of(request)
    form = _form(request, council, held, request.POST or None)
    if request.method == "POST" and form.is_valid():
        version, said = form.cleaned_data["version"], form.said()
        try:
            proposing.change_proposal(
                proposal=held, said=said, version=version, by=officer, at=timezone.now()
            )
            return redirect("proposals", council.slug, held.session_id)
        except Stale as stale:
            held = _proposal(request, council, pk)
            words = {name: getattr(held, name) for name in ("text", "group", "delivery", "measure")}
            show_held(form, held.version, words)
            form.add_error("text", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("text", " ".join(refusal.reasons))
    return _shown(request, council, held, form)


def _form(request: HttpRequest, council: Council, held: Proposal, data: QueryDict | None) -> ProposalForm:
    edition = held.session.round.edition
    return ProposalForm(
        data,
        themes=themes_in(edition, officer_of(request)),
        levels=levels_in(edition),
        posts=posts_of(council),
        proposal=held,
    )


def _shown(
    request: HttpRequest,
    council: Council,
    held: Proposal,
    form: ProposalForm,
    counted: HandsForm | None = None,
) -> HttpResponse:
    officer = officer_of(request)
    fresh = HandsForm(initial={"version": held.version, "hands": held.hands}, auto_id="hands_%s")
    is_wrong = form.errors or (counted is not None and counted.errors)
    return page(
        request,
        "web/proposal.html",
        council,
        PART,
        proposal=held,
        form=form,
        hands=counted or fresh,
        lacking=_lacking(held),
        votes=held.votes.count(),
        cannot_edit=reasons_not_to_edit(held, officer),
        cannot_promote=reasons_not_to_promote(held, officer),
        cannot_set_aside=reasons_not_to_set_aside(held, officer),
        cannot_run=reasons_not_to_run(council, officer),
        code=422 if is_wrong else 200,
    )


@require_POST
@needing("write_proposals")
@of_council
def vote(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Vote for a proposal, or take the vote back."""
    held, for_it = _proposal(request, council, pk), request.POST.get("vote") != "back"
    proposing.vote(proposal=held, for_it=for_it, by=officer_of(request), at=timezone.now())
    return redirect(f"{reverse('proposals', args=[council.slug, held.session_id])}#proposal-{held.pk}")


@require_POST
@needing("write_proposals")
@of_council
def hands(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Keep how many hands were shown."""
    held, form = _proposal(request, council, pk), HandsForm(request.POST, auto_id="hands_%s")
    if not form.is_valid():
        return _shown(request, council, held, _form(request, council, held, None), form)
    given = form.cleaned_data
    proposing.count_hands(
        proposal=held,
        hands=given["hands"],
        version=given["version"],
        by=officer_of(request),
        at=timezone.now(),
    )
    return redirect("proposal", council.slug, held.pk)


@needing("run_workshops")
@of_council
def promote(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a proposal into the draft: at which level, and where."""
    held, officer = _proposal(request, council, pk), officer_of(request)
    edition = held.session.round.edition
    cannot = reasons_not_to_promote(held, officer)
    if request.method == "POST" and cannot:
        raise Refused(cannot)
    form = PromoteForm(
        request.POST or None, levels=levels_in(edition), lines=lines_in(edition, officer), proposal=held
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            promoting.promote(
                proposal=held,
                level=form.levels[given["level"]],
                parent=form.lines.get(given["parent"]),
                version=given["version"],
                by=officer,
                at=timezone.now(),
            )
            return redirect("proposal", council.slug, held.pk)
        except Refused as refusal:
            form.add_error("level", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(
        request, "web/proposal_promote.html", council, PART, proposal=held, form=form, cannot=cannot,
        lacking=_lacking(held), code=code,
    )  # fmt: skip


@needing("run_workshops")
@of_council
def set_aside(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Set a proposal aside with the reason, or take it up again."""
    held, officer, at = _proposal(request, council, pk), officer_of(request), timezone.now()
    form = SetAsideForm(request.POST or None, initial={"version": held.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if "again" in request.POST:
                promoting.take_up(proposal=held, version=given["version"], by=officer, at=at)
            else:
                promoting.set_aside(
                    proposal=held, reason=given["reason"], version=given["version"], by=officer, at=at
                )
            return redirect("proposal", council.slug, held.pk)
        except Refused as refusal:
            form.add_error("reason", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/proposal_aside.html", council, PART, proposal=held, form=form, code=code)
