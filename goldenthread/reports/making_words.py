"""What people read of documents that are asked for: their names, how far each is, what its file is called."""

from __future__ import annotations

import re

from goldenthread.core.periods import from_code, label
from goldenthread.core.sentences import on_day, spell, start
from goldenthread.reports.drawing import STEPS
from goldenthread.reports.making_queries import Queue
from goldenthread.reports.models import Document, Snapshot
from goldenthread.reports.products import NAMES, Format, Product

FORMAT_NAMES = {
    Format.HTML: "Web page",
    Format.DOCX: "Word",
    Format.PDF: "PDF",
    Format.PPTX: "PowerPoint",
    Format.XLSX: "Excel",
    Format.ODS: "OpenDocument spreadsheet",
}


def name_of(document: Document) -> str:
    """“Finance and Performance Monitor”, “A directorate on a page: Place”."""
    name = NAMES.get(Product(document.product), document.product)
    return f"{name}: {document.part}" if document.part else name


def format_of(document: Document) -> str:
    """“Word”, “PDF, without colour”, “Word, in the template Ours”."""
    words = FORMAT_NAMES[Format(document.format)]
    if document.template:
        words += f", in the template {document.template.name}"
    return f"{words}, without colour" if document.is_plain else words


def of_snapshot(snapshot: Snapshot) -> str:
    """“Monitor for quarter 1, frozen 2 September 2014”."""
    return f"{snapshot.setting.title}, frozen {on_day(snapshot.made_at.date())}"


def file_name(document: Document) -> str:
    """“hart-monitor-2014-15-q1.pdf”: the council, the product, its part and its period."""
    period = label(from_code(document.snapshot.period))
    of = [document.council.slug, document.product, document.part, period]
    plain = "-".join(_plain(one) for one in of if one)
    return f"{plain}.{document.format}"


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60]


def how_far(document: Document, queue: Queue) -> str:
    """Where a document is, in one sentence that says what to do next where anything can be done."""
    if document.state == Document.State.MADE and document.made_at:
        return f"Made on {on_day(document.made_at.date())}."
    if document.state == Document.State.FAILED:
        return f"It could not be made. {document.fault}"
    if document.state == Document.State.MAKING:
        return f"Being made: {step_words(document)}."
    if queue.is_unattended:
        return (
            "No worker is running, so nothing is made yet: ask whoever runs the installation to start "
            "“goldenthread work”. It is made as soon as one runs."
        )
    return f"Waiting: {spell(queue.before)} before it." if queue.before else "Waiting: it is next."


def step_words(document: Document) -> str:
    """“step 3 of 5, putting it in order”."""
    if not document.steps:
        return "a worker has just taken it"
    name = STEPS[min(document.step, len(STEPS)) - 1] if document.step else STEPS[0]
    return f"step {document.step} of {document.steps}, {name}"


def state_words(document: Document) -> str:
    """“Made”, “Being made”."""
    return start(Document.State(document.state).label)
