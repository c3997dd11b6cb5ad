"""A paper as an outline, in the order, with the headings and the numbering of its form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from goldenthread.core.paper_template import Numbering, Part, SectionForm
from goldenthread.core.paper_text import Listed, Paragraph, Subhead, pieces_of, with_figures
from goldenthread.core.sentences import on_day
from goldenthread.reports.blocks import Block, Bullets, Heading, Outline, Section, Table, Terms, Text
from goldenthread.reports.grids import Cell, Column, blank, grid, text
from goldenthread.reports.paper_facts import ImplicationFact, OptionFact, PaperFacts

NONE_YET = "Not written yet."


def compose(paper: PaperFacts) -> Outline:
    """The whole paper; each annex that is made from the plan starts a page of its own."""
    count = _Count(paper.template.numbering)
    sections = [*_front(paper), *_sections(paper, count), *_annexes(paper)]
    return Outline(
        title=paper.title,
        council=paper.council,
        kicker=paper.template.opening.replace("{post}", paper.report_of),
        sections=tuple(sections),
        notices=paper.notices,
        stamp=paper.digest,
        is_demonstration=paper.is_demonstration,
        dated=paper.dated,
        dated_as="",
    )


@dataclass(slots=True)
class _Count:
    """Counts paragraphs: through the paper, in each section, or not at all."""

    how: Numbering
    section: int = 0
    paragraph: int = 0

    def start_section(self) -> None:
        self.section += 1
        if self.how is Numbering.SECTIONS:
            self.paragraph = 0

    @property
    def under(self) -> str:
        """What stands in the place of a number where a paragraph goes on under one."""
        return "" if self.how is Numbering.NONE else "\u00a0"

    def next(self) -> str:
        if self.how is Numbering.NONE:
            return ""
        self.paragraph += 1
        within = f"{self.section}.{self.paragraph}"
        return f"{self.paragraph}." if self.how is Numbering.THROUGH else within


def _front(paper: PaperFacts) -> list[Section]:
    return [Section("front", "About this report", (Terms(paper.front),))] if paper.front else []


def _sections(paper: PaperFacts, count: _Count) -> Iterator[Section]:
    for form in paper.template.sections:
        if not form.is_required and not _holds(paper, form):
            continue
        count.start_section()
        number = f"{count.section}. " if count.how is Numbering.SECTIONS else ""
        blocks = tuple(_blocks(paper, form, count)) or (Text(NONE_YET, is_quiet=True),)
        yield Section(form.key, f"{number}{form.heading}", blocks)


def _holds(paper: PaperFacts, form: SectionForm) -> bool:
    records: dict[Part, object] = {
        Part.OPTIONS: paper.options,
        Part.ANALYSIS: paper.options,
        Part.RISKS: paper.risks,
        Part.RECOMMENDATIONS: paper.recommendations,
        Part.CONTACTS: paper.contacts or paper.stops,
        Part.WARDS: paper.wards,
        Part.ANNEXES: paper.annexes,
    }
    is_written = bool(paper.texts.get(form.key, "").strip())
    return is_written or bool(records.get(form.part, form.part is not Part.WORDS))


def _blocks(paper: PaperFacts, form: SectionForm, count: _Count) -> Iterator[Block]:
    """A section's own words, where it has any, then what its records say."""
    yield from _words(paper, paper.texts.get(form.key, ""), count)
    match form.part:
        case Part.OPTIONS:
            yield from _options(paper.options, count)
        case Part.ANALYSIS:
            yield from _analysis(paper.options, count)
        case Part.IMPLICATIONS:
            yield from _implications(paper, count)
        case Part.RISKS:
            yield from _risks(paper, count)
        case Part.RECOMMENDATIONS:
            yield from _recommendations(paper, count)
        case _:
            yield from _listed(paper, form.part)


def _listed(paper: PaperFacts, part: Part) -> Iterable[Block]:
    """The sections without numbers: routes, comments, people, wards, lists."""
    annexes = tuple(f"Annex {one.letter} – {one.title}" for one in paper.annexes)
    found: dict[Part, Iterable[Block]] = {
        Part.ROUTE: paper.route,
        Part.COMMENTS: paper.comments,
        Part.CONTACTS: _contacts(paper),
        Part.WARDS: [Text(paper.wards or "Not stated.")],
        Part.BACKGROUND: [Bullets(paper.background) if paper.background else Text("None stated.")],
        Part.ANNEXES: [Bullets(annexes) if annexes else Text("None.")],
    }
    return found.get(part, [])


