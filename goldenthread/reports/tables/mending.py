"""Where what is found of a measure is put right: the form that does it, at its field.

Whoever may not use that form is led to what the measure's page says of it instead.
"""

from __future__ import annotations

from collections.abc import Callable

from goldenthread.core.data_quality import Check
from goldenthread.core.measure_sheet import APPROVED, was_left_blank
from goldenthread.measures.models import Measure
from goldenthread.reports.figures.data_quality import Trusted
from goldenthread.reports.figures.polarity import DoubtfulPolarity
from goldenthread.reports.grids import Link

__all__ = ["May", "where_mended", "where_settled"]

May = Callable[[str, Measure], bool]  # whether who looks has this power over this measure

_FIELDS = {
    Check.LATE: "lag_days",
    Check.UNOWNED: "owner_id",
    Check.SILENT: "updater_id",
    Check.UNDATED: "defined_from",
    Check.UNGRADED: "quality",
    Check.POLARITY: "polarity",
}


_ASKED = {"definition": "definition", "owner_id": "owner", "baseline": "baseline"}


def where_mended(check: Check, row: Trusted, may: May) -> Link:
    """Where one finding of data quality is put right."""
    one = row.measure
    if check in _FIELDS:
        return _sheet(one, _FIELDS[check], may)
    if check is Check.OLD:
        return _definition(one, may)
    if check is Check.RESTATED:
        return _page(one, "restated")
    if check in (Check.NEVER, Check.MISSING) and one.is_worked_out:
        return _sheet(one, "formula", may)
    return _result(check, row, may)


def where_settled(doubt: DoubtfulPolarity, may: May) -> Link:
    """Where a polarity in doubt is settled: it is changed, or the definition says which way is meant."""
    return _sheet(doubt.measure, "polarity" if doubt.is_contradiction else "definition", may)


def _page(one: Measure, section: str) -> Link:
    return Link("measure-at", f"{one.code}#{section}")


def _ask(one: Measure, what: str, may: May) -> Link:
    """What was approved with a plan is changed by request."""
    return Link("ask-change", f"{one.code}/{what}") if may("ask_changes", one) else _page(one, "counted")


def _sheet(one: Measure, field: str, may: May) -> Link:
    if one.was_approved and field in APPROVED and not was_left_blank(field, getattr(one, field)):
        return _ask(one, _ASKED.get(field, "counting"), may)
    if not may("define_measures", one):
        return _page(one, "counted")
    return Link("sheet-at", f"{one.code}#id_{field}")


def _definition(one: Measure, may: May) -> Link:
    if one.was_approved:
        return _ask(one, "definition", may)
    return Link("redefine", one.code) if may("define_measures", one) else _page(one, "counted")


def _result(check: Check, row: Trusted, may: May) -> Link:
    one = row.measure
    if not may("record_results", one):
        return _page(one, "results" if check in (Check.NEVER, Check.MISSING) else "entered")
    if check is Check.PROVISIONAL:
        return Link("confirm", one.code)
    if check is Check.QUERIED and row.questioned is not None:
        return Link("question", str(row.questioned))
    return Link("record-missing", one.code)
