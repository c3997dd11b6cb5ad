"""A person's words in their place, or what the figures say until somebody writes there."""

from __future__ import annotations

from goldenthread.core import kept_words
from goldenthread.reports.blocks import Words
from goldenthread.reports.products import Beside


def kept(place: str, generated: str, beside: Beside) -> Words:
    """The words of a place: a person's where they wrote any, with what changed underneath since."""
    if place not in beside.words:
        return Words(place, generated, generated=generated)
    found = kept_words.kept(generated, beside.words[place])
    return Words(place, found.text, found.is_edited, found.generated, found.changed)
