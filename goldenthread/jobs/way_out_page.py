"""The reference page on searches for a way out, drawn from the map that is obeyed."""

from __future__ import annotations

from goldenthread.core.relief import FURTHEST, Rule
from goldenthread.core.relief_states import SEARCH
from goldenthread.core.sentences import counted
from goldenthread.core.state_map import drawn

_INTRODUCTION = """\
# Ways out

<!-- Made by `python -m goldenthread.jobs.docs` from core/relief_states.py and core/relief.py. -->

What becomes of a search for a way out, and the rule by which loss is counted unless somebody says
otherwise. How it is used: [find a way out](../how-to/find-a-way-out.md); how it works:
[the way out](../explanation/way-out.md).
"""


def way_out_page() -> str:
    """docs/reference/ways-out.md, in Markdown."""
    rule = Rule()
    rows = "".join(
        f"| {move.words} | {', '.join(SEARCH.states[one] for one in move.goes_from)} "
        f"| {SEARCH.states[move.to]} |\n"
        for move in SEARCH.moves.values()
    )
    said = (
        f"Services may be asked for {rule.limit}% of what they can give. An action may be put off by up to "
        f"{rule.furthest} quarters (at most {FURTHEST}), and loses {rule.share}% of its value by each; "
        f"brought forward by up to {counted(rule.sooner, 'quarter')} (at most "
        f"{FURTHEST}), which loses nothing; or dropped, which loses all.\n"
    )
    table = f"| move | from | to |\n|---|---|---|\n{rows}"
    return f"{_INTRODUCTION}\n## A search\n\n```mermaid\n{drawn(SEARCH)}```\n\n{table}\n## The rule\n\n{said}"
