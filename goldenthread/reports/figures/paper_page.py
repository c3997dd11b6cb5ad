"""What a paper's pages show: its parts with what each holds, what stands in the way, and its sign-offs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goldenthread.core.paper_checks import StopHeld, named, reasons_not_to_give, stands, state_sentence
from goldenthread.core.paper_template import PaperTemplate, Part, SectionForm
from goldenthread.core.paper_text import Paragraph, figures_in, pieces_of
from goldenthread.core.sentences import counted, on_day, spell, start
from goldenthread.governance.decision_queries import paper_decisions
from goldenthread.governance.models import Decision, Implication, Paper
from goldenthread.governance.paper_checked import stops_of
from goldenthread.governance.paper_policies import paper_template
from goldenthread.governance.permissions import (
    reasons_not_to_approve,
    reasons_not_to_open_again,
    reasons_not_to_send_back,
    reasons_not_to_sign_implication,
    reasons_not_to_write,
)
from goldenthread.governance.risks_taken import Taken, risks_taken
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import Officer
from goldenthread.reports.figures.prepared import prepared_of
from goldenthread.reports.live_figures import figures_of
from goldenthread.reports.models import IssuedPaper
from goldenthread.reports.paper_approval import issues_of, reasons_not_complete


@dataclass(frozen=True, slots=True)
class PartShown:
    """One section on the paper's page: what it holds, in brief, and where it is written."""

    form: SectionForm
    text: str
    held: str
    edits: str  # “section”, “part”, “implications”, or empty where it isn't written by hand


@dataclass(frozen=True, slots=True)
class StopShown:
    """One clearance or sign-off and how it stands."""

    stop: StopHeld
    name: str
    person: str
    stands: str
    lapsed: str = ""  # that it was given, and why that was taken back


@dataclass(frozen=True, slots=True)
class CategoryShown:
    """One category of implications, and why this person may not sign it off; empty where they may."""

    held: Implication
    cannot_sign: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Everything that a paper's page shows."""

    template: PaperTemplate
    sentence: str
    in_the_way: list[str]
    parts: list[PartShown]
    categories: list[CategoryShown]
    stops: list[StopShown]
    issues: list[IssuedPaper]
    cannot_write: list[str]
    cannot_approve: list[str]
    cannot_open: list[str]
    decisions: list[Decision]
    taken: list[Taken]
    risks_version: int

    @property
    def has_stages(self) -> bool:
        """True where sign-offs are given in more stages than one."""
        return any(one.stop.stage > 1 for one in self.stops)


def paper_page(paper: Paper, viewer: Officer, on: date) -> PaperPage:
    """Gather a paper's page."""
    form = paper_template(paper.template)
    in_the_way = reasons_not_complete(paper) if paper.state == Paper.State.DRAFT else []
    stops = stops_of(paper)
    lapsed = lapsed_of(paper)
    people = {one.position: one.name for one in paper.approvals.all()}
    waiting = [one for one in stops if not one.is_given]
    return PaperPage(
        template=form,
        sentence=_sentence(paper, in_the_way, waiting),
        in_the_way=in_the_way,
        parts=[_part(paper, one) for one in form.sections],
        categories=[
            CategoryShown(
                one, tuple(reasons_not_to_sign_implication(one, viewer)) if form.signs_implications else ("",)
            )
            for one in paper.implications.all()
        ],
        stops=[
            StopShown(one, named(one), people[one.place], stands(one, on), lapsed.get(one.place, ""))
            for one in stops
        ],
        issues=issues_of(paper),
        cannot_write=reasons_not_to_write(paper, viewer),
        cannot_approve=in_the_way[:1] or reasons_not_to_approve(paper, viewer),
        cannot_open=reasons_not_to_open_again(paper, viewer),
        decisions=paper_decisions(paper),
        taken=risks_taken(paper, viewer),
        risks_version=_version_of_risks(paper, form),
    )


def _version_of_risks(paper: Paper, form: PaperTemplate) -> int:
    """The version of the part that holds the risk statements; 1 where the form has none."""
    holder = form.of(Part.RISKS)
    return version_of(paper, holder.key) if holder else 1


def lapsed_of(paper: Paper) -> dict[int, str]:
    """By place: that a clearance or sign-off was given, when, and why it was taken back since. One query."""
    places = {str(one.pk): one.position for one in paper.approvals.all() if one.approved_on is None}
    if not places:
        return {}
    taken = Entry.objects.filter(subject_kind="approval", subject_id__in=places, verb="taken back")
    found = {}
    for entry in taken.order_by("at", "pk"):
        day = date.fromisoformat(entry.before["approved_on"])
        why = f": {entry.reason.rstrip('.')}" if entry.reason else ""
        found[places[entry.subject_id]] = f"It was given on {on_day(day)}, and lapsed{why}"
    return found


def _sentence(paper: Paper, in_the_way: Sequence[str], waiting: Sequence[StopHeld]) -> str:
    if paper.state == Paper.State.DECIDED:
        when = f" on {on_day(paper.decided_on)}" if paper.decided_on else ""
        return f"The {paper.body or 'body'} decided it{when}."
    if paper.state == Paper.State.APPROVED:
        if not paper.approvals.all():
            return "It was published, and is no longer changed. Who signed it off is not on record."
        return "It is approved for publication, and is no longer changed."
    return state_sentence(in_the_way, waiting)


