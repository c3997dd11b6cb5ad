"""The workbook of what somebody owes a round: to be filled in offline and sent back.

Cells that may be filled in are open, with drop-downs and notes; the others are locked, without a password. A
hidden sheet holds what was held when it went out; see `exchange.returns_seal`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

import xlsxwriter

from goldenthread.core.kinds import Kind
from goldenthread.core.returned import ACTIONS, ANSWERS, FIGURES, KEY, MEASURES, SAME_AS_LAST, YES, Column
from goldenthread.core.sentences import on_day
from goldenthread.exchange.returns_lines import Line, clean
from goldenthread.exchange.returns_seal import SHEET, Seal, Sealed

HOW, LISTS = "How to fill this in", "Lists"
HEAD_ROW = 2  # counted from nought: a sentence above the headings, and a blank row
_LONGEST_LIST = 250  # letters of the choices that a validation itself can hold
_DAY = "d mmmm yyyy"
STEPS = (
    "Go to the sheets “Measures” and “Actions” below. Each row is one line that you are asked about.",
    "Fill in the white cells. The grey ones are only to be read. Point at a heading to see what it wants.",
    "A row that you leave as it is stays as it is. Write Yes under “Same as last time” or “Nothing has "
    "changed” to send the same again.",
    "You may sort, hide or delete rows, and add columns and sheets of your own: they are left alone. Keep "
    "the column “Line” and the headings.",
    "Save it as an Excel workbook (.xlsx) or an OpenDocument spreadsheet (.ods).",
    "Upload it on the page it came from. You see everything that changes before anything is stored.",
)


def workbook_of(
    *, lines: Sequence[Line], seal: Seal, title: str, due_on: date | None, with_posts: bool = False
) -> bytes:
    """The workbook of some lines, under a title; with the posts that answer, where they are of several."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": seal.made_at.replace(tzinfo=None)})
    writer = _Writer(book, title, due_on, with_posts)
    writer.write(lines)
    writer.seal(seal)
    book.close()
    return out.getvalue()


def sealed(lines: Sequence[Line], council: str, round: str, at: datetime) -> Seal:
    """What is held of some lines now, to go with them."""
    found = [Sealed(one.key, one.owed.ask.version, one.measure is not None, one.held()) for one in lines]
    return Seal(council, round, at, found)