def _words(paper: PaperFacts, said: str, count: _Count) -> Iterator[Block]:
    for piece in pieces_of(with_figures(said, paper.figures or {})):
        match piece:
            case Paragraph():
                yield Text(piece.words, number=count.next())
            case Subhead():
                yield Heading(piece.words)
            case Listed():
                yield Bullets(piece.lines)


def _options(options: Sequence[OptionFact], count: _Count) -> Iterator[Block]:
    for place, one in enumerate(options):
        nothing = " (do nothing)" if one.does_nothing else ""
        number = count.next() if place == 0 else count.under
        yield Text(one.text, bold=f"Option {one.number}{nothing}.", number=number)


def _analysis(options: Sequence[OptionFact], count: _Count) -> Iterator[Block]:
    for one in options:
        yield Heading(f"Option {one.number}")
        number = count.next()
        for name, lines in (("Advantages", one.advantages), ("Disadvantages", one.disadvantages)):
            if len(lines) > 1:
                yield Text("", bold=f"{name}.", number=number)
                yield Bullets(lines)
            else:
                yield Text(" ".join(lines) or "None stated.", bold=f"{name}.", number=number)
            number = count.under


def _implications(paper: PaperFacts, count: _Count) -> Iterator[Block]:
    if not paper.implications:
        yield Text("No categories are set.")
        return
    number = count.next()
    yield Text("What follows from this report, category by category.", number=number)
    signed = paper.template.signs_implications
    heads = [Column("Category", width=24), Column("What follows", width=52 if signed else 76)]
    heads += [Column("Signed off by", width=24)] if signed else []
    rows = (
        [text(one.category, strong=True), _said(one), *_signed(one, signed)] for one in paper.implications
    )
    yield Table(grid("Implications by category", heads, rows))


def _said(one: ImplicationFact) -> Cell:
    return text(one.said, note=one.tied) if one.said.strip() else blank("Not written yet")


def _signed(one: ImplicationFact, is_asked: bool) -> list[Cell]:
    if not is_asked:
        return []
    if one.signed_on is None:
        return [blank("Not signed off yet")]
    return [text(one.signer, note=on_day(one.signed_on))]


def _risks(paper: PaperFacts, count: _Count) -> Iterator[Block]:
    for one in paper.risks:
        yield Text(f"{one.cause} {one.effect}", number=count.next())
        if one.control:
            yield Text(one.control, bold="What is done about it.", number=count.under)
        said = [f"It touches “{one.element}”."] if one.element else []
        said += [f"Number {one.number} on the register of risks."] if one.number else []
        if said:
            yield Text(" ".join(said), is_quiet=True)


def _recommendations(paper: PaperFacts, count: _Count) -> Iterator[Block]:
    """Each with whom it asks; a reason that several share is said once, after the last of them."""
    found = paper.recommendations
    for place, one in enumerate(found):
        asked = f"{one.asks or 'The ' + (paper.body or 'body')} {_are(one.asks)} asked to:"
        number = count.next() if place == 0 else count.under
        yield Text(one.text, bold=asked if place == 0 or one.asks else "", number=number)
        shares = place + 1 < len(found) and found[place + 1].reason == one.reason
        if one.reason and not shares:
            yield Text(one.reason, bold="Reason.", number=count.under)


def _are(asks: str) -> str:
    return "are" if asks.endswith("s") else "is"


def _contacts(paper: PaperFacts) -> Iterator[Block]:
    people = [
        (one.role, ", ".join(part for part in (one.name, one.post, one.team, one.phone) if part))
        for one in paper.contacts
    ]
    if people:
        yield Terms(tuple(people))
    stops = [
        (f"{one.what} {place}", _given(one.name, one.post, on_day(one.given_on) if one.given_on else ""))
        for place, one in enumerate(paper.stops, start=1)
    ]
    if stops:
        yield Heading("Report approved")
        yield Terms(tuple(stops))


def _given(name: str, post: str, day: str) -> str:
    who = ", ".join(part for part in (name, post) if part) or "No post named yet"
    return f"{who}: {day or 'not given yet'}"


def _annexes(paper: PaperFacts) -> Iterator[Section]:
    for one in paper.annexes:
        if one.blocks:
            heading = f"Annex {one.letter} – {one.title}"
            yield replace(Section(f"annex-{one.letter.lower()}", heading, one.blocks), starts_page=True)
