"""The register of comments as a table, and the sentence above it, whose counts sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.core.dispositions import COUNTED, OPEN, Standing, counts
from goldenthread.core.sentences import Sentence, Span, counted, plain, spell, start
from goldenthread.governance.models import Comment, PublicComment, TextChange
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, on_day, text


def of_comments(found: Sequence[Comment]) -> list[Sentence]:
    """“Seven comments: two accepted, one referred and four noted; none open. One waits for a reply.”"""
    if not found:
        return [plain("No comment is on record.")]
    held = counts(one.disposition for one in found)
    parts = [f"{spell(count)} {COUNTED[code]}" for code, count in held.items() if count and code != OPEN]
    is_open = f"{spell(held[OPEN]) if held[OPEN] else 'none'} open"
    head = Span(start(counted(len(found), "comment")), True)
    body = f": {and_so(parts)}; " if parts else ": "
    said: list[Sentence] = [(head, Span(body), Span(is_open, bool(held[OPEN])), Span("."))]
    waiting = sum(one.standing is Standing.AWAITING for one in found)
    if waiting:
        waits = "waits" if waiting == 1 else "wait"
        said.append((Span(start(spell(waiting)), True), Span(f" {waits} for a partner’s reply.")))
    return said


def and_so(parts: Sequence[str]) -> str:
    """“two accepted, one noted and one referred”."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def register(found: Sequence[Comment], themes: Mapping[int, str]) -> Grid:
    """Every comment with what it is about, the answer, and what became of it."""
    columns = (
        Column("No.", is_number=True, width=5),
        Column("Comment", width=26),
        Column("Said by", width=15),
        Column("About", width=16),
        Column("Answer", width=26),
        Column("What became of it", width=18),
    )
    return grid("Register of comments", columns, (_row(one, themes) for one in found), "wide")


def _row(one: Comment, themes: Mapping[int, str]) -> list[Cell]:
    return [
        number(str(one.position)),
        text(one.text, link=Link("comment", str(one.pk)), note=one.strength),
        text(one.said_by, note=one.when),
        about(one, themes),
        text(one.response, note=f"By {one.answered_by}" if one.answered_by else "")
        if one.response
        else blank("Not answered yet"),
        text(start(one.get_disposition_display()), note=became(one)),
    ]


def about(one: Comment, themes: Mapping[int, str]) -> Cell:
    """The line a comment is on with its theme, or that something is missing, or the whole plan."""
    missing = "Something missing" if one.is_gap else ""
    if one.element is None:
        return text(missing or "The plan as a whole")
    theme = themes.get(one.element.pk, "")
    notes = [part for part in (missing, theme if theme != one.element.title else "") if part]
    return text(one.element.title, link=Link("element", str(one.element.pk)), note=". ".join(notes))


def became(one: Comment) -> str:
    """Where it went and what changed, in words: for a note beside the disposition."""
    found = []
    if one.work_item is not None:
        found.append(f"{one.work_item.body}: {one.work_item}")
    if one.forwarded_to is not None:
        day = one.forwarded_on
        on = f" on {day.day} {day:%B %Y}" if day else ""
        replied = f"replied: {one.reply}" if one.reply else "no reply yet"
        found.append(f"Forwarded to {one.forwarded_to}{on}; {replied}")
    elif one.standing is Standing.AWAITING:
        found.append("No reply yet")
    if one.sent_to and one.work_item is None and one.forwarded_to is None:
        found.append(f"For {one.sent_to}")
    found += [changed(change) for change in one.changes.all()]
    return ". ".join(part.rstrip(".") for part in found)


def changed(one: TextChange) -> str:
    """“The text said “…”; it says “…””."""
    before = f"said “{one.before}”" if one.before else "was not there"
    after = f"says “{one.after}”" if one.after else "is gone"
    return f"The text {before}; it {after}"


def waiting(found: Sequence[PublicComment]) -> Grid:
    """What was sent in by public forms and waits for a moderator."""
    columns = (
        Column("Reference", width=14),
        Column("Received", width=16),
        Column("Comment", width=50),
        Column("On", width=20),
    )
    rows = (
        [
            text(one.reference, link=Link("public-comment", str(one.pk))),
            on_day(one.received_at.date(), ""),
            text(shortened(one.text), note=f"Sent {one.times} times" if one.times > 1 else ""),
            text(str(one.element or one.window.edition)),
        ]
        for one in found
    )
    return grid("Comments that wait for a moderator", columns, rows, "wide")


def shortened(words: str, most: int = 200) -> str:
    """The first words of a long text, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"
