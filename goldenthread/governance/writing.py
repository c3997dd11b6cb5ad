"""Writing a paper: its front, its sections and the records in them, each apart from the others.

Every section has a version of its own, so that several people write one paper at once and nobody loses a
word. A change takes back the sign-offs that were given: whoever signed had read other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.text import slugify

from goldenthread.core.paper_template import PaperTemplate, Part
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.governance.models import (
    Annex,
    Approval,
    Body,
    Contact,
    Implication,
    Meeting,
    Option,
    Paper,
    PaperRecommendation,
    PaperSection,
    RiskStatement,
)
from goldenthread.governance.paper_policies import paper_template
from goldenthread.governance.permissions import reasons_no_post, reasons_not_to_start, reasons_not_to_write
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change, make
from goldenthread.ledger.recording import Row, as_kept, as_text
from goldenthread.ledger.twice import refuse_if_twice
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition

THIS_PART = "this part of the paper"
MOST_OF_A_SECTION = 60_000  # letters: about thirty printed pages


class Front(NamedTuple):
    """What stands at the head of a paper, as somebody writes it."""

    title: str
    report_of: str
    kind: str = Paper.Kind.DECISION.value
    body: Body | None = None
    meeting: Meeting | None = None
    meets_on: date | None = None
    edition: Edition | None = None
    is_whole: bool = False
    portfolio: str = ""
    decision_maker: str = ""
    is_key_decision: bool | None = None
    forward_plan: str = ""
    is_exempt: bool = False
    exempt_because: str = ""
    wards: str = ""
    background: str = ""
    snapshot: str = ""
    address: str = ""
    source: str = ""


@transaction.atomic
def start_paper(*, council: Council, template: str, front: Front, by: Officer, at: datetime) -> Paper:
    """Start a paper of a form, its sections blank and its sign-offs to come. Raises `Refused`."""
    refuse_if(reasons_not_to_start(council, by) or reasons_not_this_front(council, front))
    form = paper_template(template)
    row = {"slug": _free_slug(council, front.title), "template": template, **_row(front)}
    refuse_if_twice(Paper, {"council_id": council.pk, **row}, council=council, by=by, at=at)
    paper = make(Paper, {"council_id": council.pk, **row}, council=council, by=by, at=at, verb="started")
    prepare(paper, form)
    Implication.objects.bulk_create(
        Implication(paper=paper, position=place, category=one)
        for place, one in enumerate(form.categories, start=1)
        if form.has(Part.IMPLICATIONS)
    )
    Approval.objects.bulk_create(
        Approval(paper=paper, position=place, role=one.role, stage=one.stage, asked=one.asked.value)
        for place, one in enumerate(form.stops, start=1)
    )
    return paper


def prepare(paper: Paper, form: PaperTemplate) -> None:
    """Give a paper a row for each section of its form that has none yet."""
    held = set(paper.sections.values_list("key", flat=True))
    PaperSection.objects.bulk_create(
        PaperSection(paper=paper, key=one.key) for one in form.sections if one.key not in held
    )


def _free_slug(council: Council, title: str) -> str:
    base = slugify(title)[:70] or "paper"
    held = set(Paper.objects.filter(council=council, slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(held) + 3))
    return next(one for one in (base, *numbered) if one not in held)


def reasons_not_this_front(council: Council, front: Front) -> list[str]:
    """Why the head of a paper can't be kept so."""
    found = []
    if not front.title.strip():
        found.append("Give the paper a title.")
    if not front.report_of.strip():
        found.append("Say whose report it is: a post.")
    others = [front.body, front.meeting, front.edition and front.edition.plan]
    if any(one and one.council_id != council.pk for one in others):
        found.append("The body, the meeting and the plan must be this council's own.")
    if front.meeting and front.body and front.meeting.body_id != front.body.pk:
        found.append(f"{front.meeting} is not a meeting of {front.body}.")
    if front.is_exempt and not front.exempt_because.strip():
        found.append("Say on what ground it is exempt: the paragraph of Schedule 12A, and why it applies.")
    if front.address and not front.address.startswith("https://"):
        found.append("Write the address of the same paper with https:// in front.")
    return found


def _row(front: Front) -> dict[str, Any]:
    row = {**front._asdict()}
    for name in ("body", "meeting", "edition"):
        held = row.pop(name)
        row[f"{name}_id"] = held.pk if held else None
    if front.meeting:
        row["meets_on"], row["body_id"] = front.meeting.meets_on, front.meeting.body_id
    return {name: value.strip() if isinstance(value, str) else value for name, value in row.items()}


