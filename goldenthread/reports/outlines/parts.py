"""The parts that reports share: each a section or its blocks, from facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from goldenthread.core import sentences
from goldenthread.core.amending import WAY
from goldenthread.core.charted import Redefined
from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence, Span, as_one, counted, on_day, part_of, said, spell, start
from goldenthread.core.signals_told import BOTH
from goldenthread.reports import charts
from goldenthread.reports.blocks import (
    Block,
    Heading,
    Outline,
    Picture,
    Section,
    Table,
)
from goldenthread.reports.blocks import Text as Paragraph
from goldenthread.reports.facts import Facts, MeasureFact, MoneyFact, status_of
from goldenthread.reports.grids import Grid
from goldenthread.reports.outlines.kept import kept
from goldenthread.reports.products import Beside
from goldenthread.reports.tables import needs_of_facts, of_facts, published
from goldenthread.reports.tables.changing import printed
from goldenthread.reports.tables.measures import measures, not_rated
from goldenthread.reports.tables.money import money
from goldenthread.reports.tables.signals import disagreements, three_signals

NOTED = WAY.states["NOTED"]
ENOUGH = 3  # fewer points than this make no line worth a picture
_ORDER = (Status.OFF_TARGET, Status.NEAR_TARGET)


def outline(facts: Facts, title: str, kicker: str, sections: Iterable[Section], beside: Beside) -> Outline:
    """A whole document: its sections numbered, opened by the one generated sentence."""
    numbered = tuple(
        replace(one, heading=f"{place}. {one.heading}") for place, one in enumerate(sections, start=1)
    )
    return Outline(
        title=title,
        council=facts.head.council,
        kicker=kicker,
        sections=numbered,
        lead=tuple(headline(facts)),
        notices=beside.notices,
        stamp=beside.stamp,
        is_plain=beside.is_plain,
        is_demonstration=facts.head.is_demonstration,
        dated=beside.dated or on_day(facts.head.on),
    )


def headline(facts: Facts) -> list[Sentence]:
    """Status, direction, work and money, in that order, as one sentence."""
    found = [*sentences.of_status(facts.status()), *sentences.of_travel(facts.travel())]
    found += sentences.of_doing(facts.doing(), facts.head.work_name[:1].lower() + facts.head.work_name[1:])
    whole = next((row for row in facts.money if row.is_total), None)
    if whole:
        amount = sentences.of_money(whole.money.amount)
        found.append((Span("The council forecasts "), Span(amount, True), Span(f"{_covers(whole)}.")))
    return as_one(found)


def _covers(whole: MoneyFact) -> str:
    """On which of the budget's lines a forecast is, where that is known."""
    return f" on {whole.covers} of the budget" if whole.covers else ""


def shown(table: Grid, otherwise: str = "", *, has_caption: bool = False) -> list[Block]:
    """A table, or what to say where it would be empty."""
    if table:
        return [Table(table, has_caption)]
    return [Paragraph(otherwise)] if otherwise else []


def under(heading: str, table: Grid, note: str = "") -> list[Block]:
    """A heading with its table; nothing where there is nothing in it."""
    if not table:
        return []
    return [Heading(heading), *([Paragraph(note, is_quiet=True)] if note else []), Table(table)]


def short_of_target(facts: Facts) -> list[MeasureFact]:
    """The measures off target, then those near it."""
    found = [one for one in facts.measures if one.is_short]
    return sorted(found, key=lambda one: _ORDER.index(one.standing.status))


def performance(facts: Facts, beside: Beside) -> Section:
    """Headline counts with their bases, improving and on target apart; work; doing against difference."""
    doing = sentences.of_doing(facts.doing(), facts.head.work_name.lower())
    generated = said([*sentences.of_status(facts.status()), *sentences.of_travel(facts.travel()), *doing])
    how = "Rated = on + near + off target. Improved is counted of those that can be compared, whatever their "
    found: list[Block] = [
        kept("performance", generated, beside),
        *shown(of_facts.headline_counts(facts), "No measure belongs to this plan yet."),
        Paragraph(f"{how}status.", is_quiet=True),
    ]
    if facts.published:
        unknown = any(one.whole is None for one in facts.published)
        more = " Where no counts stand beside a percentage, what it is a share of is not known."
        note = f"Kept as the council printed them.{more if unknown else ''}"
        found += under(f"As published in {facts.head.report}", published(facts.published), note)
    if facts.doing().total:
        found += under(facts.head.work_name, of_facts.work_counts(facts))
    if facts.difference:
        found += under("Doing against difference", of_facts.difference(facts))
    return Section("performance", "Performance", tuple(found), "Two sets of counts, each with its own base")


