"""The register of comments as an annex of a paper, and as a document of its own."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.sentences import start
from goldenthread.governance.comment_queries import register_of, themes_of
from goldenthread.governance.models import Comment
from goldenthread.governance.public_comments import set_aside_counts
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.reports.blocks import Block, Heading, Lead, Outline, Section, Terms
from goldenthread.reports.blocks import Text as Paragraph
from goldenthread.reports.tables.comments import became, of_comments

EMPTY = "No comment was made."


def comment_register(edition: Edition, viewer: Officer) -> tuple[Block, ...]:
    """Every comment on an edition with its answer and what became of it, as blocks for a paper's annex."""
    found, themes = register_of(edition, viewer), themes_of(edition, viewer)
    if not found:
        return (Paragraph(EMPTY),)
    return (Lead(tuple(of_comments(found))), *_each(found, themes), *_left_out(edition))


def _each(found: Sequence[Comment], themes: dict[int, str]) -> list[Block]:
    blocks: list[Block] = []
    for one in found:
        blocks += [Heading(f"Comment {one.position}: {_about(one, themes)}"), Paragraph(one.text)]
        blocks.append(Terms(tuple(_terms(one))))
    return blocks


def _about(one: Comment, themes: dict[int, str]) -> str:
    if one.element is None:
        return "something missing" if one.is_gap else "the plan as a whole"
    theme = themes.get(one.element.pk, "")
    return one.element.title if theme in ("", one.element.title) else f"{theme}, {one.element.title}"


def _terms(one: Comment) -> list[tuple[str, str]]:
    when = f", {one.when}" if one.when else ""
    rows = [("Said by", f"{one.said_by}{when}"), ("Answer", one.response or "Not answered yet")]
    rows.append(("Decided", start(one.get_disposition_display())))
    if one.strength:
        rows.append(("Strength of support", one.strength))
    rest = became(one)
    return [*rows, ("What became of it", rest)] if rest else rows


def _left_out(edition: Edition) -> list[Block]:
    count = set_aside_counts(edition)
    if not count:
        return []
    were = "comment was" if count == 1 else "comments were"
    words = (
        f"Besides these, {count:,} public {were} set aside by a moderator, each with its reason on record."
    )
    return [Paragraph(words, is_quiet=True)]


def register_outline(edition: Edition, viewer: Officer) -> Outline:
    """The register as a document of its own."""
    council = edition.plan.council
    return Outline(
        title=f"Comments on {edition.name}",
        council=council.name,
        kicker="Register of comments",
        sections=(
            Section("comments", "What was said, answered and decided", comment_register(edition, viewer)),
        ),
        is_demonstration=council.is_demonstration,
    )
