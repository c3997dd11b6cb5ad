"""Sending a workbook back, and what is said of its lines in the preview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django import forms

from goldenthread.exchange.returns import HELD, MINE, Settled
from goldenthread.web.forms.fields import TableField, plain_lines

if TYPE_CHECKING:
    from goldenthread.exchange.returns import Kept


class ReturnForm(forms.Form):
    """The workbook that was filled in."""

    file = TableField(
        label="The workbook, filled in",
        help_text="The one that you downloaded here, as Excel (.xlsx) or OpenDocument (.ods), up to 8 MB",
        otherwise="A workbook of lines is much smaller: take out pictures and sheets of your own.",
    )


def settled_from(data: Mapping[str, str], lines: Iterable[Kept]) -> dict[int, Settled]:
    """What was said of each line that the page asked about, by its key."""
    return {one.ask: _settled(data, one) for one in lines if f"line_{one.ask}" in data}


def _settled(data: Mapping[str, str], kept: Kept) -> Settled:
    def typed(name: str, otherwise: str = "") -> str:
        return plain_lines(data.get(f"{name}_{kept.ask}", otherwise).replace("\0", "")).strip()

    before = kept.settled
    take = typed("take")
    mended = {name: typed(f"fix_{name}") for name in kept.typed if f"fix_{name}_{kept.ask}" in data}
    changed = {
        name: text
        for name, text in mended.items()
        if name in before.mended or text != kept.typed.get(name, "")
    }
    return Settled(
        take=take if take in (MINE, HELD) else "",
        of=typed("of") if take else "",
        explanation=typed("explanation", before.explanation),
        put=typed("put"),
        is_later=typed("later") == "on",
        reason=typed("reason", before.reason) or _for_all(data, kept.ask),
        words=typed("words", before.words),
        is_left_out=typed("leave") == "on",
        mended={**before.mended, **changed},
    )


def _for_all(data: Mapping[str, str], key: int) -> str:
    """The reason that is given once, for a line that asks for one and was given none of its own."""
    is_asked = f"reason_{key}" in data
    return plain_lines(data.get("reason_all", "").replace("\0", "")).strip() if is_asked else ""


def version_from(data: Mapping[str, str]) -> int:
    """The version of the return that the page was made from; 0, which none has, where it gives none."""
    said = data.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
