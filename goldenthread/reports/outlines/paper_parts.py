"""The parts that a report's paper carries: opening, implications, recommendation, sign-off, provenance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.sentences import counted, on_day, start
from goldenthread.reports.blocks import Block, Bullets, Heading, Section, Table, Terms
from goldenthread.reports.blocks import Text as Paragraph
from goldenthread.reports.facts import Facts
from goldenthread.reports.grids import Cell, Column, Grid, blank, grid, text
from goldenthread.reports.outlines.kept import kept
from goldenthread.reports.outlines.parts import shown
from goldenthread.reports.products import Beside
from goldenthread.reports.tables import of_facts


def consultation(facts: Facts) -> Section:
    """Which bodies considered the plan, from its route (York 2008, paragraph 19)."""
    blocks = shown(of_facts.route(facts), "No body is on record as having considered the plan.")
    return Section("consultation", "Consultation", tuple(blocks), "Who considered the plan, and when")


def implications(facts: Facts) -> Section:
    """What the report means for money, people, law and so on; “none” is said, never left blank."""
    held = facts.paper.implications if facts.paper else ()
    if not held:
        return Section("implications", "Implications", (Paragraph("No categories are set."),))
    missing = sum(not is_none and not words.strip() for _, words, is_none in held)
    found: list[Block] = []
    if missing:
        more = counted(missing, "more category is", "more categories are")
        found.append(Paragraph(f"This report cannot be signed off until {more} written, or said to be none."))
    columns = (Column("Category", width=28), Column("What this report means for it", width=72))
    rows = ([text(name, strong=True), _implied(words, is_none)] for name, words, is_none in held)
    found.append(Table(grid("Implications by category", columns, rows)))
    return Section("implications", "Implications", tuple(found))


def _implied(words: str, is_none: bool) -> Cell:
    if is_none:
        return text("There are none.")
    return text(words) if words.strip() else blank("Not yet written")


def recommendation(facts: Facts, beside: Beside) -> Section:
    """What the body is asked to do, and why."""
    paper = facts.paper
    written = paper.recommendation if paper else ""
    reason = paper.reason if paper else ""
    found: list[Block] = [kept("recommendation", written or "No recommendation is written yet.", beside)]
    if reason:
        found.append(Paragraph(reason, bold="Reason."))
    return Section("recommendation", "Recommendations and reasons", tuple(found))


def sign_off(facts: Facts) -> Section:
    """Contacts, approvals in order, wards, background papers and annexes."""
    paper = facts.paper
    found: list[Block] = []
    if paper is None:
        return Section("contacts", "Contacts and sign-off", (Paragraph("No paper carries this report yet."),))
    found += shown(_contacts(paper.contacts), "No contacts are named.")
    found += [Heading("Sign-off, in order"), *shown(_approvals(paper.approvals), "No sign-off is set up.")]
    found.append(Terms((("Wards affected", paper.wards),)))
    for heading, lines in (("Background papers", paper.background), ("Annexes", paper.annexes)):
        found += [Heading(heading), Bullets(lines) if lines else Paragraph("None listed.")]
    return Section("contacts", "Contacts and sign-off", tuple(found))


def _contacts(held: Sequence[tuple[str, str, str, str, str]]) -> Grid:
    heads = (("Role", 22), ("Name", 16), ("Post", 28), ("Team", 20), ("Phone", 14))
    rows = ([text(one[0], strong=True), *(_given(part) for part in one[1:])] for one in held)
    return grid("Contacts", [Column(head, width=width) for head, width in heads], rows)


def _approvals(held: Sequence[tuple[int, str, str, date | None]]) -> Grid:
    heads = (("Sign-off", 12), ("Post", 44), ("Name", 20), ("Approved on", 24))
    rows = (
        [
            text(f"Sign-off {place}", strong=True),
            text(post),
            _given(name),
            text(on_day(day)) if day else blank("Not yet approved"),
        ]
        for place, post, name, day in held
    )
    return grid("Sign-off, in order", [Column(head, width=width) for head, width in heads], rows)


def _given(words: str) -> Cell:
    return text(words) if words else blank("Not given")


def opening(facts: Facts) -> list[Block]:
    """Whose report it is, to which body, and its summary."""
    paper = facts.paper
    found: list[Block] = []
    if paper:
        meets = on_day(paper.meets_on) if paper.meets_on else ""
        rows = (
            ("To", paper.body),
            ("Meeting", meets),
            ("Report of", paper.report_of),
            ("Wards affected", paper.wards),
        )
        found.append(Terms((*rows, ("State", f"{start(paper.kind)}; {paper.state}"))))
        found += [Paragraph(paper.summary)] if paper.summary else []
        found += [Paragraph(paper.source, is_quiet=True)] if paper.source else []
    return found


def how_reached(facts: Facts, beside: Beside) -> Section:
    """The rules behind every status, and how anyone can check that documents are of the same figures."""
    head = facts.head
    found: list[Block] = [Bullets(head.rule_words), Paragraph(f"{head.rule_name}. {head.rule_note}", True)]
    if head.action_rule_words:
        found += [Heading(f"Where {head.work_name.lower()} stand"), Bullets(head.action_rule_words)]
    found += [Heading("How to check these figures"), Terms(tuple(_provenance(facts, beside)))]
    return Section("rules", "How statuses are reached", tuple(found))


def _provenance(facts: Facts, beside: Beside) -> list[tuple[str, str]]:
    head, held = facts.head, facts.round
    rows = [
        ("Position at", on_day(head.on)),
        ("Period", head.about),
        ("Plan", f"{head.plan}, {head.edition}"),
    ]
    if held:
        rows.append(
            (
                f"Came in by {held.name}",
                f"{held.signed} of {held.total} lines signed off, {held.checked} checked, {held.sent} sent, "
                f"{held.asked} not answered; {held.on_time} on time and {held.late} late",
            )
        )
    rows.append(("Worked out by", f"Golden Thread {head.code_version}"))
    rows.append(("These figures", beside.stamp or "Not frozen: a draft that may change"))
    return rows
