"""Tables of the cascade: actions and who carries them, services, the items of a service plan, and posts."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.cascade import CARRYING, Answer, CarryingRollUp, Holds, of_workplans
from goldenthread.plans.cascade_queries import Coverage, OfferRow, PostRow
from goldenthread.reports.figures.cascade import ActionRow, CascadePage, ItemRow, ServiceCounts
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, text
from goldenthread.reports.grids import on_day as day_cell

ANSWERS = {
    Answer.OFFERED: "waits for an answer",
    Answer.ACCEPTED: "accepted",
    Answer.CHANGED: "accepted with changes",
    Answer.DECLINED: "declined",
}
HOLDS = {
    Holds.CARRIES: "Carries an action",
    Holds.OWN: "The service's own",
    Holds.USUAL: "Business as usual",
}


def actions(rows: Iterable[ActionRow], page: CascadePage, *, is_ours: bool, may_offer: bool = False) -> Grid:
    """Every action: where it stands, who carries it and, for our own people, what services answered."""
    first = page.levels[0].name if len(page.levels) == 1 else "Action"
    asked = [Column("Asked, and what they said", width=28)] if is_ours else []
    columns = (
        Column(first, width=34),
        Column("Where it stands", width=14),
        *asked,
        Column("Carried by", width=24),
        Column("Workplans", width=14),
    )
    return grid(f"{page.many[:1].upper()}{page.many[1:]} and who carries them", columns, (
        [
            text(row.line.title, link=Link("element", str(row.line.id)), note=row.theme),
            text(CARRYING[row.carrying], strong=True),
            *([_asked(row, may_offer=may_offer)] if is_ours else []),
            _carried_by(row),
            workplans(row.coverage),
        ]
        for row in rows
    ))  # fmt: skip


def _asked(row: ActionRow, *, may_offer: bool) -> Cell:
    """What services said; for those who may offer, it leads to where that is done."""
    link = Link("offer-element", str(row.line.id)) if may_offer else None
    if not row.offers:
        return text("Nobody asked yet", link=link) if link else blank("Nobody asked yet")
    if link is None and len(row.offers) == 1:
        link = Link("offer", str(row.offers[0].id))
    return text("; ".join(f"{one.service} {said_by(one)}" for one in row.offers), link=link)


def said_by(offer: OfferRow) -> str:
    """“declined: no people for it”, “has yet to answer”."""
    if offer.answer is Answer.OFFERED:
        return "has yet to answer"
    because = f": {offer.reason.rstrip('.')}" if offer.reason else ""
    return f"{ANSWERS[offer.answer]}{because}"


def _carried_by(row: ActionRow) -> Cell:
    if row.carriers:
        first, others = row.carriers[0], row.carriers[1:]
        more = "; ".join(f"{one.title} ({one.service or one.edition})" for one in others)
        where = f"{first.service or first.edition}{', draft' if first.is_draft else ''}"
        return text(
            first.title, link=Link("element", str(first.item_id)), note="; ".join(filter(None, [where, more]))
        )
    if row.carrying.value == "CARRIED":
        return blank("A service plan that is not open yet")
    return blank("Nobody")


def workplans(found: Coverage) -> Cell:
    """“2 items in 1 workplan”."""
    words = of_workplans(found.items, found.workplans)
    return text(words) if found.items else blank(words)


def by_theme(page: CascadePage) -> Grid:
    """How many actions stand where, by theme: the parts sum to the whole in each row and column."""
    columns = (
        Column(page.top_name, width=36),
        Column("Carried", True),
        Column("Waiting", True),
        Column("Declined", True),
        Column("Offered to nobody", True),
        Column("All", True),
    )
    rows = [
        Row((text(name or f"Under no {page.top_name.lower()}"), *_counts(counts)))
        for name, counts in page.by_theme
    ]
    total = Row((text(f"All {page.many}"), *_counts(page.counts)), is_total=True)
    return Grid(f"{page.many[:1].upper()}{page.many[1:]} by {page.top_name.lower()}", columns, (*rows, total))


def _counts(counts: CarryingRollUp) -> list[Cell]:
    parts = (counts.carried, counts.waiting, counts.declined, counts.not_offered, counts.total)
    return [number(str(count)) for count in parts]


def services(rows: Iterable[ServiceCounts], *, is_ours: bool) -> Grid:
    """Every service: what waits for its answer and what its plan holds."""
    waiting = [Column("Waiting for an answer", True)] if is_ours else []
    columns = (
        Column("Service", width=30),
        *waiting,
        Column("Carry an action", True),
        Column("Its own", True),
        Column("Business as usual", True),
        Column("All items", True),
        Column("Workplans", width=20),
    )
    return grid("Services and their plans", columns, (_service(row, is_ours=is_ours) for row in rows))


def _service(one: ServiceCounts, *, is_ours: bool) -> list[Cell]:
    row, counts = one.row, one.counts
    state = f"{row.edition.name}, {row.edition.get_state_display()}" if row.edition else "No service plan yet"
    parts = [counts.carries, counts.own, counts.usual, counts.total]
    waits = [text(f"{row.waiting} of {row.asked}")] if row.asked else [blank("Nothing offered")]
    return [
        text(row.service.name, link=Link("service", str(row.service.pk)), note=state),
        *(waits if is_ours else []),
        *([number(str(part)) for part in parts] if row.edition else [blank("No plan")] * 4),
        workplans(one.workplans),
    ]


def items(rows: Iterable[ItemRow], caption: str, *, with_actions: bool = True) -> Grid:
    """The items of a service plan: what each carries, what shows it, who answers, by when, its workplans."""
    carries = [Column("Carries", width=26)] if with_actions else []
    columns = (
        Column("Item", width=32),
        *carries,
        Column("Shown by", width=18),
        Column("Owner", width=12),
        Column("By", width=12),
        Column("Workplans", width=12),
    )
    return grid(caption, columns, (_item(row, with_actions=with_actions) for row in rows))


def _item(row: ItemRow, *, with_actions: bool) -> list[Cell]:
    element = row.element
    return [
        text(element.title, link=Link("element", str(element.pk)), note=element.detail),
        *([_carries(row)] if with_actions else []),
        _shown_by(row),
        text(element.owner.title) if element.owner else blank("None named"),
        day_cell(element.due_on, "No date"),
        workplans(row.coverage),
    ]


def _shown_by(row: ItemRow) -> Cell:
    if not row.measures:
        return blank("No measure")
    first, others = row.measures[0], row.measures[1:]
    more = f"and {len(others)} more" if others else ""
    return text(first.measure.title, link=Link("measure-id", str(first.measure.pk)), note=more)


def _carries(row: ItemRow) -> Cell:
    actions = row.climb.actions
    if not actions:
        return blank("No action")
    more = f"and {len(actions) - 1} more" if len(actions) > 1 else ""
    way = " › ".join(step.title for step in row.climb.carried[0][:-1] if step.kind != "VISION")
    note = "; ".join(filter(None, [way, more]))
    return text(actions[0].title, link=Link("element", str(actions[0].id)), note=note)


def all_items(rows: Iterable[ItemRow], caption: str) -> Grid:
    """Every item in one table to take away: what it is there for, and its whole way up to the vision."""
    columns = (
        Column("Item", width=40),
        Column("What it is there for", width=20),
        Column("Way up to the vision", width=50),
        Column("Owner", width=20),
        Column("Starts", width=14),
        Column("By", width=14),
        Column("Workplans", width=20),
    )
    return grid(caption, columns, (_whole(row) for row in rows))


def _whole(row: ItemRow) -> list[Cell]:
    element = row.element
    way = " › ".join(step.title for step in reversed(row.climb.steps))
    return [
        text(element.title, link=Link("element", str(element.pk))),
        text(HOLDS[row.holds]),
        text(way) if way else blank("Hangs from nothing"),
        text(element.owner.title) if element.owner else blank("None named"),
        day_cell(element.starts_on, "No date"),
        day_cell(element.due_on, "No date"),
        workplans(row.coverage),
    ]


def posts(rows: Iterable[PostRow]) -> Grid:
    """The posts of a service and how many items each workplan holds; never a word of them."""
    columns = (
        Column("Post", width=40),
        Column("Manager", width=30),
        Column("Workplan items", True, width=20),
    )
    return grid("Workplans by post", columns, (
        [
            text(row.title),
            text(row.manager) if row.manager else blank("None named"),
            number(str(row.items)) if row.items else blank("None"),
        ]
        for row in rows
    ), "keep")  # fmt: skip


def answers(rows: Iterable[OfferRow]) -> Grid:
    """What a service answered to what it was offered, with its reasons."""
    columns = (
        Column("Offered", width=40),
        Column("Answer", width=20),
        Column("Reason", width=30),
        Column("Answered", width=14),
    )
    return grid("Offers answered", columns, (
        [
            text(row.action, link=Link("offer", str(row.id))),
            text(ANSWERS[row.answer][:1].upper() + ANSWERS[row.answer][1:]),
            text(row.reason) if row.reason else blank("None needed"),
            day_cell(row.answered_on, "Not yet"),
        ]
        for row in rows
    ))  # fmt: skip
