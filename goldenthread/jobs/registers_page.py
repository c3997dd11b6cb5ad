"""The reference page on risks, projects and partners' resources, made from the policies and maps in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.core.partner_resources import RESOURCE
from goldenthread.core.project_rules import project_rule_words
from goldenthread.core.projects import PROJECT
from goldenthread.core.risk_scale import Pair, Scale, Step
from goldenthread.core.risks import CONTROL
from goldenthread.core.state_map import StateMap, drawn
from goldenthread.resources.rule_policies import (
    project_rule_names,
    read_project_rule,
    read_scale,
    scale_names,
)

_INTRODUCTION = """\
# Risks, projects and what partners bring

<!-- Made by `python -m goldenthread.jobs.docs` from policies/risks, policies/project_status and core. -->

How to keep them: [keep projects and risks](../how-to/keep-projects-and-risks.md). How to amend a scale or a
rule: [policies/README.md](../../policies/README.md).

## Scales for risks

A score is likelihood times impact; the band of each pair stands in the scale's matrix. Movement is told by
the last two scores of how a risk stands now, where both were made by one scale. A council adopts a scale with
`risk_scale` in its `council.toml`; one that adopts none has `five-by-five`.

"""
_RULES = """
## Rules for how projects stand

A council adopts a rule with `project_rule` in its `council.toml`; one that adopts none has `plain`.

"""


def registers_page() -> str:
    """docs/reference/risks-and-projects.md, in Markdown."""
    scales = "\n".join("\n".join(_scale(name, read_scale(name))) for name in scale_names())
    rules = "\n".join("\n".join(_rule(name)) for name in project_rule_names())
    ways = (("A project", PROJECT), ("A control", CONTROL), ("What a partner brings", RESOURCE))
    drawings = "".join(f"\n## {name}\n\n{_map(held)}" for name, held in ways)
    return _INTRODUCTION + scales + _RULES + rules + drawings


def _scale(name: str, scale: Scale) -> Iterator[str]:
    yield f"### {scale.name}"
    yield ""
    yield f'`risk_scale = "{name}"`. Source: {scale.source}. {" ".join(scale.note.split())}'
    yield ""
    yield f"| likelihood | {' | '.join(_steps(scale.impact))} |"
    yield f"|{'---|' * (len(scale.impact) + 1)}"
    for row in range(len(scale.likelihood), 0, -1):
        pairs = (Pair(row, column) for column in range(1, len(scale.impact) + 1))
        cells = (f"{scale.band(pair).name} ({pair.score})" for pair in pairs)
        yield f"| {row}. {scale.likelihood[row - 1].word} | {' | '.join(cells)} |"
    yield ""
    yield "| band | what is to be done | looked at again every |"
    yield "|---|---|---|"
    for band in reversed(scale.bands):
        yield f"| {band.name} | {band.means} | {_months(band.review_months)} |"
    yield ""


def _steps(found: Iterable[Step]) -> Iterator[str]:
    return (f"{place}. {one.word}" for place, one in enumerate(found, start=1))


def _months(count: int) -> str:
    return "month" if count == 1 else f"{count} months"


def _rule(name: str) -> Iterator[str]:
    rule = read_project_rule(name)
    yield f"### {rule.name}"
    yield ""
    yield f'`project_rule = "{name}"`. Source: {rule.source}. {" ".join(rule.note.split())}'
    yield ""
    yield from (f"- {sentence}" for sentence in project_rule_words(rule))
    yield ""


def _map(held: StateMap) -> str:
    rows = "".join(
        f"| {move.words} | {_named(held, move.goes_from)} | {held.states[move.to]} |\n"
        for move in held.moves.values()
    )
    return f"```mermaid\n{drawn(held)}```\n\n| move | from | to |\n|---|---|---|\n{rows}"


def _named(held: StateMap, states: Iterable[str]) -> str:
    return ", ".join(held.states[one] for one in states)