@transaction.atomic
def write_front(*, paper: Paper, front: Front, version: int, by: Officer, at: datetime) -> None:
    """Write the head of a paper. Raises `Refused` and `Stale`."""
    held = _held(paper)
    refuse_if(reasons_not_to_write(held, by) or reasons_not_this_front(held.council, front))
    refuse_if_stale(version, held.version, "the front of this paper")
    if change(held, _row(front), council=held.council, by=by, at=at):
        _take_sign_offs_back(held, "the front", by, at)


def reasons_too_many_words(text: str) -> list[str]:
    """Why a section can't hold a text: everybody who reads the paper loads all of it."""
    if len(text) <= MOST_OF_A_SECTION:
        return []
    return [
        f"This section has {len(text):,} letters, and {MOST_OF_A_SECTION:,} fit. Shorten it, or name the "
        "rest as an annex kept elsewhere."
    ]


@transaction.atomic
def write_section(*, paper: Paper, key: str, text: str, version: int, by: Officer, at: datetime) -> None:
    """Write the words of one section. Raises `Refused` and `Stale`."""
    held, section = part_of(paper, key, version, by)
    refuse_if(reasons_too_many_words(text))
    if change(section, {"text": text.strip()}, council=held.council, by=by, at=at, verb="written"):
        _take_sign_offs_back(held, key, by, at)


def part_of(paper: Paper, key: str, version: int, by: Officer) -> tuple[Paper, PaperSection]:
    """The paper and one section of it, locked, to be written by somebody who saw it at `version`.

    Raises `Refused` and `Stale`.
    """
    held = _held(paper)
    refuse_if(reasons_not_to_write(held, by))
    prepare(held, paper_template(held.template))
    section = PaperSection.objects.select_for_update().filter(paper=held, key=key).first()
    refuse_if([] if section else ["This paper has no such section."])
    assert section is not None
    refuse_if_stale(version, section.version, THIS_PART)
    return held, section


def write_options(*, paper: Paper, rows: Sequence[Row], version: int, by: Officer, at: datetime) -> None:
    """Write the options, in order; each with its text, advantages and disadvantages. Raises `Refused`."""
    bare = [f"Option {n} says nothing. Write it, or leave its row empty." for n, row in _counted(rows)
            if not row["text"].strip()]  # fmt: skip
    numbered = [{**row, "number": number} for number, row in _counted(rows)]
    put_rows(paper, Part.OPTIONS, Option, numbered, bare, version, by, at)


def write_recommendations(
    *, paper: Paper, rows: Sequence[Row], version: int, by: Officer, at: datetime
) -> None:
    """Write what the body is asked to do, in order, each with its reason. Raises `Refused`."""
    bare = [f"Recommendation {n} says nothing. Write what is asked." for n, row in _counted(rows)
            if not row["text"].strip()]  # fmt: skip
    numbered = [{**row, "number": number} for number, row in _counted(rows)]
    put_rows(paper, Part.RECOMMENDATIONS, PaperRecommendation, numbered, bare, version, by, at)


def write_risks(*, paper: Paper, rows: Sequence[Row], version: int, by: Officer, at: datetime) -> None:
    """Write the risk statements: cause, effect, perhaps a line of the plan. Raises `Refused`.

    A row that names the `risk_id` of the register that it was taken from keeps what it was taken as.
    """
    taken = {one.risk_id: one for one in RiskStatement.objects.filter(paper=paper, risk__isnull=False)}
    bare = [f"Risk {n} needs both its cause and its effect." for n, row in _counted(rows)
            if not (row["cause"].strip() and row["effect"].strip())]  # fmt: skip
    strange = [f"Risk {n} isn’t taken from the register in this paper." for n, row in _counted(rows)
               if row.get("risk_id") and row["risk_id"] not in taken]  # fmt: skip
    placed = [
        {**row, **as_taken(taken.get(row.get("risk_id"))), "position": number}
        for number, row in _counted(rows)
    ]
    put_rows(paper, Part.RISKS, RiskStatement, placed, [*bare, *strange], version, by, at)


# What a risk statement keeps of the register, by the names of its columns.
_TAKEN = ("risk_id", "register_number", "taken_on", "taken_cause", "taken_effect", "taken_line_id")


def as_taken(held: RiskStatement | None) -> dict[str, Any]:
    """What a risk statement keeps of the register; one that was written by hand keeps nothing of it."""
    blank = RiskStatement()
    return {name: getattr(held or blank, name) for name in _TAKEN}


