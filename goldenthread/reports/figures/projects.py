"""Projects and programmes in sentences: how they stand, what they cost, and what they give to priorities."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.project_status import Of, disagreement
from goldenthread.core.projects import OVER
from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence, Span, counted, on_day, plain, spell, start
from goldenthread.resources.project_queries import Undertaking

SIGNALS = {Of.TIME: "Time", Of.MONEY: "Money", Of.BENEFIT: "Benefits"}
_ORDER = (Status.OFF_TARGET, Status.NEAR_TARGET, Status.ON_TARGET, Status.NOT_RATED)


def of_projects(found: Sequence[Undertaking]) -> list[Sentence]:
    """How many there are and how they stand, what was agreed for them, and how many give to no priority."""
    if not found:
        return [plain("No project or programme is on record yet.")]
    held = [one for one in found if one.project.state not in OVER]
    counts = [(status, sum(one.stands.status is status for one in held)) for status in _ORDER]
    rule = found[0].rule
    parts = [f"{spell(count)} {rule.said(status).lower()}" for status, count in counts if count]
    what = counted(len(held), "project or programme", "projects and programmes")
    verb = "is" if len(held) == 1 else "are"
    said: list[Sentence] = [
        (Span(start(what), True), Span(f" {verb} not over: {', '.join(parts)}."))
        if held
        else plain("Every project and programme is over.")
    ]
    agreed = sum(one.money.agreed for one in found if one.money)
    if agreed:
        said.append((Span(f"£{agreed:,.0f}", True), Span(" was agreed for them.")))
    loose = sum(not one.links for one in held)
    if loose:
        verb = "contributes" if loose == 1 else "contribute"
        said.append(plain(f"{start(spell(loose))} {verb} to no line of a plan yet."))
    return said


def of_project(one: Undertaking) -> list[Sentence]:
    """How a project stands and why; and where its owner sees it otherwise, that too."""
    found = one.stands
    said: list[Sentence] = []
    if found.status is Status.NOT_RATED:
        said.append(plain("It can’t be rated yet: no date, sum or benefit says how it goes."))
    else:
        said.append((Span(one.rule.said(found.status), True), Span(f": {found.because[0]}")))
    other = disagreement(found.status, view_of(one))
    return [*said, plain(other)] if other else said


def view_of(one: Undertaking) -> Status | None:
    """The status that its owner sees; None where they haven't said."""
    return Status(one.project.view) if one.project.view else None


def view_words(one: Undertaking) -> str:
    """“Slipping, on 3 March 2009”, in the council's own words for a status."""
    view, day = view_of(one), one.project.view_on
    return f"{one.rule.said(view)}, on {on_day(day)}" if view and day else ""
