"""What a change would do, read from the records: status, year's end, what hangs on it, who answers."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from goldenthread.core.effects import (
    Effect,
    of_dates,
    of_direction,
    of_lines,
    of_owner,
    of_projection,
    of_status,
    of_year_end,
)
from goldenthread.core.formulas import UnreadableFormula, codes_in, parse
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import TargetState
from goldenthread.core.periods import Period, financial_year_of
from goldenthread.core.projection import NoProjection, Projection, project
from goldenthread.core.sentences import counted, on_day, start
from goldenthread.core.standing import Aim, Result, Sheet, Standing, aim_for, stand
from goldenthread.governance.change_values import read
from goldenthread.governance.grounds import first_date, judged
from goldenthread.measures.models import Measure
from goldenthread.measures.queries import (
    aims_of,
    links_of,
    measures_of_elements,
    results_of,
    rulebook_of,
    shape_of,
    sheet_of,
)
from goldenthread.measures.sheet_queries import redefinitions_of
from goldenthread.measures.signal_queries import current_forecasts, said_of
from goldenthread.people.models import Council, Post
from goldenthread.plans.amending import below_in_force
from goldenthread.plans.models import Contribution, Element, Offer, WorkplanItem

After = Mapping[str, Any]  # the fields as they would be, as a request keeps them


def effects_on_measure(
    measure: Measure, kind: str, after: After, period: Period | None, on: date
) -> list[Effect]:
    """What a change of a measure would do: its status, direction and year's end, and what hangs on it."""
    found = [] if kind == "OWNER" else _effects_on_verdict(measure, kind, after, period, on)
    if kind == "OWNER":
        found += _of_post(measure.council, str(measure.owner or ""), after.get("owner_id"))
    return [*found, *_around_measure(measure)]


def _effects_on_verdict(
    measure: Measure, kind: str, after: After, period: Period | None, on: date
) -> list[Effect]:
    if kind == "WITHDRAWAL":
        return _of_withdrawn(measure, after)
    council = measure.council
    _, rulebook = rulebook_of(council)
    results, aims = results_of(measure), aims_of(measure)
    breaks = tuple(one.on for one in redefinitions_of(measure) if not one.is_comparable)
    sheets = (sheet_of(measure, breaks), _sheet_after(measure, after, breaks))
    aimed = (aims, _aims_after(aims, kind, after, period))
    was, would = (
        _standing(sheet, results, own, rulebook, on) for sheet, own in zip(sheets, aimed, strict=True)
    )
    shape = shape_of(measure)
    year = financial_year_of(on, council.year_start)
    said = said_of(current_forecasts(council, [measure.pk]).get((measure.pk, year)))
    of_year = tuple(aim_for(year, own) for own in aimed)
    ends = (of_year[0], of_year[1])
    return [
        of_status(was, would, sheets, rulebook.rule.name, shape),
        of_direction(was, would),
        of_year_end(
            said.value if said else None, said.made_by if said else "", ends, sheets, rulebook.rule, shape
        ),
        *of_projection(_projected(measure, sheets[0], results, on), ends, sheets, rulebook.rule, shape),
    ]  # fmt: skip


def _projected(measure: Measure, sheet: Sheet, results: list[Result], on: date) -> Projection | NoProjection:
    """The year's end as the results up to a day make it likely, by the sheet as it stands."""
    year_start = measure.council.year_start
    return project(
        [one for one in results if one.period.ends_on <= on],
        sheet,
        financial_year_of(on, year_start),
        kind=Kind.PERCENTAGE if shape_of(measure).is_percentage else Kind(measure.kind),
        derivation=measure.derivation,
        year_start=year_start,
        places=measure.decimals,
    )


def _standing(sheet: Sheet, results: list[Result], aims: list[Aim], rulebook: Any, on: date) -> Standing:
    return stand(sheet, results, aims, rule=rulebook.rule, comparison=rulebook.comparison, on=on)


def _sheet_after(measure: Measure, after: After, breaks: tuple[date, ...]) -> Sheet:
    """The sheet as it would decide, with what is asked; what can't be compared breaks off."""
    would = copy(measure)
    for name, held in after.items():
        if name in ("from_on", "is_comparable") or not hasattr(would, name):
            continue
        value = read(name, held)
        setattr(would, name, list(value) if isinstance(value, tuple) else value)
    if after.get("is_comparable") is False and after.get("from_on"):
        breaks = (*breaks, date.fromisoformat(after["from_on"]))
    return sheet_of(would, breaks)


def _aims_after(aims: list[Aim], kind: str, after: After, period: Period | None) -> list[Aim]:
    if kind != "TARGET" or period is None:
        return aims
    value = read("value", after.get("value"))
    state = TargetState.SET if value is not None else TargetState.NO_TARGET
    return [one._replace(value=value, state=state) if one.period == period else one for one in aims]


def _of_withdrawn(measure: Measure, after: After) -> list[Effect]:
    if not after.get("retired_on"):
        return [Effect("Status", "It would be followed and counted again, with the figures it has.")]
    held = measure.observations.filter(is_current=True, breakdown="").count()
    stay = counted(held, "result") if held else "no result"
    return [
        Effect(
            "Status", f"It would no longer be asked for, rated or counted; it holds {stay}, and they stay."
        )
    ]