class _Writer:
    """Writes one workbook sheet by sheet."""

    def __init__(self, book: Any, title: str, due_on: date | None, with_posts: bool) -> None:
        self.book, self.title, self.due_on, self.with_posts = book, title, due_on, with_posts
        plain = {"font_name": "Calibri", "font_size": 11, "valign": "top", "text_wrap": True}
        told = {**plain, "bg_color": "#F2F2F2", "font_color": "#16212E"}
        typed = {**plain, "locked": False, "border": 1, "border_color": "#8B8578"}
        self.heading = book.add_format({**plain, "bold": True, "bottom": 2})
        self.to_fill = book.add_format({**plain, "bold": True, "bottom": 2, "font_color": "#12436D"})
        self.top = book.add_format({"font_name": "Calibri", "font_size": 16, "bold": True})
        self.plain, self.told = book.add_format(plain), book.add_format(told)
        self.typed = book.add_format(typed)
        self.number = book.add_format({**typed, "align": "right"})
        self.day = book.add_format({**typed, "num_format": _DAY, "align": "left"})
        self.lists: list[tuple[str, ...]] = []

    def write(self, lines: Sequence[Line]) -> None:
        """The sheet that says how, and one sheet each of measures and actions, where there are any."""
        self._how(lines)
        measures = [one for one in lines if one.measure]
        actions = [one for one in lines if not one.measure]
        if measures:
            self._sheet("Measures", MEASURES, measures)
        if actions:
            self._sheet("Actions", ACTIONS, actions)

    def _how(self, lines: Sequence[Line]) -> None:
        sheet = self.book.add_worksheet(HOW)
        sheet.set_column(0, 0, 4)
        sheet.set_column(1, 1, 92)
        sheet.write_string(0, 0, clean(self.title), self.top)
        due = f" They are due on {on_day(self.due_on)}." if self.due_on else ""
        count = "One line is" if len(lines) == 1 else f"{len(lines)} lines are"
        sheet.write_string(1, 0, f"{count} asked here.{due}")
        for place, step in enumerate(STEPS, start=1):
            sheet.write_number(place + 2, 0, place, self.plain)
            sheet.write_string(place + 2, 1, step, self.plain)
            sheet.set_row(place + 2, _height([(step, 92)]))
        sheet.hide_gridlines(2)
        sheet.protect("", {"format_columns": True})
        _for_print(sheet, self.title)

    def _sheet(self, name: str, ours: Sequence[Column], lines: Sequence[Line]) -> None:
        sheet = self.book.add_worksheet(name)
        columns = [*ours, ANSWERS] if self.with_posts else list(ours)
        sheet.write_string(0, 0, clean(self.title), self.top)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            head = self.to_fill if column.field else self.heading
            sheet.write_string(HEAD_ROW, place, column.heading, head)
            if column.note:
                sheet.write_comment(HEAD_ROW, place, column.note, {"x_scale": 1.6, "y_scale": 1.1})
        sheet.set_row(HEAD_ROW, _height((one.heading, one.width - 2) for one in columns))
        for number, line in enumerate(lines, start=HEAD_ROW + 1):
            self._row(sheet, number, columns, line)
        last = HEAD_ROW + len(lines)
        for place, column in enumerate(columns):
            self._choices(sheet, place, last, column, lines)
        sheet.freeze_panes(HEAD_ROW + 1, 3)
        sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True,
                           "sort": True, "delete_rows": True, "insert_columns": True})  # fmt: skip
        sheet.repeat_rows(HEAD_ROW)
        _for_print(sheet, self.title)

    def _row(self, sheet: Any, number: int, columns: Sequence[Column], line: Line) -> None:
        told, held, fields = line.told(), line.held(), line.fields
        told |= {KEY: line.key, ANSWERS.heading: line.owed.on_behalf or "Nobody yet"}
        shown = ((held.get(one.field) or told.get(one.heading, ""), one.width) for one in columns)
        sheet.set_row(number, _height(shown))
        for place, column in enumerate(columns):
            if column.field not in fields:
                sheet.write_string(number, place, clean(told.get(column.heading, "")), self.told)
            else:
                self._field(sheet, number, place, column.field, held[column.field], line)

    def _field(self, sheet: Any, row: int, place: int, name: str, text: str, line: Line) -> None:
        """A cell that may be filled in, with what is held in it: numbers as numbers, days as days."""
        is_day = name == "expected" or (
            name == "figure" and line.measure is not None and line.measure.kind == Kind.PLAN_DATE
        )
        found = _day_in(text, line, name) if is_day else None
        style = self.day if is_day else self.number if name in (*FIGURES[:3], "percent") else self.typed
        value = None if is_day else _number_in(text) if style is self.number else None
        if found is not None:
            sheet.write_datetime(row, place, datetime(found.year, found.month, found.day), style)  # noqa: DTZ001
        elif value is not None:
            sheet.write_number(row, place, value, style)
        elif text:
            sheet.write_string(row, place, text, style)
        else:
            sheet.write_blank(row, place, None, style)
        if name == "figure":
            self._figure_choices(sheet, row, place, line)

    def _figure_choices(self, sheet: Any, row: int, place: int, line: Line) -> None:
        """What there is to choose from, for a measure of levels or of yes and no."""
        measure = line.measure
        assert measure is not None
        choices = {Kind.YES_NO: ("Yes", "No"), Kind.LEVEL: tuple(measure.levels)}.get(Kind(measure.kind), ())
        if choices:
            # A warning may be passed over: why there is no figure is an answer too.
            sheet.data_validation(row, place, row, place, {
                "validate": "list", "source": self._source(choices), "error_type": "warning",
                "error_title": "Is it one of these?", "error_message": "Choose from the list, or say why "
                "there is none: Nil activity, Not applicable, Suppressed.",
            })  # fmt: skip

    def _choices(self, sheet: Any, place: int, last: int, column: Column, lines: Sequence[Line]) -> None:
        """The drop-down or limit of a whole column."""
        rule = _rule(column.field)
        if column.field == "where":
            source = self._source(tuple(lines[0].reader.stands.values()))
            rule = {"validate": "list", "source": source, "error_message": "Choose from the list."}
        if rule:
            stop = {"ignore_blank": True, "error_title": column.heading[:32]}
            sheet.data_validation(HEAD_ROW + 1, place, last, place, {**stop, **rule})

    def _source(self, choices: tuple[str, ...]) -> Any:
        """The choices of a drop-down: as they are, or long ones from a hidden sheet."""
        choices = tuple(clean(one) for one in choices)
        if len(",".join(choices)) <= _LONGEST_LIST and not any("," in one for one in choices):
            return list(choices)
        if choices not in self.lists:
            self.lists.append(choices)
        letter = xlsxwriter.utility.xl_col_to_name(self.lists.index(choices))
        return f"={LISTS}!${letter}$1:${letter}${len(choices)}"

    def seal(self, seal: Seal) -> None:
        """The hidden sheets: what was held when it went out, and the long lists."""
        sheet = self.book.add_worksheet(SHEET)
        for number, row in enumerate(seal.rows()):
            for place, text in enumerate(row):
                if text:
                    sheet.write_string(number, place, text)
        sheet.hide()
        sheet.protect()
        if self.lists:
            lists = self.book.add_worksheet(LISTS)
            for place, choices in enumerate(self.lists):
                lists.write_column(0, place, choices)
            lists.hide()
            lists.protect()


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """How high a row is for its texts in columns of these widths, in points: not all programs see to it."""
    lines = (sum(len(line) * 1.15 // width + 1 for line in text.split("\n")) for text, width in cells if text)
    return min(max(lines, default=1), 12) * 15 + 3


def _rule(name: str) -> dict[str, Any]:
    """What a spreadsheet lets somebody write in a field's column."""
    if name in ("provisional", *SAME_AS_LAST):
        return {"validate": "list", "source": [YES], "error_message": "Choose Yes, or leave it blank."}
    if name == "percent":
        return {
            "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100,
            "error_message": "Write a whole number from 0 to 100.",
        }  # fmt: skip
    if name == "expected":
        return {
            "validate": "date", "criteria": ">", "value": date(1999, 12, 31),
            "error_message": "Write a day, such as 30 June 2014.",
        }  # fmt: skip
    return {}


def _number_in(text: str) -> float | None:
    """A number that a spreadsheet keeps to the last digit, or None for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or Decimal(f"{float(value):.15g}") != value:
        return None
    return float(value)


def _day_in(text: str, line: Line, name: str) -> date | None:
    """A day that a spreadsheet can hold, or None."""
    if not text:
        return None
    if name == "expected":
        found = date.fromisoformat(text)
    else:
        value = line.reader.observed(text).value
        if value is None:
            return None
        found = date.fromordinal(int(value))
    return found if found.year >= 1901 else None


def _for_print(sheet: Any, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{title.replace('&', '&&')[:100]}&RPage &P of &N")