def exceptions(facts: Facts, beside: Beside) -> Section:
    """What misses its target and what is being done; work that is late; signals; what has no status."""
    short, late = short_of_target(facts), of_facts.needs_attention(facts.work)
    found: list[Block] = [
        kept("exceptions", _exceptions_said(facts, len(short), len(late)), beside),
        *shown(
            of_facts.exceptions(short, "Measures off or near target"), "No rated measure misses its target."
        ),
    ]
    what = facts.head.work_name
    found += under(
        f"{what} that need attention", of_facts.work_table(late, f"{what} that need attention", what)
    )
    listed = [one for one in facts.measures if one.is_short or (one.signals and one.signals.told)]
    found += under("Three signals", three_signals(listed), signals_said(facts, listed))
    found += under("Where signals disagree", disagreements(listed))
    unrated = [one for one in facts.measures if one.standing.status is Status.NOT_RATED]
    found += under("Not rated", not_rated(unrated))
    return Section("exceptions", "Exceptions", tuple(found), "Off target, then near it")


def signals_said(facts: Facts, listed: Sequence[MeasureFact]) -> str:
    """How many measures are listed and why: the two parts make the whole."""
    if not listed:
        return "No measure is near or off target, and no measure’s signals disagree."
    short = sum(one.is_short for one in listed)
    disagree = sum(bool(one.signals and one.signals.told) for one in listed)
    return (
        f"{start(counted(len(listed), 'measure'))} of {len(facts.measures)} "
        f"{'is' if len(listed) == 1 else 'are'} listed: {short} near or off target, and "
        f"{len(listed) - short} more whose signals disagree. Signals disagree for {disagree} of the "
        f"{len(listed)}. {BOTH}"
    )


def _exceptions_said(facts: Facts, short: int, late: int) -> str:
    counts = facts.status()
    work = facts.head.work_name[:1].lower() + facts.head.work_name[1:]
    needing = part_of(late, len(facts.work), work, work)
    told = f" {start(needing)} {'needs' if late == 1 else 'need'} attention." if facts.work else ""
    if not counts.rated:
        return f"No measure can be rated yet.{told}"
    missed = part_of(short, counts.rated, "rated measure")
    off = f", {spell(counts.off_target)} of them off target" if counts.off_target else ""
    silent = sum(one.is_short and not one.doing_about for one in facts.measures)
    alert = f" Nothing is said of what is being done about {spell(silent)} of them." if silent else ""
    return f"{start(missed)} {'is' if short == 1 else 'are'} short of target{off}.{alert}{told}"


def themes(facts: Facts, *, with_charts: bool = True) -> Section:
    """Each theme with its measures, its work and its charts."""
    found: list[Block] = []
    for top in facts.tops:
        held, work = facts.under(top.pk), facts.work_under(top.pk)
        if held or work:
            found += [Heading(top.title), *_theme(facts, held, top.pk, with_charts)]
    loose = facts.in_no_theme()
    if loose:
        name = f"Under no {facts.head.top_name.lower()}"
        found += [Heading(name), *_measures(facts, loose, name, with_charts)]
    if not found:
        found = [Paragraph("None has a measure or work on record.")]
    note = "Every measure, its chart, and the work under it"
    return Section("themes", facts.head.top_plural, tuple(found), note)


def _theme(facts: Facts, held: Sequence[MeasureFact], top: int, with_charts: bool) -> list[Block]:
    title, what = facts.top_title(top), facts.head.work_name
    status = said(sentences.of_status(status_of(held))) if held else "It has no measure."
    work = facts.work_under(top)
    found: list[Block] = [Paragraph(status), *_measures(facts, held, title, with_charts)]
    if work:
        caption = f"{what} of {title}"
        found += [Heading(what, 3), Table(of_facts.work_table(work, caption, what))]
    return found


def _measures(facts: Facts, held: Sequence[MeasureFact], title: str, with_charts: bool) -> list[Block]:
    table = measures(held, f"Measures of {title}", facts.head.year_start)
    pictures = (picture(facts, one) for one in held) if with_charts else ()
    return [*shown(table), *(one for one in pictures if one)]


def series_of(facts: Facts, one: MeasureFact) -> charts.Series:
    """What a measure's chart draws."""
    return charts.Series(
        title=one.measure.title,
        unit=one.shape.sign,
        shape=one.shape,
        results=one.results,
        aims=one.aims,
        is_cumulative=one.measure.is_cumulative,
        year_start=facts.head.year_start,
        changes=[Redefined(day, is_comparable=False) for day in one.sheet.breaks],
    )


