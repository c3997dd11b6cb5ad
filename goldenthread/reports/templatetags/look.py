"""Tags for the look: `{% load look %}`. Each only hands values to `reports.markup` or `reports.charts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from goldenthread.core.action_status import ActionRule
from goldenthread.core.doing import Doing
from goldenthread.core.findings import STATES, GapState
from goldenthread.core.periods import Period, in_words
from goldenthread.core.rating import Status
from goldenthread.core.refused import Reason
from goldenthread.core.sentences import Sentence, counted, part_of, spell, start, with_article
from goldenthread.core.stages import because as because_words
from goldenthread.core.travel import Direction
from goldenthread.core.words import BECAME_OTHER, BECAME_THIS, DIRECTION, STATE, STATUS, number
from goldenthread.measures.models import Measure, Observation
from goldenthread.measures.queries import plain
from goldenthread.plans.helping import help_in_words
from goldenthread.plans.models import Help, Update
from goldenthread.reports import charts, markup
from goldenthread.reports.charts import Series
from goldenthread.reports.figures.entering import figure_of
from goldenthread.reports.figures.work_page import said_in_words
from goldenthread.reports.grids import Grid, Link
from goldenthread.reports.grids import strip as strip_cell
from goldenthread.reports.spc_chart import Drawing, spc_chart
from goldenthread.reports.tables import DOING
from goldenthread.reports.tables.ledger import was_before

register = template.Library()

register.filter("counted", counted)
register.filter("spelled", spell)
register.filter("start", start)
register.filter("was_before", was_before)
register.filter("with_article", with_article)
register.simple_tag(part_of)


@register.filter
def became(kind: str) -> str:
    """How a line became the one that is named next: “Merged into”."""
    return BECAME_OTHER[kind]


@register.filter
def became_this(kind: str) -> str:
    """How the line named before became the one whose page this is: “was merged into it”."""
    return BECAME_THIS[kind]


@register.filter
def because(reason: str) -> str:
    """A reason as it goes on after “because”."""
    return because_words(reason)


@register.filter
def day(on: date | None) -> str:
    """2 September 2014."""
    return f"{on.day} {on:%B %Y}" if on else ""


@register.filter
def figure_words(value: Decimal | None) -> str:
    """A figure as kept, without its column's zeros; a true zero is a figure and not a blank."""
    shown = plain(value)
    return "no figure" if shown is None else number(shown)


@register.filter
def period_label(period: Period) -> str:
    """The months or days that a period covers."""
    return in_words(period)


@register.simple_tag
def figure_at(one: Observation, measure: Measure) -> str:
    """An observation in words, by its measure's kind: “78.5% (provisional)”, “Nil activity”."""
    return figure_of(one, measure)


@register.filter
def state_words(code: Any) -> str:
    return start(STATE[code])


@register.filter
def at(counts: Mapping[Any, int], key: Any) -> int:
    """How many of one thing there are among counts; none where it isn't among them."""
    return counts.get(key, 0)


@register.filter
def index(items: Sequence[Any], place: int) -> Any:
    return items[place]


@register.filter
def of_key(held: Mapping[Any, Any], key: Any) -> Any:
    """What is held for a key, or nothing."""
    return held.get(key, "")


@register.simple_tag
def sentences(found: Sequence[Sentence]) -> SafeString:
    return markup.sentences(found)


@register.simple_tag
def sentence(found: Sentence) -> SafeString:
    return markup.sentences([found])


@register.simple_tag
def status(code: Status, is_large: bool = False) -> SafeString:
    return markup.status(code, start(STATUS[code]), is_large=is_large)


@register.filter
def help_words(wanted: Help) -> str:
    """Where a wish for help stands: “Accepted by the Parks Manager on 2 September 2014”."""
    return help_in_words(wanted)


@register.filter
def update_words(update: Update, rule: ActionRule) -> str:
    """What an update says in figures and states: “Not done, 40% complete, expected 30 November 2014”."""
    return said_in_words(update, rule)


@register.simple_tag
def status_said(code: Status, words: str) -> SafeString:
    """A status in the council's own words, with the shape of what it counts as."""
    return markup.status(code, words)


@register.simple_tag
def shape(code: str) -> SafeString:
    return markup.shape(Status(code))


@register.simple_tag
def direction(code: Direction) -> SafeString:
    return markup.arrow(code, start(DIRECTION[code]))


@register.simple_tag
def mark(code: Doing) -> SafeString:
    return markup.mark(code, DOING[code])


@register.simple_tag
def check_mark(answer: str) -> SafeString:
    """Whether something that makes an element achievable is there: shape and word."""
    return markup.check_mark(answer)


@register.simple_tag
def gap_mark(code: GapState) -> SafeString:
    """The state of a gap: shape and words."""
    return markup.gap_mark(code, STATES[code])


@register.simple_tag
def strip(statuses: Sequence[Status]) -> SafeString:
    return markup.strip(statuses, strip_cell(statuses).text)


@register.simple_tag(takes_context=True)
def grid(context: Context, table: Grid) -> SafeString:
    """A table; links go where the surface that shows it says (`link_to` in the context)."""
    return markup.table(table, context.get("link_to"))


@register.simple_tag(takes_context=True)
def reason(context: Context, why: str) -> SafeString:
    """A sentence that says why not, and a link to where something can be done about it, if it names that."""
    link_to = context.get("link_to")
    if not isinstance(why, Reason) or link_to is None:
        return format_html("{}", why)
    return format_html('{} <a href="{}">{}</a>.', why, link_to(Link(why.kind, why.key)), why.words)


@register.simple_tag
def chart(series: Series, key: str) -> SafeString:
    """A line chart, drawn for wide and for narrow screens."""
    drawn = [charts.line_chart(series, size, key) for size in (charts.WIDE, charts.NARROW)]
    if not drawn[0]:
        return mark_safe("")
    return mark_safe(f'<figure class="gt-chart">{"".join(drawn)}</figure>')


@register.simple_tag
def control_chart(drawing: Drawing, key: str) -> SafeString:
    """A control chart, drawn for wide and for narrow screens."""
    return mark_safe(f'<figure class="gt-chart">{spc_chart(drawing, key)}</figure>')


@register.simple_tag
def signal_word(kind: str, words: str) -> SafeString:
    """A signal that is no status: the forecast's arrow or variation's zigzag, and its word."""
    return markup.signal(kind, words)


@register.simple_tag
def figure(count: int, whole: int, words: str) -> SafeString:
    """A big figure with what it is of: “32 of 50 rated measures on target”."""
    return format_html(
        '<p class="gt-figure"><span class="gt-figure__number">{}<small> of {}</small></span>'
        '<span class="gt-figure__words">{}</span></p>',
        count,
        whole,
        words,
    )


@register.simple_block_tag
def section(content: str, key: str, label: str, note: str = "", is_open: bool = False) -> SafeString:
    """A section of a page: its label in the margin, its content beside it."""
    return format_html(
        '<section class="gt-section gt-row{}" aria-labelledby="{}">'
        '<div class="gt-row__margin"><h2 class="gt-label" id="{}">{}</h2>{}</div>'
        '<div class="gt-row__content">{}</div></section>',
        " gt-section--open" if is_open else "",
        key,
        key,
        label,
        format_html('<p class="gt-note">{}</p>', note) if note else "",
        content,
    )
