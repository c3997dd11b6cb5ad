"""Gathering the words of a report: what the figures say in each place, what a person wrote, what moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from goldenthread.core.kept_words import is_untouched, kept, refreshed
from goldenthread.core.refused import Refused
from goldenthread.people.models import Council
from goldenthread.reports.besides import words_of
from goldenthread.reports.blocks import Outline, Words
from goldenthread.reports.facts import Facts
from goldenthread.reports.freezing import facts_now, latest_of
from goldenthread.reports.models import Narrative, ReportSetting, Snapshot
from goldenthread.reports.narratives import narratives_of
from goldenthread.reports.products import FORMATS, Beside, Format, Product, composed, parts_of
from goldenthread.reports.snapshot_queries import facts_in
from goldenthread.reports.template_queries import places_marked
from goldenthread.reports.templating import NAMED
from goldenthread.reports.word_back import Returned


@dataclass(frozen=True, slots=True)
class WordsPlace:
    """One place of a report: its heading, what the figures say, and a person's words where they wrote any."""

    place: str
    heading: str
    generated: str
    text: str
    is_edited: bool = False
    changed: tuple[str, ...] = ()
    then: str = ""  # what was generated when the person wrote
    version: int = 0
    written_by: str = ""
    written_at: datetime | None = None

    @property
    def lines(self) -> list[str]:
        """Its paragraphs."""
        return [line for line in self.text.splitlines() if line.strip()]

    @property
    def renewed(self) -> str:
        """The person's words, with the sentences they left as generated brought up to the figures of now."""
        return refreshed(self.text, self.then, self.generated) if self.is_edited else self.text


@dataclass(frozen=True, slots=True)
class WordsPage:
    """The words of one product: every place, the figures they are of, and which parts it could be of."""

    setting: ReportSetting
    product: Product
    part: str
    title: str
    places: tuple[WordsPlace, ...]
    snapshot: Snapshot | None
    parts: tuple[str, ...]

    @property
    def edited(self) -> list[WordsPlace]:
        return [one for one in self.places if one.is_edited]

    @property
    def moved(self) -> list[WordsPlace]:
        """Those whose figures changed since somebody wrote."""
        return [one for one in self.places if one.changed]

    def place(self, name: str) -> WordsPlace | None:
        return next((one for one in self.places if one.place == name), None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a file that came back says other words: what stood there, and what is brought."""

    place: WordsPlace
    brought: str
    generated: str  # what the figures said in the file that was edited


def worded_products() -> list[Product]:
    """The products in whose documents people write."""
    return [one for one in Product if Format.DOCX in FORMATS[one]]


def words_page(council: Council, setting: ReportSetting, product: Product, part: str, on: date) -> WordsPage:
    """Every place for words of a product: of its latest snapshot, or of the figures as they stand on a day.

    Raises `Refused` where there is no such part, or no plan to report on.
    """
    snapshot = latest_of(setting)
    facts = facts_in(snapshot) if snapshot else facts_now(council, setting, on)
    parts = tuple(parts_of(facts, product))
    chosen = part or (parts[0] if parts else "")
    made = _composed(facts, product, chosen, words_of(setting, product, chosen))
    held = narratives_of(setting, product, chosen)
    places = [_place(words, heading, held.get(words.place)) for words, heading in _worded(made)]
    named = {section.place for section in made.sections}
    for name in sorted(places_marked(council) & set(NAMED) - named):
        places.append(_marked(name, held.get(name)))
    return WordsPage(setting, product, chosen, made.title, tuple(places), snapshot, parts)


def differences(page: WordsPage, back: Returned) -> list[Difference]:
    """Where somebody wrote in a file that came back, beside what stands there now.

    Words are compared as they are read, so that lines broken otherwise make no difference. Raises `Refused`
    where the file was made from another report.
    """
    expected = f"{page.title}: {page.setting.council.name}"
    if back.title and back.title != expected:
        raise Refused(f"The file is of “{back.title}”, and these are the words of “{expected}”.")
    then = _generated_in(page, back.digest)
    return [
        Difference(one, back.words[one.place], then.get(one.place, one.generated))
        for one in page.places
        if one.place in back.touched and not _same(back.words[one.place], one.text)
    ]


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _generated_in(page: WordsPage, digest: str) -> dict[str, str]:
    """What the figures said in the snapshot that a file was made from; empty where it isn't held."""
    held = page.setting.snapshots.filter(digest=digest).first() if digest else None
    if held is None:
        return {}
    made = _composed(facts_in(held), page.product, page.part, {})
    return {words.place: words.generated for words, _ in _worded(made)}


def _composed(facts: Facts, product: Product, part: str, words: Mapping[str, tuple[str, str]]) -> Outline:
    made = composed(facts, product, part, Beside(words=words))
    if not isinstance(made, Outline):
        raise Refused("No words are written in a workbook.")
    return made


def _worded(made: Outline) -> Iterator[tuple[Words, str]]:
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Words):
                yield block, section.heading.partition(". ")[2] or section.heading


def _place(words: Words, heading: str, held: Narrative | None) -> WordsPlace:
    found = kept(words.generated, (held.text, held.generated) if held else None)
    made = WordsPlace(words.place, heading, found.generated, found.text, found.is_edited, found.changed)
    return _with(made, held)


def _marked(name: str, held: Narrative | None) -> WordsPlace:
    """A place that only a template marks: no figures fill it."""
    text = held.text if held and not is_untouched(held.text, "") else ""
    return _with(WordsPlace(name, NAMED[name], "", text, bool(text)), held)


def _with(made: WordsPlace, held: Narrative | None) -> WordsPlace:
    if held is None:
        return made
    return replace(
        made,
        then=held.generated,
        version=held.version,
        written_by=held.made_by,
        written_at=held.made_at,
    )