def picture(facts: Facts, one: MeasureFact) -> Picture | None:
    """A measure's chart, where there are enough results to see a line in."""
    series = series_of(facts, one)
    if len(series.points) < ENOUGH:
        return None
    unit = f", {one.measure.unit}" if one.measure.unit else ""
    words = one.words or one.doing_about
    note = " ".join(part for part in (charts.scale_note(series), words) if part)
    alt = f"{one.measure.title}. {charts.description(series)}"
    return Picture(f"chart-{one.measure.pk}", f"{one.measure.title}{unit}", note, alt, series)


def finance(facts: Facts, beside: Beside) -> Section:
    """Variance by directorate with its stated base, requests to carry forward, and virements."""
    found: list[Block] = [kept("finance", _money_said(facts), beside)]
    found += shown(money(facts.money), "No finance figures are held for this period.")
    if facts.money:
        found.append(
            Paragraph(
                "Variance is forecast less budget, so plus is an overspend. A percentage is given only with "
                "the name of its base. Indented lines are inside the lines above and are not added again.",
                is_quiet=True,
            )
        )
    found += under("What the plan needs", needs_of_facts.needs(facts), needs_of_facts.needs_note(facts))
    carried, moved = of_facts.carry_forwards(facts.carry_forwards), of_facts.virements(facts.virements)
    found += [Heading("Requests to carry forward"), *shown(carried, "None is on record for this report.")]
    found += [Heading("Budget virements"), *shown(moved, "None is on record for this report.")]
    return Section("finance", "Finance", tuple(found), "Variance: forecast less budget. Plus is an overspend")


def _money_said(facts: Facts) -> str:
    whole = next((row for row in facts.money if row.is_total), None)
    forecast = f"The council forecasts {sentences.of_money(whole.money.amount)}" if whole else ""
    said_of = f"{forecast}{_covers(whole)}." if whole else ""
    if not facts.money:
        return "No finance figures are held for this period."
    if not whole:
        said_of = "No total is stated."
    open_ones = sum(one.decision == "for decision" for one in facts.carry_forwards)
    asked = counted(open_ones, "request to carry money forward is", "requests to carry money forward are")
    return f"{said_of} {start(asked)} for decision." if open_ones else said_of


def risks(facts: Facts) -> Section:
    """Key corporate risks."""
    blocks = shown(of_facts.risks(facts.risks), "No key risk is on record.")
    return Section("risks", "Risks", tuple(blocks), "What may go wrong, and who answers for it")


def gaps(facts: Facts, beside: Beside) -> Section:
    """What is missing, who fills it and by when."""
    late = sum(one.gap.is_overdue(facts.head.on) for one in facts.gaps)
    generated = said(sentences.of_gaps(len(facts.gaps), late))
    found: list[Block] = [kept("gaps", generated, beside)]
    if facts.gaps:
        found += shown(of_facts.gap_counts(facts))
        found += under("Of which somebody has said why", of_facts.named_gaps(facts))
    return Section("gaps", "Gaps", tuple(found), "What is missing, who fills it and by when")


def changes(facts: Facts, beside: Beside) -> Section:
    """Amendments: what was decided in the period and since, and what waits for a decision."""
    found: list[Block] = [kept("changes", changes_said(facts), beside)]
    for when, heading in (
        ("waiting", "For decision"),
        ("decided", "Decided in this period"),
        ("since", "Decided since"),
    ):
        rows = [one for one in facts.changes if one.when == when]
        found += under(heading, printed(rows, heading, is_decided=when != "waiting"))
    note = "Targets, baselines, tolerances, definitions, dates, owners, withdrawals and ways of counting"
    return Section("changes", "Amendments to what was approved", tuple(found), note)


def changes_said(facts: Facts) -> str:
    """“Three changes were decided in this period, two approved and one declined; one is waiting.”"""
    by = {
        when: [one for one in facts.changes if one.when == when] for when in ("decided", "since", "waiting")
    }
    parts = [_decided(by["decided"], "in this period")]
    parts += [_decided(by["since"], "since")] if by["since"] else []
    are = "is" if len(by["waiting"]) == 1 else "are"
    parts.append(f"{spell(len(by['waiting']))} {are} waiting" if by["waiting"] else "none is waiting")
    return start("; ".join(parts)) + "."


def _decided(found: Sequence[object], when: str) -> str:
    were = "was" if len(found) == 1 else "were"
    told = f"{counted(len(found), 'change')} to what was approved {were} decided {when}"
    yes = sum(bool(getattr(one, "is_approved", False)) for one in found)
    noted = sum(getattr(one, "state", "") == NOTED for one in found)
    approved, declined = (spell(count) if count else "none" for count in (yes, len(found) - yes - noted))
    by_hand_over = f", {spell(noted)} noted as handed over" if noted else ""
    return f"{told}, {approved} approved and {declined} declined{by_hand_over}" if found else told
