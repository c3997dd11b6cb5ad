"""Reading workshops: rounds and sessions for those who may read them, proposals with their votes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from goldenthread.core.workshops import CLOSED, KINDS, MISSING, Part, taken_part
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.planning.models import Proposal, Vote, WorkshopInvitation, WorkshopRound, WorkshopSession
from goldenthread.plans.models import Edition, Element, Level

LACKS = {"delivery": Q(delivery=""), "measure": Q(measure=""), "owner": Q(owner=None)}


@dataclass(frozen=True, slots=True)
class Tally:
    """How proposals stand: how many in each state, and of the open ones what how many lack."""

    open: int = 0
    promoted: int = 0
    set_aside: int = 0
    lacking: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.open + self.promoted + self.set_aside


def rounds_of(council: Council, viewer: Officer = VISITOR) -> list[WorkshopRound]:
    """Every round that this person may read, by edition, newest edition first."""
    seen = WorkshopRound.objects.seen_by(viewer).filter(council=council).select_related("edition__plan")
    return list(seen.order_by("-edition__starts_on", "edition_id", "position", "id"))


def round_at(council: Council, pk: int, viewer: Officer = VISITOR) -> WorkshopRound | None:
    seen = WorkshopRound.objects.seen_by(viewer).select_related("council", "edition__plan__service")
    return seen.filter(council=council, pk=pk).first()


def open_rounds_of(edition: Edition) -> list[WorkshopRound]:
    """Rounds of a draft that are not closed: the whole-strategy paper waits for them (York 2008, 13).

    Once the edition is decided, there is nothing left to wait.
    """
    drafts = WorkshopRound.objects.filter(edition=edition, edition__state=Edition.State.DRAFT)
    return list(drafts.exclude(state=CLOSED))


def reasons_to_wait_for_rounds(edition: Edition) -> list[str]:
    """Why the report on the whole strategy can't go yet."""
    return [f"The report is blocked until “{round}” is closed." for round in open_rounds_of(edition)]


def sessions_in(rounds: Iterable[WorkshopRound]) -> dict[int, list[WorkshopSession]]:
    """The sessions of rounds, each round's in order: one query."""
    found: dict[int, list[WorkshopSession]] = defaultdict(list)
    joined = WorkshopSession.objects.filter(round__in=list(rounds)).select_related("theme", "round")
    for one in joined:
        found[one.round_id].append(one)
    return found


def session_at(council: Council, pk: int, viewer: Officer = VISITOR) -> WorkshopSession | None:
    """One session of a round that this person may read."""
    seen = WorkshopRound.objects.seen_by(viewer).filter(council=council)
    joined = WorkshopSession.objects.select_related("council", "round__edition__plan__service", "theme")
    return joined.filter(round__in=seen, pk=pk).first()


def editions_for_workshops(council: Council, viewer: Officer) -> list[Edition]:
    """The editions that a round can be about, drafts first: those in force too, to record what was."""
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council).exclude(state="REPLACED")
    found = (
        seen.exclude(plan__kind="FRAMEWORK")
        .select_related("plan__council")
        .order_by("plan__position", "-starts_on")
    )
    return sorted(found, key=lambda one: one.state != Edition.State.DRAFT)


def levels_in(edition: Edition) -> list[Level]:
    return list(edition.levels.all())


def lines_in(edition: Edition, viewer: Officer) -> list[Element]:
    """The lines of an edition to choose a theme or a place from; exempt ones for the council's own people."""
    lines = Element.objects.listed().filter(edition=edition).select_related("level")
    if not (viewer.serves_everyone or viewer.inside):
        lines = lines.filter(is_exempt=False)
    return list(lines.order_by("level__position", "position", "id"))


def themes_in(edition: Edition, viewer: Officer) -> list[Element]:
    """The themes that a session or a proposal can be about: the highest level but for vision and values."""
    above = (Element.Kind.VISION, Element.Kind.VALUE)
    lines = [one for one in lines_in(edition, viewer) if one.kind not in above and not one.is_exempt]
    return [one for one in lines if one.level_id == lines[0].level_id]


def invitations_to(session: WorkshopSession) -> list[WorkshopInvitation]:
    """Who is asked to a session, by kind and name."""
    return list(session.invitations.select_related("post", "partner"))


