"""Tables of meetings, routes, work programmes, minutes, decisions with their tasks, and endorsements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import BASES, editions_by_path, posts_by_name
from goldenthread.governance import actions as governance
from goldenthread.governance.deciding import record_decisions
from goldenthread.governance.endorsing import record_endorsements
from goldenthread.governance.meetings import record_meetings
from goldenthread.governance.minuting import record_minutes
from goldenthread.governance.models import Decision, Meeting, Minute, Step, Task, WorkItem
from goldenthread.governance.tasks import OF_DECISION, record_tasks
from goldenthread.governance.work_programmes import record_work_items
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council

KINDS = [str(value) for value in Minute.Kind.values]
STATES = [str(value) for value in Step.State.values]


def _bodies(council: Council) -> dict[str, int]:
    return dict(council.bodies.values_list("name", "id"))


def _meetings(council: Council) -> dict[str, int]:
    """Meetings by “body/day”."""
    held = Meeting.objects.filter(council=council).values_list("body__name", "meets_on", "id")
    return {f"{body}/{on}": pk for body, on, pk in held}


def _steps(council: Council) -> dict[str, int]:
    """Steps by “plan/edition/step”."""
    held = Step.objects.filter(council=council)
    rows = held.values_list("edition__plan__slug", "edition__slug", "position", "id")
    return {f"{plan}/{edition}/{step}": pk for plan, edition, step, pk in rows}


def _address(cells: Cells) -> str:
    said = cells.text("address")
    if said and not said.startswith("https://"):
        cells.wrong("address", "Write the address in the committee system with https:// in front.")
    return said


def read_meetings(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Meetings of bodies; days that a source doesn't state stay empty."""
    also = ("place", "publication_on", "call_in_until", "cancelled", "address", "source")
    file = File(path, ("body", "meets_on"), also)
    bodies, rows = _bodies(council), []
    for cells in file.rows():
        cells.needed("meets_on")
        row: dict[str, Any] = {
            "body_id": cells.named("body", bodies, "body"),
            "meets_on": cells.day("meets_on"),
            "place": cells.text("place"),
            "publication_on": cells.day("publication_on"),
            "call_in_until": cells.day("call_in_until"),
            "is_cancelled": cells.yes("cancelled"),
            "address": _address(cells),
            "source": cells.text("source"),
        }
        cells.once("meets_on", row["body_id"], row["meets_on"])
        meets_on, published, until = row["meets_on"], row["publication_on"], row["call_in_until"]
        if meets_on and published and published > meets_on:
            cells.wrong("publication_on", "Papers are published before the meeting. Write an earlier day.")
        if meets_on and until and until < meets_on:
            cells.wrong("call_in_until", "Call-in ends after the meeting. Write a later day.")
        rows.append(row)
    file.done()
    return record_meetings(council=council, rows=rows, **who)