def write_annexes(*, paper: Paper, rows: Sequence[Row], version: int, by: Officer, at: datetime) -> None:
    """Name the annexes, in order: made from the plan, or kept elsewhere. Raises `Refused`."""
    bare = [f"Annex {n} has no title." for n, row in _counted(rows) if not row["title"].strip()]
    placed = [{**row, "position": number} for number, row in _counted(rows)]
    put_rows(paper, Part.ANNEXES, Annex, placed, bare, version, by, at)


def write_contacts(*, paper: Paper, rows: Sequence[Row], version: int, by: Officer, at: datetime) -> None:
    """Name the authors and the chief officer responsible, in order. Raises `Refused`."""
    bare = [f"Contact {n} needs a role and a post." for n, row in _counted(rows)
            if not (row["role"].strip() and row["post"].strip())]  # fmt: skip
    placed = [{**row, "position": number} for number, row in _counted(rows)]
    put_rows(paper, Part.CONTACTS, Contact, placed, bare, version, by, at)


@transaction.atomic
def write_implications(
    *, paper: Paper, answers: Mapping[str, Row], version: int, by: Officer, at: datetime
) -> None:
    """Write the implications: for each category a text, or that there are none. Raises `Refused`, `Stale`.

    A category's own sign-off is taken back where its words change, and no other's.
    """
    held, section = part_of(paper, _key(paper, Part.IMPLICATIONS), version, by)
    before = {one.category: one for one in held.implications.select_for_update()}
    kept = {one.signer for one in before.values()}
    refuse_if(reasons_no_post(held, [row.get("signer", "") for row in answers.values()], kept))
    has_changed = False
    for category, answer in answers.items():
        one = before.get(category)
        refuse_if([] if one else [f"{category} is no category of this paper."])
        assert one is not None
        has_changed |= _write_implication(one, answer, held, by, at)
    if has_changed:
        _bump(section, held, "implications", by, at)


def _write_implication(one: Implication, answer: Row, paper: Paper, by: Officer, at: datetime) -> bool:
    row = dict(answer)
    if row.get("is_none"):
        row["text"] = ""
    says_other = row.get("text", one.text) != one.text or row.get("is_none", one.is_none) != one.is_none
    if says_other or row.get("signer", one.signer) != one.signer:
        row["signed_on"] = None
    return change(one, row, council=paper.council, by=by, at=at, verb="written")


def put_rows(
    paper: Paper,
    part: Part,
    model: type[Any],
    rows: Sequence[Row],
    faults: Iterable[str],
    version: int,
    by: Officer,
    at: datetime,
) -> None:
    """Put these rows in the place of those that a section holds, where they differ."""
    with transaction.atomic():
        held, section = part_of(paper, _key(paper, part), version, by)
        refuse_if(faults)
        given = [as_kept(model, row) for row in rows]
        refuse_if(_reasons_not_ours(held, given))
        before = [_plain(one, given) for one in model.objects.filter(paper=held)]
        if before == [{name: as_text(value) for name, value in row.items()} for row in given]:
            return
        model.objects.filter(paper=held).delete()
        model.objects.bulk_create(model(paper=held, **row) for row in given)
        note(
            verb="written",
            subject=section,
            council=held.council.slug,
            by=by,
            at=at,
            before={"rows": before},
            after={"rows": [{name: as_text(value) for name, value in row.items()} for row in given]},
        )
        _bump(section, held, section.key, by, at)


def _plain(record: Any, given: Sequence[Row]) -> dict[str, Any]:
    names = given[0] if given else [field.attname for field in record._meta.concrete_fields]
    return {name: as_text(getattr(record, name)) for name in names}


def _reasons_not_ours(paper: Paper, rows: Iterable[Row]) -> list[str]:
    named = {row["element_id"] for row in rows if row.get("element_id")}
    ours = paper.council.elements.filter(pk__in=named).count() if named else 0
    return ["The line of the plan must be this council's own."] if ours != len(named) else []


def _bump(section: PaperSection, paper: Paper, what: str, by: Officer, at: datetime) -> None:
    section.version += 1
    section.save(update_fields=["version"])
    _take_sign_offs_back(paper, what, by, at)


def _take_sign_offs_back(paper: Paper, what: str, by: Officer, at: datetime) -> None:
    given = list(paper.approvals.filter(approved_on__isnull=False))
    for one in given:
        why = f"“{what}” changed after it was given"
        row = {"approved_on": None, "given_by": ""}
        change(one, row, council=paper.council, by=by, at=at, verb="taken back", reason=why)


def _key(paper: Paper, part: Part) -> str:
    found = paper_template(paper.template).of(part)
    refuse_if([] if found else [f"This paper's form has no section for {part.value}."])
    return found.key if found else ""


def _counted(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    return list(enumerate(rows, start=1))


def _held(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("council").get(pk=paper.pk)
