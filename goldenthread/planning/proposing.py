"""Writing proposals down while a workshop goes on: several scribes at once, and nothing lost or doubled."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Post, User
from goldenthread.people.officers import Officer
from goldenthread.planning.models import Proposal, Vote, WorkshopSession
from goldenthread.planning.workshop_permissions import reasons_not_to_edit, reasons_not_to_write
from goldenthread.planning.workshops import held_round
from goldenthread.plans.models import Element, Level

MOST_LETTERS = 500  # as many as the title of an element, which a proposal may become
MOST_HANDS = 100_000


class ProposalSaid(NamedTuple):
    """One proposal as a scribe writes it; all but its text may come later."""

    text: str
    theme: Element | None = None
    group: str = ""
    level: Level | None = None
    delivery: str = ""
    measure: str = ""
    owner: Post | None = None


def new_key() -> str:
    """A key for one form: what is sent twice with it is written once."""
    return uuid4().hex


def _locked_session(session: WorkshopSession) -> WorkshopSession:
    """The session as it is, its round locked: nothing is written while the round is being closed."""
    held_round(session.round)
    joined = WorkshopSession.objects.select_related("council", "round__edition__plan__council")
    return joined.get(pk=session.pk)


def held_proposal(proposal: Proposal) -> Proposal:
    """The proposal as it is now, locked, and its round with it; the round first, as everywhere."""
    _locked_session(proposal.session)
    joined = Proposal.objects.select_for_update(of=("self",)).select_related(
        "council", "session__round__edition__plan__council", "session__round__edition__plan__service",
        "theme", "level", "owner",
    )  # fmt: skip
    return joined.get(pk=proposal.pk)


@transaction.atomic
def write_proposal(
    *, session: WorkshopSession, said: ProposalSaid, key: str, by: Officer, at: datetime
) -> Proposal:
    """Write a proposal down. The same words sent again with the form's key are those written already.

    Other words with a key that was used (somebody went back and typed the next) are another proposal.
    Raises `Refused`.
    """
    held = _locked_session(session)
    refuse_if(reasons_not_to_write(held, by))
    refuse_if(_reasons_not_so(held, said))
    row = _row(said)
    before = Proposal.objects.filter(session=held, key=key).first()
    if before is not None and before.text == row["text"]:
        return before
    row |= {
        "council_id": held.council_id,
        "session_id": held.pk,
        "key": new_key() if before is not None or not 0 < len(key) <= 40 else key,
        "scribe": by.post,
        "written_at": at,
    }
    return make(Proposal, row, council=held.council, by=by, at=at, verb="proposed")


@transaction.atomic
def change_proposal(
    *, proposal: Proposal, said: ProposalSaid, version: int, by: Officer, at: datetime
) -> None:
    """Put a proposal right, or add what is missing. Raises `Refused`."""
    held = held_proposal(proposal)
    refuse_if(reasons_not_to_edit(held, by))
    refuse_if_stale(version, held.version, "this proposal")
    refuse_if(_reasons_not_so(held.session, said))
    change(held, _row(said), council=held.council, by=by, at=at)


@transaction.atomic
def group_proposals(
    *, session: WorkshopSession, proposals: Collection[int], group: str, by: Officer, at: datetime
) -> int:
    """Put several proposals of a session into a group at once, or into none; gives how many changed."""
    held = _locked_session(session)
    refuse_if(reasons_not_to_write(held, by))
    refuse_if(["Choose at least one proposal to put into the group."] if not proposals else [])
    chosen = Proposal.objects.select_for_update(of=("self",)).filter(session=held, pk__in=proposals)
    return _into_group(list(chosen), group, by, at)


@transaction.atomic
def rename_group(*, session: WorkshopSession, group: str, name: str, by: Officer, at: datetime) -> int:
    """Name a group otherwise; a name that another group has joins the two."""
    held = _locked_session(session)
    refuse_if(reasons_not_to_write(held, by))
    refuse_if([] if name.strip() else ["Write the group’s new name."])
    chosen = Proposal.objects.select_for_update(of=("self",)).filter(session=held, group=group)
    found = list(chosen)
    refuse_if([] if found and group else ["No proposal is in this group any more. Choose another."])
    return _into_group(found, name, by, at)


def _into_group(proposals: list[Proposal], group: str, by: Officer, at: datetime) -> int:
    name = " ".join(group.split())
    return sum(
        change(one, {"group": name}, council=one.council, by=by, at=at, verb="grouped") for one in proposals
    )


@transaction.atomic
def vote(*, proposal: Proposal, for_it: bool, by: Officer, at: datetime) -> bool:
    """Vote for a proposal, or take the vote back; one vote for each person. False: it was so already."""
    held = held_proposal(proposal)
    refuse_if(reasons_not_to_edit(held, by))
    voter = User.objects.filter(username=by.username).first() if by.username else None
    refuse_if([] if voter else ["Only somebody who signs in can vote. Enter a show of hands instead."])
    assert voter is not None
    mine = Vote.objects.filter(proposal=held, user=voter).first()
    if for_it == (mine is not None):
        return False
    if mine is not None:
        remove(mine, council=held.council, by=by, at=at, verb="vote taken back")
    else:
        row = {"council_id": held.council_id, "proposal_id": held.pk, "user_id": voter.pk, "made_at": at}
        make(Vote, row, council=held.council, by=by, at=at, verb="voted")
    return True


@transaction.atomic
def count_hands(*, proposal: Proposal, hands: int | None, version: int, by: Officer, at: datetime) -> None:
    """Keep how many hands were shown for a proposal; None where nobody counted. Raises `Refused`."""
    held = held_proposal(proposal)
    refuse_if(reasons_not_to_edit(held, by))
    refuse_if_stale(version, held.version, "this proposal")
    refuse_if([f"Write a number of hands up to {MOST_HANDS:,}."] if hands and hands > MOST_HANDS else [])
    change(held, {"hands": hands}, council=held.council, by=by, at=at, verb="hands counted")


def _reasons_not_so(session: WorkshopSession, said: ProposalSaid) -> list[str]:
    found = []
    if not said.text.strip():
        found.append("Write what is proposed.")
    if len(said.text.strip()) > MOST_LETTERS:
        found.append(f"Say it in up to {MOST_LETTERS} letters: it may become a line of the plan.")
    edition = session.round.edition_id
    if any(one is not None and one.edition_id != edition for one in (said.theme, said.level)):
        found.append("Choose a theme and a level of the edition that this workshop is about.")
    if said.owner is not None and said.owner.council_id != session.council_id:
        found.append("Choose a post of this council.")
    return found


def _row(said: ProposalSaid) -> dict[str, Any]:
    return {
        "text": " ".join(said.text.split()),
        "theme_id": said.theme.pk if said.theme else None,
        "group": " ".join(said.group.split()),
        "level_id": said.level.pk if said.level else None,
        "delivery": said.delivery.strip(),
        "measure": said.measure.strip(),
        "owner_id": said.owner.pk if said.owner else None,
    }
