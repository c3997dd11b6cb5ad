"""What changed, as a Word file for one audience: from the same figures and tables as the page."""

from __future__ import annotations

from datetime import date

from goldenthread.core.changes_told import in_words
from goldenthread.core.sentences import on_day
from goldenthread.reports.figures.changes import Changes
from goldenthread.reports.tables.changes import before_and_after, crosswalk
from goldenthread.reports.word_parts import Paper


def changes_document(changes: Changes, council: str, on: date) -> bytes:
    """The summary for an audience, then both editions' figures and, for those who decide, the crosswalk."""
    title = f"What has changed: {changes.edition.name}"
    paper = Paper(f"{title}: {council}", f"{council}  ·  {title}")
    paper.text(council, quiet=True)
    paper.title(title)
    paper.text(f"For {changes.audience.name.lower()}. As recorded on {on_day(on)}.", quiet=True)
    paper.sentences([changes.opening])
    for line in changes.levels:
        paper.text(line)
    paper.heading("What is different")
    paper.text(changes.audience.opening, leads=True)
    if changes.told:
        paper.bullets([in_words(one, changes.audience) for one in changes.told])
    else:
        paper.text("Nothing that concerns these readers is recorded as changed.")
    paper.heading("Before and after")
    paper.table(before_and_after(changes))
    if changes.audience.with_why:
        paper.heading("From old to new")
        paper.table(crosswalk(changes))
    return paper.bytes(on)
