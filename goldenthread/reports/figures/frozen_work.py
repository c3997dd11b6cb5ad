"""The pieces of work of a plan as facts: where each stands by its date, and what its owner says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from goldenthread.reports.facts import WorkFact
from goldenthread.reports.figures.position import Position
from goldenthread.rounds.told_queries import Told


def work_facts(
    position: Position,
    told: Mapping[tuple[str, int], Told],
    directorate_of: Callable[[str], str],
    body_of: Callable[..., str],
) -> tuple[WorkFact, ...]:
    """Each piece of work of the plan's working level, in its order."""
    found = []
    for pk, doing in position.doing.items():
        line, update = position.lines[pk], position.updates.get(pk)
        said = told.get(("element", pk), Told())
        found.append(
            WorkFact(
                pk=pk,
                title=line.title,
                level=position.level_name(pk),
                top=position.top_of.get(pk),
                code=line.code,
                owner=line.owner,
                service=line.service,
                directorate=directorate_of(line.service),
                due_on=line.due_on,
                doing=doing,
                made_on=update.made_on if update else None,
                percent=update.percent_complete if update else None,
                words=said.words,
                wordings=said.wordings,
                sign_off=said.state,
                body=body_of(pk),
            )
        )
    return tuple(found)