def read_route(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """The stops on editions' routes; one that has a day was held, unless the file says otherwise."""
    also = (
        "when", "happened_on", "state", "passed_because", "meeting", "purpose", "influence",
        "comments_until", "sent_on", "address", "basis", "source",
    )  # fmt: skip
    file = File(path, ("edition", "step", "body", "what"), also)
    editions, bodies, meetings = editions_by_path(council), _bodies(council), _meetings(council)
    rows = []
    for cells in file.rows():
        step, happened_on = cells.place("step"), cells.day("happened_on")
        cells.once("step", cells.text("edition"), step)
        edition = cells.named("edition", editions, "edition")
        state = cells.choice("state", STATES, "HELD" if happened_on else "TO_COME")
        if state == "PASSED_OVER":
            cells.needed("passed_because")
        rows.append(
            {
                "edition_id": edition.pk if edition else None,
                "position": step,
                "body_id": cells.known("body", bodies, "body"),
                "meeting_id": cells.known("meeting", meetings, "meeting"),
                "when": cells.text("when"),
                "happened_on": happened_on,
                "state": state,
                "what": cells.needed("what"),
                "comments_until": cells.day("comments_until"),
                "sent_on": cells.day("sent_on"),
                "address": _address(cells),
                "basis": cells.choice("basis", BASES, "STATED"),
                **{name: cells.text(name) for name in ("passed_because", "purpose", "influence", "source")},
            }
        )
    file.done()
    return governance.record_route(council=council, rows=rows, **who)


def read_work_programmes(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What bodies mean to look into."""
    file = File(path, ("body", "topic"), ("first_body", "why", "when", "state", "outcome", "source"))
    bodies, states = _bodies(council), [str(value) for value in WorkItem.State.values]
    rows = []
    for cells in file.rows():
        cells.once("topic", cells.text("topic"))
        state = cells.choice("state", states, "PROPOSED")
        if state in ("DONE", "DROPPED"):
            cells.needed("outcome")
        rows.append(
            {
                "body_id": cells.named("body", bodies, "body"),
                "topic": cells.needed("topic"),
                "first_body_id": cells.known("first_body", bodies, "body"),
                "state": state,
                **{name: cells.text(name) for name in ("why", "when", "outcome", "source")},
            }
        )
    file.done()
    return record_work_items(council=council, rows=rows, **who)


def read_minutes(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What was said at steps of routes; an answer stands below the question it answers."""
    also = ("said_by", "answers", "due_on", "followed_on", "came_of_it", "basis", "source")
    file = File(path, ("step", "number", "kind", "text"), also)
    steps, rows, answers = _steps(council), [], []
    for cells in file.rows():
        step, number = cells.named("step", steps, "step of a route"), cells.place("number")
        cells.once("number", step, number)
        kind, followed_on = cells.choice("kind", KINDS, "QUESTION"), cells.day("followed_on")
        came, due_on = cells.text("came_of_it"), cells.day("due_on")
        if kind != "PROMISE" and (due_on or followed_on or came):
            cells.wrong("kind", "Only a promise has a day and is followed up.")
        if bool(followed_on) != bool(came):
            cells.wrong("came_of_it", "Give both the day a promise was followed up and what came of it.")
        answered = cells.whole("answers", 32_767)
        if answered is not None and (kind not in ("ANSWER", "PROMISE") or (step, answered) not in answers):
            cells.wrong("answers", "Only an answer or a promise answers, and only a question above it.")
        if kind == "QUESTION":
            answers.append((step, number))
        rows.append(
            {
                "step_id": step,
                "position": number,
                "kind": kind,
                "text": cells.needed("text"),
                "said_by": cells.text("said_by"),
                "answered": answered,
                "due_on": due_on,
                "followed_on": followed_on,
                "came_of_it": came,
                "basis": cells.choice("basis", BASES, "STATED"),
                "source": cells.text("source"),
            }
        )
    file.done()
    return record_minutes(council=council, rows=rows, **who)


def read_decisions(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What bodies decided, apart from what was recommended; conditions are parted by semicolons."""
    also = (
        "agrees", "reason", "conditions", "recommended", "paper", "step", "call_in_until", "address",
        "source",
    )  # fmt: skip
    file = File(path, ("body", "decided_on", "about", "text"), also)
    agrees = [str(value) for value in Decision.Agrees.values]
    bodies, meetings, steps = _bodies(council), _meetings(council), _steps(council)
    papers, rows = dict(council.papers.values_list("slug", "id")), []
    for cells in file.rows():
        cells.needed("decided_on")
        body, decided_on = cells.named("body", bodies, "body"), cells.day("decided_on")
        about, how = cells.needed("about"), cells.choice("agrees", agrees, "YES")
        cells.once("about", body, decided_on, about)
        if how in ("IN_PART", "NO"):
            cells.needed("reason")
        until = cells.day("call_in_until")
        if until and decided_on and until < decided_on:
            cells.wrong("call_in_until", "Call-in ends after the decision. Write a later day.")
        rows.append(
            {
                "body_id": body,
                "decided_on": decided_on,
                "about": about,
                "text": cells.needed("text"),
                "agrees": how,
                "conditions": "\n".join(p.strip() for p in cells.text("conditions").split(";") if p.strip()),
                "paper_id": cells.known("paper", papers, "paper"),
                "step_id": cells.known("step", steps, "step of a route"),
                "meeting_id": meetings.get(f"{cells.text('body')}/{decided_on}"),
                "call_in_until": until,
                "address": _address(cells),
                **{name: cells.text(name) for name in ("reason", "recommended", "source")},
            }
        )
    file.done()
    return record_decisions(council=council, rows=rows, **who)


def _decisions(council: Council) -> dict[str, int]:
    """Decisions by “body/day/about”."""
    held = Decision.objects.filter(council=council)
    return {
        f"{body}/{on}/{about}": pk
        for body, on, about, pk in held.values_list("body__name", "decided_on", "about", "id")
    }


def _promises(council: Council) -> dict[str, int]:
    """Promises by “plan/edition/step/number”."""
    held = Minute.objects.filter(council=council, kind=Minute.Kind.PROMISE, step__isnull=False)
    steps = {pk: path for path, pk in _steps(council).items()}
    rows = held.values_list("step_id", "position", "id")
    return {f"{steps[step or 0]}/{number}": pk for step, number, pk in rows}


def read_tasks(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Tasks that came of decisions, conditions and promises."""
    also = ("decision", "promise", "owner", "who", "due_on", "done_on", "outcome", "source")
    file = File(path, ("text", "origin"), also)
    origins = [str(value) for value in Task.Origin.values if value != Task.Origin.RECOMMENDATION]
    decisions, promises, posts = _decisions(council), _promises(council), posts_by_name(council)
    rows = []
    for cells in file.rows():
        cells.once("text", cells.text("text"))
        origin = cells.choice("origin", origins, "DECISION")
        is_of_decision = origin in OF_DECISION
        owner, done_on = cells.known("owner", posts, "post"), cells.day("done_on")
        if owner is None and not cells.text("owner"):
            cells.needed("who")
        if done_on:
            cells.needed("outcome")
        named = cells.named if is_of_decision else cells.known
        rows.append(
            {
                "text": cells.needed("text"),
                "origin": origin,
                "decision_id": named("decision", decisions, "decision"),
                "minute_id": None if is_of_decision else cells.named("promise", promises, "promise"),
                "owner_id": owner,
                "due_on": cells.day("due_on"),
                "done_on": done_on,
                **{name: cells.text(name) for name in ("who", "outcome", "source")},
            }
        )
    file.done()
    return record_tasks(council=council, rows=rows, **who)


def read_endorsements(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Which bodies endorsed which editions of partners' plans, and when."""
    file = File(path, ("body", "edition", "endorsed_on"), ("text", "address", "source"))
    bodies, editions, rows = _bodies(council), editions_by_path(council), []
    for cells in file.rows():
        cells.needed("endorsed_on")
        body, edition = cells.named("body", bodies, "body"), cells.named("edition", editions, "edition")
        on = cells.day("endorsed_on")
        cells.once("endorsed_on", body, edition.plan_id if edition else None, on)
        rows.append(
            {
                "body_id": body,
                "plan_id": edition.plan_id if edition else None,
                "edition_id": edition.pk if edition else None,
                "endorsed_on": on,
                "text": cells.text("text"),
                "address": _address(cells),
                "source": cells.text("source"),
            }
        )
    file.done()
    return record_endorsements(council=council, rows=rows, **who)
