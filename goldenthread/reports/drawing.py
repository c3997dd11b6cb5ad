"""Drawing one claimed document, step by step, from its frozen figures to its file.

Nothing is stored here but how far it is: `reports.making.finish` keeps the file, if the claim is still ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from goldenthread.reports import products
from goldenthread.reports.besides import beside_of
from goldenthread.reports.blocks import Outline, Workbook
from goldenthread.reports.facts import Facts, decoded
from goldenthread.reports.making import digest_of_words, finish, let_go, note_progress
from goldenthread.reports.models import Document
from goldenthread.reports.products import Beside, Format, Product

STEPS = (
    "reading the figures",
    "gathering the words",
    "putting it in order",
    "drawing it",
    "keeping the file",
)
Compose = Callable[[Facts, Product, str, Beside], Outline | Workbook]
Render = Callable[[Outline | Workbook, Format, bytes | None], bytes]


class Stopped(Exception):
    """The worker was told to stop, or lost its claim, between two steps."""


@dataclass(frozen=True, slots=True)
class Making:
    """How one document is made: who draws it, when to stop, what the time is, and which version draws."""

    code_version: str
    now: Callable[[], datetime]
    is_stopped: Callable[[], bool] = lambda: False
    compose: Compose = products.composed
    render: Render = products.render


def draw_document(document: Document, how: Making) -> bool:
    """Make one claimed document; False where it was let go or lost. Raises what drawing it raises."""
    try:
        _step(document, 1, how)
        facts = decoded(bytes(document.snapshot.content))
        _step(document, 2, how)
        beside = beside_of_document(document)
        _step(document, 3, how)
        made = how.compose(facts, Product(document.product), document.part, beside)
        _step(document, 4, how)
        file = how.render(made, Format(document.format), beside.template)
        _step(document, 5, how)
    except Stopped:
        return False
    return finish(
        document,
        file,
        words=digest_of_words(beside.words),
        notices=beside.notices,
        code_version=how.code_version,
        at=how.now(),
    )


def beside_of_document(document: Document) -> Beside:
    """All that stands beside the figures in a document, as it stands now."""
    product, template = Product(document.product), document.template
    beside = beside_of(document.snapshot, product, document.part, is_plain=document.is_plain)
    return replace(beside, template=bytes(template.file) if template else None)


def _step(document: Document, step: int, how: Making) -> None:
    if step < len(STEPS) and how.is_stopped():  # a file that is drawn is kept, not thrown away
        let_go(document)
        raise Stopped
    if not note_progress(document, step, len(STEPS)):
        raise Stopped
