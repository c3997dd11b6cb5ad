"""Tables of where work stands: the list of work, what raises an alert, and help that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.core.listing import Filter, Listing, Order, Value
from goldenthread.core.rating import Status
from goldenthread.core.sentences import on_day as day_words
from goldenthread.core.sentences import start
from goldenthread.core.words import STATUS
from goldenthread.plans.helping import help_in_words
from goldenthread.plans.models import Help
from goldenthread.reports.figures.position import Position
from goldenthread.reports.figures.work_status import WorkStatus
from goldenthread.reports.grids import (
    Cell,
    Column,
    Grid,
    Link,
    Row,
    blank,
    grid,
    number,
    on_day,
    status,
    text,
)
from goldenthread.reports.tables.lists import ListColumn, ListTable

_ORDER = (Status.OFF_TARGET, Status.NEAR_TARGET, Status.ON_TARGET, Status.NOT_RATED)


@dataclass(frozen=True, slots=True)
class ListedWork:
    """One piece of work in a list, with the theme it hangs from."""

    status: WorkStatus
    top: str

    @property
    def view(self) -> str:
        return self.status.view


def listed_work(position: Position, found: Mapping[int, WorkStatus]) -> list[ListedWork]:
    """Work in the order of need: what has an alert, then off, near, on target, and not rated."""
    rows = [ListedWork(one, _top(position, pk)) for pk, one in found.items()]
    return sorted(rows, key=lambda row: (not row.status.alerts, _ORDER.index(row.status.verdict.counts_as)))


def _top(position: Position, pk: int) -> str:
    top = position.top_of.get(pk)
    return position.lines[top].title if top else ""


def _value(words: str) -> list[Value]:
    return [Value(words.lower().replace(" ", "-"), words)] if words else []


def work_table(top_name: str, one: str, many: str) -> ListTable[ListedWork]:
    """The list of work: where it stands, what its owner says beside that, its dates, and its alerts."""
    columns: tuple[ListColumn[ListedWork], ...] = (
        ListColumn(Column(start(one), width=30), _title, "title"),
        ListColumn(Column("By the rule", width=22), _verdict, "status"),
        ListColumn(Column("Its owner says", width=20), _view),
        ListColumn(Column("Due", width=14), _due, "due"),
        ListColumn(Column("Alert", width=20), _alerts),
        ListColumn(Column("Expected", width=14), _expected, is_for_files=True),
        ListColumn(Column("Why", width=40), lambda row: text(row.status.verdict.reason), is_for_files=True),
        ListColumn(Column("Counts as", width=12), lambda row: text(_counts_as(row)), is_for_files=True),
        ListColumn(Column("Complete, %", True, width=10), _percent, is_for_files=True),
        ListColumn(
            Column("Service", width=16), lambda row: _named(row.status.line.service), is_for_files=True
        ),
        ListColumn(Column("Owner", width=16), lambda row: _named(row.status.line.owner), is_for_files=True),
        ListColumn(Column("In the way", width=20), lambda row: _said(row, "in_the_way"), is_for_files=True),
        ListColumn(Column("Being done", width=20), lambda row: _said(row, "corrective"), is_for_files=True),
        ListColumn(Column("Updated", width=14), _made_on, "updated", is_for_files=True),
        ListColumn(Column(top_name, width=18), lambda row: _named(row.top), is_for_files=True),
    )
    return ListTable(f"Where the {many} stand", _listing(top_name), columns, one, many, "wide")


def _listing(top_name: str) -> Listing[ListedWork]:
    filters: tuple[Filter[ListedWork], ...] = (
        Filter("status", "By the rule", lambda row: _value(row.status.verdict.words), groups=True),
        Filter("counts", "Counts as", lambda row: _value(_counts_as(row)), groups=True),
        Filter("alert", "Alert", lambda row: _value("With an alert" if row.status.alerts else "Without one")),
        Filter("owner-says", "Its owner", lambda row: _value("Sees it otherwise" if row.view else "Agrees")),
        Filter("service", "Service", lambda row: _value(row.status.line.service), "Not stated", groups=True),
        Filter("top", top_name, lambda row: _value(row.top), f"Under no {top_name.lower()}", True, True),
    )
    orders: tuple[Order[ListedWork], ...] = (
        Order("title", "Title", lambda row: row.status.line.title, "A to Z", "Z to A"),
        Order(
            "status", "By the rule", lambda row: _ORDER.index(row.status.verdict.counts_as),
            "off target first", "not rated first",
        ),
        Order("due", "Due", lambda row: row.status.line.due_on, "earliest first", "latest first"),
        Order("expected", "Expected", _expects, "earliest first", "latest first"),
        Order("updated", "Updated", _updated, "oldest first", "newest first"),
    )  # fmt: skip
    return Listing(filters, orders, _words)


def _expects(row: ListedWork) -> date | None:
    return row.status.update.expected_on if row.status.update else None


def _updated(row: ListedWork) -> date | None:
    return row.status.update.made_on if row.status.update else None


def _words(row: ListedWork) -> str:
    line, said = row.status.line, row.status.update
    return f"{line.code} {line.title} {line.owner} {line.service} {said.text if said else ''}"


def _title(row: ListedWork) -> Cell:
    line = row.status.line
    note = line.service or row.top
    return text(line.title, link=Link("element", str(line.id)), note=note)


def _verdict(row: ListedWork) -> Cell:
    found = row.status.verdict
    return status(found.counts_as, found.words, note=found.reason)


def _counts_as(row: ListedWork) -> str:
    return start(STATUS[row.status.verdict.counts_as])


def _view(row: ListedWork) -> Cell:
    if row.view:
        return status(row.status.view_counts_as, row.view, note=row.status.view_reason)
    said = row.status.update
    if said is None:
        return blank("Nothing yet")
    words = said.text or (f"Stated as {said.stated}" if said.stated else "")
    return (
        text(words, note=day_words(said.made_on)) if words else blank(f"No words, {day_words(said.made_on)}")
    )


def _due(row: ListedWork) -> Cell:
    was = row.status.was_due_on
    due_on = row.status.line.due_on
    if due_on is None:
        return blank("No date")
    notes = [f"was due {day_words(was)}"] if was else []
    said = row.status.update
    if said is not None and said.expected_on and not said.is_done:
        notes.append(f"expected {day_words(said.expected_on)}")
    return text(day_words(due_on), note=start("; ".join(notes)))


def _expected(row: ListedWork) -> Cell:
    said = row.status.update
    if said is not None and said.is_done:
        return text("Done")
    return on_day(said.expected_on if said else None, "Not said")


def _alerts(row: ListedWork) -> Cell:
    words = alerts_in_short(row.status)
    return text(words) if words else blank("None")


_SHORT = {
    "off": "No answer to being off target",
    "worse": "No answer to having got worse",
    "slipping": "No answer to slipping",
    "past": "Its date is past",
}


def alerts_in_short(one: WorkStatus) -> str:
    """What nobody has answered, in a few words: the status beside it says the rest."""
    return "; ".join(_SHORT[alert.code] for alert in one.alerts)


def _percent(row: ListedWork) -> Cell:
    said = row.status.update
    if said is None or said.percent_complete is None:
        return blank("Not said")
    return number(str(said.percent_complete))


def _said(row: ListedWork, name: str) -> Cell:
    return _named(getattr(row.status.update, name, ""), "Nothing")


def _made_on(row: ListedWork) -> Cell:
    return on_day(row.status.update.made_on if row.status.update else None, "No update")


def _named(words: str, otherwise: str = "Not stated") -> Cell:
    return text(words) if words else blank(otherwise)


def alerts(found: Iterable[WorkStatus], what: str) -> Grid:
    """Work that is off target or slipping while nobody says what is being done."""
    columns = (
        Column(what, width=36),
        Column("Stands at", width=22),
        Column("Alert", width=28),
        Column("Owner", width=14),
    )
    held = sorted((one for one in found if one.alerts), key=lambda one: _ORDER.index(one.verdict.counts_as))
    return grid("Alerts that nobody has answered", columns, (_alert_row(one) for one in held), "wide")


def _alert_row(one: WorkStatus) -> list[Cell]:
    line = one.line
    return [
        text(line.title, link=Link("element", str(line.id)), note=line.service),
        status(one.verdict.counts_as, one.verdict.words, note=one.verdict.reason),
        text(alerts_in_short(one)),
        _named(line.owner, "None named"),
    ]


def work_by_status(found: Iterable[WorkStatus], many: str) -> Grid:
    """How much work stands at each status of the rule: every piece once, and the whole they sum to."""
    held = list(found)
    names = {one.verdict.code: one.verdict for one in held}
    order = [code for code in (held[0].rule.names if held else {}) if code in names]
    order += [code for code in names if code not in order]
    counts = {code: sum(one.verdict.code == code for one in held) for code in order}
    rows = [
        [status(names[code].counts_as, _told(names[code].words, code)), number(str(counts[code]))]
        for code in order
    ]
    total = Row((text(f"All {many.lower()}"), number(str(len(held)))), is_total=True)
    columns = (Column("By the rule", width=60), Column(start(many), True, width=20))
    lines = (*(Row(tuple(cells)) for cells in rows), total)
    return Grid(f"{start(many)} by where they stand", columns, lines, "keepall")


def _told(words: str, code: str) -> str:
    why = {"no-update": "no update", "no-date": "no date", "no-state": "no state named"}.get(code)
    return f"{words}: {why}" if why else words


# Help

HELP: Listing[Help] = Listing(
    filters=(
        Filter("state", "Answer", lambda one: _value(start(str(one.get_state_display()))), groups=True),
        Filter("service", "Of which service", lambda one: _value(str(one.service)), groups=True),
    ),
    orders=(
        Order("asked", "Asked on", lambda one: one.asked_on, "oldest first", "newest first"),
        Order("by", "Wanted by", lambda one: one.by_on, "earliest first", "latest first"),
    ),
    words=lambda one: f"{one.element} {one.words} {one.service} {one.answer}",
)


def help_table() -> ListTable[Help]:
    """Every wish for another service's help."""
    columns: tuple[ListColumn[Help], ...] = (
        ListColumn(Column("What is wanted", width=34), _wanted),
        ListColumn(Column("For", width=26), _for),
        ListColumn(Column("Of", width=18), lambda one: text(str(one.service))),
        ListColumn(Column("By", width=14), lambda one: on_day(one.by_on, "No date"), "by"),
        ListColumn(Column("Answer", width=22), _answer, "asked"),
    )
    return ListTable("Help wanted of services", HELP, columns, "wish for help", "wishes for help", "wide")


def _wanted(one: Help) -> Cell:
    return text(one.words, link=Link("help", str(one.pk)), note=f"{one.asked_by}, {day_words(one.asked_on)}")


def _for(one: Help) -> Cell:
    return text(str(one.element), link=Link("element", str(one.element_id)), note=str(one.element.level))


def _answer(one: Help) -> Cell:
    words = help_in_words(one)
    return blank(words) if one.state == Help.State.ASKED else text(words, note=one.answer)
