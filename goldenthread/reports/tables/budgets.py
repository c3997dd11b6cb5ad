"""Tables of the budget: its lines, what is linked of them to elements, and totals along the thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from goldenthread.core.money_cells import share_in_words
from goldenthread.core.money_told import change, pounds, year_named
from goldenthread.core.sentences import start
from goldenthread.reports.figures.money import Below, Budget, ElementMoney, LineOf, Sums, Totals, Unfunded
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, text
from goldenthread.resources.models import BudgetLine, Cost, MoneyLink
from goldenthread.resources.money_queries import Paid, Thread


def money(amount: Decimal | None, otherwise: str = "Not said", *, strong: bool = False) -> Cell:
    """An amount of pounds, or words where there is none."""
    return blank(otherwise) if amount is None else number(pounds(amount), strong=strong, value=amount)


def moved(amount: Decimal | None, otherwise: str = "Not known") -> Cell:
    """A change in pounds with its sign."""
    return blank(otherwise) if amount is None else number(change(amount), value=amount)


def summed(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is said; None where nothing is."""
    said = [one for one in amounts if one is not None]
    return sum(said, Decimal(0)) if said else None


# Lines


def lines(budget: Budget) -> Grid:
    """Budget lines with what is linked of each, and their sums by kind."""
    columns = (
        Column("Budget line", width=28),
        Column("Kind", width=9),
        Column("Directorate", is_minor=True, width=16),
        Column("Gross", True, is_minor=True, width=12),
        Column("Income", True, is_minor=True, width=12),
        Column("Net", True, width=12),
        Column("Linked", True, width=12),
        Column("Not linked", True, width=12),
    )
    rows = [Row(tuple(_line(one))) for one in budget.lines]
    for kind in dict.fromkeys(one.line.kind for one in budget.lines):
        rows.append(Row(tuple(_line_total(budget.of(kind))), is_total=True))
    return Grid(f"Budget lines of {year_named(budget.year)}", columns, tuple(rows), "wide")


def _line(one: LineOf) -> list[Cell]:
    line = one.line
    return [
        text(str(line), link=Link("budget-line", str(line.pk)), note=line.of_service),
        text(start(str(line.get_kind_display()))),
        text(line.of_directorate) if line.of_directorate else blank("None named"),
        money(line.gross),
        money(line.income),
        money(line.net),
        money(line.amount - one.left),
        money(one.left),
    ]


def lines_filed(budget: Budget) -> Grid:
    """Budget lines as a file holds them: each thing in its own column, no sums to be added again."""
    columns = (
        *(Column(head) for head in ("Code", "Name", "Kind", "Directorate", "Service")),
        *(Column(head, True) for head in ("Gross", "Income", "Net", "Linked", "Not linked")),
    )
    rows = (
        [
            *map(text, (one.line.code, one.line.name, start(str(one.line.get_kind_display())))),
            text(one.line.of_directorate), text(one.line.of_service),
            *(filed(amount) for amount in (one.line.gross, one.line.income, one.line.net)),
            filed(one.line.amount - one.left), filed(one.left),
        ]
        for one in budget.lines
    )  # fmt: skip
    return grid(f"Budget lines of {year_named(budget.year)}", columns, rows)


def filed(amount: Decimal | None) -> Cell:
    """An amount in a file; nothing, where nothing is said."""
    return text("") if amount is None else number(pounds(amount), value=amount)


def out(found: Sequence[BudgetLine]) -> Grid:
    """The lines that are no longer in a year's budget, and why."""
    columns = (
        Column("Budget line", width=36), Column("Kind", width=9), Column("It was", True, width=14),
        Column("Why it is no longer in the budget", width=40),
    )  # fmt: skip
    rows = [
        [
            text(str(one), link=Link("budget-line", str(one.pk))), text(start(str(one.get_kind_display()))),
            money(one.amount), text(one.out_because),
        ]
        for one in found
    ]  # fmt: skip
    return grid("No longer in the budget", columns, rows)


