"""Tables of posts, of what each duty may do, and of what somebody may do here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldenthread.core.duties import Answer, Duty, Policy, Reach, who_may
from goldenthread.core.sentences import start
from goldenthread.reports.figures.people import PostRow, held_words
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, text

REACH = {
    Reach.COUNCIL: "For the whole council",
    Reach.DIRECTORATE: "For its directorate",
    Reach.SERVICE: "For its service",
    Reach.OWN: "For its own",
}


def people(rows: Iterable[PostRow], policy: Policy, *, with_links: bool) -> Grid:
    """Every post with its place, the duties held at it, and how much it answers for."""
    columns = (
        Column("Post", width=34),
        Column("Service", width=24),
        Column("Manager", width=24),
        Column("Duties", width=26),
        Column("Elements", True, width=10),
        Column("Measures", True, width=10),
        Column("Gaps to fill", True, width=10),
        Column("Offers waiting", True, width=10),
    )
    return grid("Posts", columns, (_post_row(row, policy, with_links) for row in rows), "wide")


def _post_row(row: PostRow, policy: Policy, with_links: bool) -> list[Cell]:
    post = row.post
    directorate = post.directorate or (post.service.directorate if post.service else None)
    held = "; ".join(held_words(policy, one) for one in row.held)
    return [
        text(post.title, link=Link("post", str(post.pk)) if with_links else None),
        _service_cell(str(post.service or ""), str(directorate or "")),
        text(str(post.manager)) if post.manager else blank("None named"),
        text(held) if held else blank("Nobody signs in for it"),
        *(number(str(count)) for count in (row.elements, row.measures, row.gaps, row.offers)),
    ]


def _service_cell(service: str, directorate: str) -> Cell:
    if service:
        return text(service, note=directorate)
    return text(directorate, note="The whole directorate") if directorate else blank("Not stated")


def powers(policy: Policy) -> Grid:
    """Every power with the duties that have it, by how far each reaches."""
    columns = (Column("To", width=40), *(Column(words, width=30) for words in REACH.values()))
    rows = ([text(start(words)), *_able(policy, power)] for power, words in policy.powers.items())
    return grid("What each duty may do", columns, rows, "wide powers")


def _able(policy: Policy, power: str) -> list[Cell]:
    who = who_may(policy, power)
    return [_names(who[reach]) for reach in REACH]


def _names(found: Sequence[Duty]) -> Cell:
    return text(", ".join(duty.name for duty in found)) if found else blank("Nobody")


def what_you_may(answers: Iterable[Answer]) -> Grid:
    """For each power: whether this person has it here, and how far, or why not."""
    columns = (Column("To", width=40), Column("You", width=12), Column("How far, or why not", width=60))
    return grid("What you may do here", columns, (_answer_row(answer) for answer in answers), "answers")


def _answer_row(answer: Answer) -> list[Cell]:
    verdict = text("You may", strong=True) if answer.may else blank("You may not")
    return [text(start(answer.words)), verdict, text(answer.sentence)]