_RECORDS = {
    Part.OPTIONS: ("options", "option"),
    Part.RECOMMENDATIONS: ("recommendations", "recommendation"),
    Part.RISKS: ("risks", "risk statement"),
    Part.CONTACTS: ("contacts", "contact"),
    Part.ANNEXES: ("annexes", "annex"),
}


def _part(paper: Paper, form: SectionForm) -> PartShown:
    text = _opening(next((one.text for one in paper.sections.all() if one.key == form.key), ""))
    if form.part is Part.WORDS:
        return PartShown(form, text, "" if text.strip() else "Not written yet", "section")
    if form.part is Part.IMPLICATIONS:
        blank = sum(one.is_blank for one in paper.implications.all())
        whole = len(paper.implications.all())
        return PartShown(form, text, f"{whole - blank} of {whole} categories said", "implications")
    if form.part in _RECORDS:
        name, one = _RECORDS[form.part]
        count = len(getattr(paper, name).all())
        many = "annexes" if one == "annex" else ""
        return PartShown(form, text, start(counted(count, one, many)), "part")
    if form.part is Part.WARDS:
        return PartShown(form, text, paper.wards or "Not stated", "front")
    if form.part is Part.BACKGROUND:
        return PartShown(form, text, paper.background or "None stated", "front")
    return PartShown(form, text, _FROM[form.part], "")


def _opening(text: str) -> str:
    """The first paragraph of a section's words."""
    return next((one.words for one in pieces_of(text) if isinstance(one, Paragraph)), text)


_FROM = {
    Part.ANALYSIS: "Made from the options",
    Part.ROUTE: "Made from the route of the plan",
    Part.COMMENTS: "Made from the comments and their answers",
}


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section to be written: its words, what the log suggests, and the figures that it may name."""

    form: SectionForm
    text: str
    version: int
    suggestion: str
    figures: list[tuple[str, str]]
    named: list[str]


def section_page(paper: Paper, key: str, viewer: Officer, on: date) -> SectionPage | None:
    """What the page for writing one section shows; None where the form has no such section of words."""
    form = paper_template(paper.template).section(key)
    if form is None or form.part not in (Part.WORDS, Part.RISKS):
        return None
    text = next((one.text for one in paper.sections.all() if one.key == key), "")
    figures = figures_of(paper.council, paper.snapshot) or {}
    says = suggested(paper, form, viewer, on)
    return SectionPage(form, text, version_of(paper, key), says, sorted(figures.items()), figures_in(text))


def version_of(paper: Paper, key: str) -> int:
    """The version of a section; 1 for one that nobody wrote in."""
    return next((one.version for one in paper.sections.all() if one.key == key), 1)


# Which passages of the log a section is offered (R062, R093).
_OFFERED = {
    "consultation": ("Workshops", "Consultation", "Who considered it", "What was said of it"),
    "how_prepared": (
        "What was done",
        "Workshops",
        "Consultation",
        "What partnerships decided",
        "Who considered it",
        "What was said of it",
        "What changed on the way",
    ),
}


def suggested(paper: Paper, form: SectionForm, viewer: Officer, on: date) -> str:
    """What the log says for a section that asks for it: who considered the plan, or how it was prepared."""
    if paper.edition is None or not form.suggest:
        return ""
    prepared = prepared_of(paper.edition, viewer, on)
    written = [prepared.written] if form.suggest == "how_prepared" and prepared.written else []
    passages = [one for one in prepared.passages if one.heading in _OFFERED[form.suggest]]
    blocks = ["\n".join([one.text, *(f"- {line}" for line in one.lines)]) for one in passages]
    return "\n\n".join([*written, *blocks])


class StopPage(NamedTuple):
    """One clearance or sign-off with what may be done about it."""

    stop: StopHeld
    name: str
    stands: str
    cannot_ask: list[str]
    cannot_give: list[str]
    cannot_send_back: list[str]
    refused: Sequence[str] = ()


def stop_page(paper: Paper, place: int, viewer: Officer, on: date) -> StopPage | None:
    """What the page of one clearance or sign-off shows."""
    stops = stops_of(paper)
    stop = next((one for one in stops if one.place == place), None)
    if stop is None:
        return None
    given = ["It is given already."] if stop.is_given else []
    return StopPage(
        stop=stop,
        name=named(stop),
        stands=stands(stop, on),
        cannot_ask=given or reasons_not_to_write(paper, viewer) or _no_post(stop),
        cannot_give=given
        or reasons_not_to_give(stops, place)
        or reasons_not_complete(paper)
        or reasons_not_to_approve(paper, viewer, place),
        cannot_send_back=given or reasons_not_to_send_back(paper, viewer, place),
    )


def _no_post(stop: StopHeld) -> list[str]:
    return [] if stop.post else ["Say first which post gives it."]


def of_papers(found: Sequence[Paper]) -> str:
    """How many papers there are, and how they stand."""
    if not found:
        return "No paper is on record yet."
    counts = {state: sum(one.state == state for one in found) for state in Paper.State}
    said = [
        f"{spell(counts[state])} {words}"
        for state, words in (
            (Paper.State.DRAFT, "in draft"),
            (Paper.State.APPROVED, "approved for publication"),
            (Paper.State.DECIDED, "decided"),
        )
        if counts[state]
    ]
    return f"{start(counted(len(found), 'paper'))}: {', '.join(said)}."