def _line_total(found: Sequence[LineOf]) -> list[Cell]:
    lines = [one.line for one in found]
    return [
        text("All lines"),
        text(start(str(lines[0].get_kind_display()))),
        text(""),
        *(money(summed(getattr(one, name) for one in lines)) for name in ("gross", "income", "net")),
        money(summed(one.amount - two.left for one, two in zip(lines, found, strict=True))),
        money(summed(one.left for one in found)),
    ]


def links(found: Sequence[Paid], left: Decimal, seen: Thread | None = None) -> Grid:
    """To which elements a line or bid goes, in which shares, and what is not linked: the whole amount."""
    columns = (Column("Goes to", width=44), Column("Share", True, width=10), Column("Pounds", True, width=14))
    rows = [
        Row((_element(one.link, seen), number(share_in_words(one.link.share)), money(one.amount)))
        for one in found
    ]
    rows.append(Row((text("Not linked"), text(""), money(left))))
    whole = sum((one.amount for one in found), left)
    rows.append(Row((text("In all"), text(""), money(whole)), is_total=True))
    return Grid("What it pays for", columns, tuple(rows))


def _element(link: MoneyLink, seen: Thread | None) -> Cell:
    if seen is not None and link.element_id not in seen.titles:
        return blank("A line that is not open to you")
    edition = link.element.edition
    note = f"{link.element.level}, {edition.plan}, {edition}" + (f". {link.note}" if link.note else "")
    return text(link.element.title, link=Link("element-money", str(link.element_id)), note=note)


def unlinked(budget: Budget) -> Grid:
    """The lines of which something is linked to no element, most first."""
    columns = (
        Column("Budget line", width=36), Column("Budget", True, width=14),
        Column("Not linked", True, width=14),
    )  # fmt: skip
    found = sorted((one for one in budget.lines if one.left), key=lambda one: (-abs(one.left), one.line.pk))
    rows = [
        Row(
            (
                text(str(one.line), link=Link("budget-line", str(one.line.pk))),
                money(one.line.amount),
                money(one.left),
            )
        )
        for one in found
    ]
    if len(found) > 1:
        sums = (money(summed(one.line.amount for one in found)), money(summed(one.left for one in found)))
        rows.append(Row((text("All of these"), *sums), is_total=True))
    return Grid("Money that is linked to no element", columns, tuple(rows))


def unfunded(found: Sequence[Unfunded]) -> Grid:
    """The elements that nobody pays for, with how much and why."""
    columns = (
        Column("Element", width=34), Column("It takes", True, width=13),
        Column("Not paid for", True, width=13), Column("Why", width=32),
    )  # fmt: skip
    rows = [
        Row(
            (
                text(one.title, link=Link("element-money", str(one.element))),
                money(one.amount),
                money(one.unpaid),
                text(one.why),
            )
        )
        for one in found
    ]
    if len(found) > 1:
        sums = (money(summed(one.amount for one in found)), money(summed(one.unpaid for one in found)))
        rows.append(Row((text("All of these"), *sums, text("")), is_total=True))
    return Grid("Elements that nobody pays for", columns, tuple(rows))


# Totals


_KINDS = (
    Column("Revenue", True, width=14), Column("Capital", True, width=14),
    Column("Approved bids", True, width=14), Column("Approved savings", True, width=14),
)  # fmt: skip


def _sums(sums: Sums) -> list[Cell]:
    return [money(one) for one in sums]


def totals(found: Totals, rows: Sequence[tuple[int, Sums]], plural: str, edition: Sums) -> Grid:
    """What is linked to each line of a level, to none of them, and to the edition in all."""
    columns = (Column(plural, width=40), *_KINDS)
    held = [
        Row((text(found.thread.title(pk), link=Link("element-money", str(pk))), *_sums(sums)))
        for pk, sums in rows
    ]
    under = Sums()
    for _, sums in rows:
        under = under.plus(sums)
    held.append(Row((text("Above these, or under none of them"), *_sums(edition.less(under)))))
    held.append(Row((text("The edition in all"), *_sums(edition)), is_total=True))
    return Grid(f"Money linked in {year_named(found.year)}, by {plural.lower()}", columns, tuple(held))


