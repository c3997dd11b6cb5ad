"""Why a date moves later or a target is eased: it would be missed, or resources were redirected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from goldenthread.core.action_status import Verdict, Work, judge
from goldenthread.core.amending import (
    Ground,
    Redirection,
    Standing,
    ground_words,
    is_easier,
    is_later,
    reasons_of_ground,
)
from goldenthread.core.periods import Period
from goldenthread.core.rating import Status
from goldenthread.core.standing import stand
from goldenthread.core.travel import Polarity
from goldenthread.governance.change_queries import original_dates_of
from goldenthread.governance.change_values import read
from goldenthread.governance.models import Body, ChangeRequest, Decision
from goldenthread.measures.models import Measure
from goldenthread.measures.queries import aims_of, plain, results_of, rulebook_of, sheet_of
from goldenthread.people.models import Council
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.plans.models import Element
from goldenthread.plans.update_queries import dates_first_stated, updates_until

Fields = Mapping[str, Any]  # as a request keeps them


class Because(NamedTuple):
    """The ground that somebody gives; left empty for what is eased, it is a miss."""

    ground: str = ""
    body: Body | None = None
    on: date | None = None
    decision: str = ""
    record: Decision | None = None

    @property
    def redirection(self) -> Redirection:
        return Redirection(str(self.body or ""), self.on, self.decision.strip())

    def row(self) -> dict[str, Any]:
        """The ground as a request keeps it."""
        return {
            "ground": self.ground,
            "redirected_body_id": self.body.pk if self.body else None,
            "redirected_on": self.on,
            "redirected_by": self.decision.strip(),
            "redirected_decision_id": self.record.pk if self.record else None,
        }

    def by_its_record(self) -> Because:
        """The same, where the decision is on record by the body and on the day that the record says."""
        return (
            self if self.record is None else self._replace(body=self.record.body, on=self.record.decided_on)
        )


UNSAID = Because()
COUNTED = "Counts as deferred for a miss: no decision that redirected resources is named"


def settled(
    because: Because, council: Council, standing: Standing, *, is_eased: bool
) -> tuple[Because, list[str]]:
    """The ground to keep, and why it can't be given; whoever says nothing asks for a miss."""
    because = because.by_its_record()
    if is_eased and not because.ground and not because.redirection.is_named:
        because = because._replace(ground=Ground.MISS.value)
    found = reasons_of_ground(because.ground, because.redirection, standing, is_eased=is_eased)
    if because.body is not None and because.body.council_id != council.pk:
        found = [f"{because.body} is a body of another council."]
    if because.record is not None and because.record.council_id != council.pk:
        found = ["That decision is another council’s. Choose one of your own."]
    return because, found


def is_date_eased(before: Fields, after: Fields) -> bool:
    """True where the due date of a request moves later."""
    return is_later(_day(before.get("due_on")), _day(after.get("due_on")))


def is_target_eased(measure: Measure, before: Fields, after: Fields) -> bool:
    """True where the target of a request asks for less."""
    was, would = (read("value", fields.get("value")) for fields in (before, after))
    edges = (plain(measure.low), plain(measure.high))
    return is_easier(was, would, Polarity(measure.polarity), *edges)


def standing_of_line(element: Element, on: date) -> Standing:
    """Whether a line's date has passed, and whether it is off track by the council's rule."""
    verdict = judged(element, on, element.due_on)
    return Standing(on, element.due_on, verdict.counts_as is Status.OFF_TARGET)


def judged(element: Element, on: date, due_on: date | None) -> Verdict:
    """The verdict of the council's rule on a line as it would be due; it goes by the date first approved."""
    latest = next(iter(updates_until(element, on)), None)
    first, rule = first_date(element, on), action_rule_of(element.council)
    moved_to = due_on if due_on != first else None
    if latest is None:
        return judge(rule, Work(on, first, moved_to=moved_to))
    said = (latest.made_on, latest.is_done, latest.expected_on, latest.state)
    return judge(rule, Work(on, first, *said, moved_to=moved_to))


def first_date(element: Element, on: date) -> date | None:
    """The date of a line that was first approved, or first stated since, or that it has."""
    approved = original_dates_of([element.pk]).get(element.pk)
    return approved or dates_first_stated(element.edition, on).get(element.pk) or element.due_on


def standing_of_target(measure: Measure, period: Period, on: date) -> Standing:
    """Whether a target's period is over, and whether the measure is off target."""
    _, rulebook = rulebook_of(measure.council)
    held = stand(
        sheet_of(measure), results_of(measure), aims_of(measure),
        rule=rulebook.rule, comparison=rulebook.comparison, on=on,
    )  # fmt: skip
    return Standing(on, period.ends_on, held.status is Status.OFF_TARGET)


def said_of_ground(request: ChangeRequest) -> str:
    """The ground of a request in words; empty where it puts nothing off.

    Whoever makes a request of a scenario says no ground: then it is said how it counts, as nobody said it.
    """
    if request.scenario_id is not None and request.ground == Ground.MISS:
        return COUNTED
    is_date = request.kind == ChangeRequest.Kind.DATE
    due_on = _day(request.before.get("due_on")) if is_date else None
    is_past = due_on is not None and due_on < request.asked_at.date()
    return ground_words(request.ground, request.redirection, is_date=is_date, is_past=is_past)


def _day(held: Any) -> date | None:
    return date.fromisoformat(held) if held else None