def invitation_at(council: Council, pk: int) -> WorkshopInvitation | None:
    joined = WorkshopInvitation.objects.select_related("council", "session__round")
    return joined.filter(council=council, pk=pk).first()


def parts_by_session(sessions: Iterable[WorkshopSession]) -> dict[int, dict[str, Part]]:
    """How many of each kind were invited, replied and came, by session; kinds that nobody is of left out."""
    rows: dict[tuple[int, str], list[tuple[str, bool | None]]] = defaultdict(list)
    asked = WorkshopInvitation.objects.filter(session__in=list(sessions)).order_by("id")
    for session, kind, reply, came in asked.values_list("session_id", "kind", "reply", "came"):
        rows[session, kind].append((reply, came))
    found: dict[int, dict[str, Part]] = defaultdict(dict)
    for kind in KINDS:
        for (session, of_kind), theirs in rows.items():
            if of_kind == kind:
                found[session][kind] = taken_part(theirs)
    return found


def tallies_by_session(sessions: Iterable[WorkshopSession]) -> dict[int, Tally]:
    """How the proposals of each session stand: one query."""
    is_open = Q(state=Proposal.State.OPEN)
    counted = Proposal.objects.filter(session__in=list(sessions)).order_by().values("session_id").annotate(
        open_ones=Count("id", filter=is_open),
        promoted=Count("id", filter=Q(state=Proposal.State.PROMOTED)),
        aside=Count("id", filter=Q(state=Proposal.State.SET_ASIDE)),
        **{f"lacks_{code}": Count("id", filter=is_open & lacks) for code, lacks in LACKS.items()},
    )  # fmt: skip
    found = {}
    for one in counted:
        row: Mapping[str, Any] = one
        lacking = {code: row[f"lacks_{code}"] for code in MISSING}
        found[row["session_id"]] = Tally(row["open_ones"], row["promoted"], row["aside"], lacking)
    return found


def proposal_at(council: Council, pk: int, viewer: Officer) -> Proposal | None:
    """One proposal of a round that this person may read."""
    seen = WorkshopRound.objects.seen_by(viewer).filter(council=council)
    joined = Proposal.objects.select_related(
        "council", "session__council", "session__round__edition__plan__council",
        "session__round__edition__plan__service", "theme", "level", "owner", "became",
    )  # fmt: skip
    return joined.filter(session__round__in=seen, pk=pk).first()


def proposals_of(
    session: WorkshopSession, *, lacks: str = "", state: str = "", group: str = ""
) -> QuerySet[Any]:
    """The proposals of a session, newest first, each with how many voted (`voted`); filtered as asked.

    `lacks` is one of core's missing parts, or “any”: then only open ones are meant.
    """
    found = Proposal.objects.filter(session=session).select_related("theme", "level", "owner", "became")
    if lacks == "any" or lacks in LACKS:
        wanted = LACKS["delivery"] | LACKS["measure"] | LACKS["owner"] if lacks == "any" else LACKS[lacks]
        found = found.filter(wanted, state=Proposal.State.OPEN)
    if state:
        found = found.filter(state=state)
    if group:
        found = found.filter(group=group)
    return found.annotate(voted=Count("votes")).order_by("-id")


def became_of(session: WorkshopSession, viewer: Officer) -> list[Element]:
    """The lines of the plan that came of a session, as far as this person may read them."""
    return list(Element.objects.seen_by(viewer).filter(proposal__session=session).order_by("id"))


def groups_in(session: WorkshopSession) -> list[str]:
    """The groups that proposals of a session are in, by name."""
    named = Proposal.objects.filter(session=session).exclude(group="")
    return list(named.order_by("group").values_list("group", flat=True).distinct())


def voted_for(proposals: Iterable[Proposal], by: Officer) -> set[int]:
    """Which of these proposals this person voted for."""
    mine = Vote.objects.filter(proposal__in=[one.pk for one in proposals], user__username=by.username)
    return set(mine.values_list("proposal_id", flat=True))


def origin_of_element(element: Element) -> Proposal | None:
    """The proposal that a line of the plan came from, with its session and round."""
    return Proposal.objects.select_related("session__round").filter(became=element).first()
