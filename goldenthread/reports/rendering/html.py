"""An outline as HTML: the accessible edition, a page of the site or one file that needs nothing else."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from functools import singledispatch
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from goldenthread.reports import charts, markup
from goldenthread.reports.blocks import (
    Big,
    Block,
    Bullets,
    Heading,
    Lead,
    Outline,
    Picture,
    Section,
    Table,
    Terms,
    Text,
    Words,
)
from goldenthread.reports.grids import Link

LinkTo = Callable[[Link], str]


def to_html(outline: Outline) -> bytes:
    """The document as one file with its stylesheet and type inside it."""
    shown = {"outline": outline, "body": body(outline), "style": _style()}
    return render_to_string("reports/outline_file.html", shown).encode("utf-8")


_MAIN = re.compile('<main id="main" class="gt-main">(.*)</main>', re.DOTALL)  # see outline_file.html


def body_of_file(file: bytes) -> SafeString:
    """The content of a file that `to_html` made, for a page that has a frame of its own."""
    found = _MAIN.search(file.decode("utf-8"))
    if found is None:
        raise ValueError("This file is no document that was made here.")
    return mark_safe(found[1])


def body(outline: Outline, link_to: LinkTo | None = None) -> SafeString:
    """The document's content, for a page that has a frame of its own; `link_to` gives addresses to links."""
    parts = [_opening(outline), *(_section(one, link_to) for one in outline.sections), _stamp(outline)]
    whole = mark_safe("".join(parts[1:]))
    return format_html('{}<div class="gt-wrap">{}</div>', parts[0], whole)


def _opening(outline: Outline) -> SafeString:
    notices = format_html_join("", '<p class="gt-notice">{}</p>', ((one,) for one in outline.notices))
    lead = (
        format_html('<p class="gt-sentence">{}</p>', markup.sentences(outline.lead)) if outline.lead else ""
    )
    return format_html(
        '<div class="gt-band"><div class="gt-intro gt-row gt-wrap"><div class="gt-row__margin">'
        '<p class="gt-note">{}{}</p></div><div class="gt-row__content">'
        '<h1 class="gt-title">{}</h1>{}{}</div></div></div>',
        outline.kicker,
        format_html("<br>{}", f"{outline.dated_as} {outline.dated}".strip()) if outline.dated else "",
        outline.title,
        notices,
        lead,
    )


def _section(section: Section, link_to: LinkTo | None) -> SafeString:
    inside = mark_safe("".join(draw(one, link_to) for one in section.blocks))
    note = format_html('<p class="gt-note">{}</p>', section.note) if section.note else ""
    return format_html(
        '<section class="gt-section gt-row" aria-labelledby="{0}"><div class="gt-row__margin">'
        '<h2 class="gt-label" id="{0}">{1}</h2>{2}</div><div class="gt-row__content">{3}</div></section>',
        section.place,
        section.heading,
        note,
        inside,
    )


def _stamp(outline: Outline) -> SafeString:
    if not outline.stamp:
        return mark_safe("")
    return format_html('<p class="gt-note gt-stamp">These figures: <code>{}</code></p>', outline.stamp)


@singledispatch
def draw(block: Block, link_to: LinkTo | None) -> SafeString:
    """One block as HTML. Raises `TypeError` for what is no block."""
    raise TypeError(f"{type(block).__name__} is no block of a document.")


@draw.register
def _heading(block: Heading, link_to: LinkTo | None) -> SafeString:
    level = min(block.level + 1, 6)
    return format_html('<h{0} class="{1}">{2}</h{0}>', level, _HEADS.get(level, "gt-minor"), block.words)


_HEADS = {3: "gt-subhead"}


@draw.register
def _text(block: Text, link_to: LinkTo | None) -> SafeString:
    bold = format_html("<strong>{}</strong> ", block.bold) if block.bold else ""
    number = format_html("{} ", block.number) if block.number.strip() else ""  # Word alone needs a space
    style = "gt-note" if block.is_quiet else "gt-p"
    return format_html('<p class="{}">{}{}{}</p>', style, number, bold, _lines(block.words))


def _lines(words: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in words.splitlines()))


@draw.register
def _lead(block: Lead, link_to: LinkTo | None) -> SafeString:
    return format_html('<p class="gt-p">{}</p>', markup.sentences(block.sentences))


@draw.register
def _bullets(block: Bullets, link_to: LinkTo | None) -> SafeString:
    lines = format_html_join("", "<li>{}</li>", ((line,) for line in block.lines))
    return format_html('<ul class="gt-list">{}</ul>', lines)


@draw.register
def _table(block: Table, link_to: LinkTo | None) -> SafeString:
    caption = format_html('<h3 class="gt-subhead">{}</h3>', block.grid.caption) if block.has_caption else ""
    return format_html("{}{}", caption, markup.table(block.grid, link_to))


@draw.register
def _terms(block: Terms, link_to: LinkTo | None) -> SafeString:
    blank = mark_safe('<span class="gt-blank">Not stated</span>')
    rows = format_html_join(
        "",
        '<div class="gt-rows__row"><dt>{}</dt><dd>{}</dd></div>',
        ((name, words or blank) for name, words in block.rows),
    )
    return format_html('<dl class="gt-rows">{}</dl>', rows)


@draw.register
def _picture(block: Picture, link_to: LinkTo | None) -> SafeString:
    drawn = "".join(charts.line_chart(block.series, size, block.key) for size in (charts.WIDE, charts.NARROW))
    note = format_html('<p class="gt-note">{}</p>', block.note) if block.note else ""
    return format_html(
        '<h4 class="gt-minor">{}</h4>{}<figure class="gt-chart">{}</figure>',
        block.heading,
        note,
        mark_safe(drawn),
    )


@draw.register
def _words(block: Words, link_to: LinkTo | None) -> SafeString:
    paragraphs = format_html_join(
        "", '<p class="gt-p">{}</p>', ((_lines(part),) for part in block.text.split("\n\n") if part.strip())
    )
    changed = format_html_join("", '<p class="gt-notice">{}</p>', ((line,) for line in block.changed))
    return format_html("{}{}", paragraphs, changed)


@draw.register
def _big(block: Big, link_to: LinkTo | None) -> SafeString:
    figures = format_html_join(
        "",
        '<div class="gt-bigs__one"><p class="gt-figure"><span class="gt-figure__number">{}</span>'
        '<span class="gt-figure__words">{}</span></p>{}</div>',
        (
            (_small(figure), words, format_html('<p class="gt-note">{}</p>', note) if note else "")
            for figure, words, note in block.figures
        ),
    )
    return format_html('<div class="gt-bigs">{}</div>', figures)


def _small(figure: str) -> SafeString:
    """“32 of 50” with the base at half the size."""
    first, base, rest = figure.partition(" of ")
    return format_html("{}<small>{}{}</small>", first, base, rest)


def _style() -> str:
    """The stylesheet with the upright Latin font inside it and the other faces left out."""
    path = _found("look/goldenthread.css")
    css = path.read_text(encoding="utf-8-sig")  # its mark would hide the first rule from a style element
    return re.sub(r"@font-face\s*{[^}]*}", lambda face: _face(face[0], path.parent), css)


def _face(face: str, folder: Path) -> str:
    address = re.search(r"url\(\"?([^)\"]+)\"?\)", face)
    if not address or "latin-ext" in address[1] or "italic" in face:
        return ""
    data = base64.b64encode((folder / address[1]).read_bytes()).decode("ascii")
    return face.replace(address[1], f"data:font/woff2;base64,{data}")


def _found(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name} is missing from the installation.")
    return Path(found)