def editions(found: Totals) -> Grid:
    """What is linked to each edition, what to none, and all there is."""
    columns = (Column("Edition", width=40), *_KINDS)
    keys = sorted({found.thread.edition_of[pk] for pk in found.by_element}, reverse=True)
    rows = [
        Row((text(f"{found.editions[key].plan}, {found.editions[key]}"), *_sums(found.of_edition(key))))
        for key in keys
    ]
    rows.append(Row((text("Linked to no element"), *_sums(found.whole.less(found.linked)))))
    rows.append(Row((text("All there is"), *_sums(found.whole)), is_total=True))
    return Grid(f"Money of {year_named(found.year)}, by edition", columns, tuple(rows))


# One element


def element_lines(found: ElementMoney, *, can_change: bool) -> Grid:
    """The budget lines that give to an element, with shares."""
    columns = (
        Column("Budget line", width=34), Column("Year", width=9), Column("Share", True, width=9),
        Column("Pounds", True, width=14), *((Column("Link", width=10),) if can_change else ()),
    )  # fmt: skip
    rows = []
    for link, amount in found.lines:
        assert link.line is not None
        cells = [
            text(str(link.line), link=Link("budget-line", str(link.line_id)), note=link.note),
            text(year_named(link.line.year)), number(share_in_words(link.share)), money(amount),
        ]  # fmt: skip
        rows.append(Row((*cells, *_change_link(link, can_change))))
    return Grid("Budget lines linked to it", columns, tuple(rows))


def element_bids(found: ElementMoney, *, can_change: bool) -> Grid:
    """The bids and savings that an element has a share of, over all their years."""
    columns = (
        Column("Bid or saving", width=34), Column("Outcome", width=14), Column("Share", True, width=9),
        Column("Pounds", True, width=14), *((Column("Link", width=10),) if can_change else ()),
    )  # fmt: skip
    rows = []
    for link, amount in found.bids:
        assert link.bid is not None
        cells = [
            text(str(link.bid), link=Link("bid", str(link.bid_id)), note=str(link.bid.get_kind_display())),
            text(start(str(link.bid.get_outcome_display()))),
            number(share_in_words(link.share)), money(amount),
        ]  # fmt: skip
        rows.append(Row((*cells, *_change_link(link, can_change))))
    return Grid("Bids and savings linked to it", columns, tuple(rows))


def _change_link(link: MoneyLink, can_change: bool) -> list[Cell]:
    return [text("Change", link=Link("money-link", str(link.pk)))] if can_change else []


def costs(found: Sequence[Cost]) -> Grid:
    """What an element costs by year, and who pays."""
    columns = (
        Column("Year", width=9), Column("What for", width=30), Column("Kind", width=10),
        Column("Pounds", True, width=14), Column("Who pays", width=22),
    )  # fmt: skip
    rows = [
        [
            text(year_named(one.year)), text(one.what), text(start(str(one.get_kind_display()))),
            money(one.amount), text(start(str(one.get_payer_display())), note=one.funding),
        ]
        for one in found
    ]  # fmt: skip
    return grid("What it costs", columns, rows)


def below(found: Sequence[Below]) -> Grid:
    """What is linked to the lines below an element."""
    columns = (
        Column("Line", width=46), Column("Year", width=12), Column("Kind", width=14),
        Column("Pounds", True, width=16),
    )  # fmt: skip
    rows = [
        [
            text(one.title, link=Link("element-money", str(one.element))), text(year_named(one.year)),
            text(start(one.kind.lower())), money(one.amount),
        ]
        for one in found
    ]  # fmt: skip
    return grid("Linked to the lines below", columns, rows)