def _around_measure(measure: Measure) -> list[Effect]:
    """Which lines it shows the difference of, and which measures are worked out from it."""
    lines = [one.element.title for one in links_of(measure) if one.element.state == Element.State.LIVE]
    derived = [one.title for one in measure.council.measures.exclude(formula="") if _needs(one, measure.code)]
    return [
        *of_lines("Lines of plans", f"it shows the difference of {counted(len(lines), 'line')}", lines),
        *of_lines(
            "Other measures",
            f"{counted(len(derived), 'measure')} {'is' if len(derived) == 1 else 'are'} worked out from it",
            derived,
        ),
    ]


def _needs(other: Measure, code: str) -> bool:
    try:
        return code in codes_in(parse(other.formula))
    except UnreadableFormula:
        return False


def effects_on_element(element: Element, kind: str, after: After, on: date) -> list[Effect]:
    """What a change of a line would do: its date, who answers, and everything that hangs on it."""
    found: list[Effect] = []
    below = below_in_force(element)
    if kind == "DATE":
        due_on = date.fromisoformat(after["due_on"]) if after.get("due_on") else None
        found += [_of_line_status(element, due_on, on)]
        found += of_dates(element.due_on, due_on, element.edition.ends_on, on)
        found += _of_dates_around(element, below, due_on)
    if kind == "OWNER":
        found += _of_post(element.council, str(element.owner or ""), after.get("owner_id"))
    opening = f"{counted(len(below), 'line')} {'hangs' if len(below) == 1 else 'hang'} from it"
    goes = " They would be withdrawn with it." if kind == "WITHDRAWAL" else ""
    found += of_lines("Lines below", opening, [one.title for one in below], goes)
    return [*found, *_beside(element, [element, *below] if kind == "WITHDRAWAL" else [element])]


def _of_line_status(element: Element, due_on: date | None, on: date) -> Effect:
    """Work is judged by the date first approved, so that no late work comes to be on time by a request."""
    first = first_date(element, on)
    was, would = (judged(element, on, due) for due in (element.due_on, due_on))
    by = f" Work is judged by the date first approved, {on_day(first)}." if first else ""
    if was.code == would.code:
        return Effect("Status", f"By the council’s rule it stays at “{was.words}”.{by}")
    return Effect("Status", f"By the council’s rule it is at “{was.words}” and would be “{would.words}”.{by}")


def _of_dates_around(element: Element, below: list[Element], due_on: date | None) -> list[Effect]:
    if due_on is None:
        return []
    after = [one.title for one in below if one.due_on and one.due_on > due_on]
    found = of_lines("Dates below", f"{counted(len(after), 'line')} below it would be due after it", after)
    above = element.parent
    if above is not None and above.due_on is not None and due_on > above.due_on:
        found.append(Effect("Date above", f"It would be due after “{above}”, from which it hangs."))
    return found


def _beside(element: Element, lines: list[Element]) -> list[Effect]:
    """Links, measures, what services took up, and workplans: four queries, however many the lines."""
    pks = [one.pk for one in lines]
    links = Contribution.objects.filter(giver__in=pks).exclude(taker__in=pks).select_related("taker")
    givers = Contribution.objects.filter(taker__in=pks).exclude(giver__in=pks).select_related("giver")
    takers = list(dict.fromkeys(one.taker.title for one in links))
    given = list(dict.fromkeys(one.giver.title for one in givers))
    measures = [one.title for one in measures_of_elements(element.council, pks)]
    offers = Offer.objects.filter(action__in=pks).exclude(state="DECLINED").select_related("service")
    services = list(dict.fromkeys(str(one.service) for one in offers))
    items = WorkplanItem.objects.filter(
        item__in=[*pks, *(one.item_id for one in offers if one.item_id)]
    ).count()
    carried = f"{start(counted(items, 'item'))} of workplans {'carries' if items == 1 else 'carry'} it."
    work = [Effect("Workplans", carried)] if items else []
    are = "is" if len(services) == 1 else "are"
    offered = f"{counted(len(services), 'service')} {are} offered it or took it up"
    return [
        *of_lines("Links", f"it serves {counted(len(takers), 'line')} elsewhere", takers),
        *of_lines("Links", f"{counted(len(given), 'line')} elsewhere {_verb(given, 'serve')} it", given),
        *of_lines("Measures", f"{counted(len(measures), 'measure')} {_verb(measures, 'show')} it", measures),
        *of_lines("Service plans", offered, services),
        *work,
    ]


def _verb(found: list[str], verb: str) -> str:
    return f"{verb}s" if len(found) == 1 else verb


def _of_post(council: Council, before: str, pk: Any) -> list[Effect]:
    post = Post.objects.filter(council=council, pk=pk or 0).first()
    if post is None:
        return []
    lines = Element.objects.listed().filter(council=council, owner=post, edition__state="ADOPTED").count()
    return of_owner(before, str(post), lines + Measure.objects.filter(owner=post, retired_on=None).count())
