"""Why a paper may not be started, written, cleared, signed off or opened again, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.paper_checks import StopHeld, named, reasons_not_to_give
from goldenthread.governance.models import Implication, Paper
from goldenthread.governance.paper_checked import reasons_unready, stops_of
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import has_power, reasons_of_duty, reasons_of_place


def reasons_not_to_start(council: Council, by: Officer) -> list[str]:
    """Why this person may not start a paper."""
    return reasons_of_duty(council, "write_papers", by)


def reasons_not_to_write(paper: Paper, by: Officer) -> list[str]:
    """Why this person may not change the paper."""
    found = reasons_of_place(paper.council, by)
    if not found and paper.state != Paper.State.DRAFT:
        return ["The paper is approved; it is no longer changed."]
    return found or reasons_not_an_author(paper, by)


def reasons_not_an_author(paper: Paper, by: Officer) -> list[str]:
    """Why a paper isn't this person's to write, whatever state it is in."""
    found = reasons_of_place(paper.council, by)
    if found:
        return found
    owners = {paper.report_of, *(contact.post for contact in paper.contacts.all())}
    if not has_power("write_papers", by) and by.post not in owners:
        return [f"Only {paper.report_of}, its authors or the strategy team can change this paper."]
    return []


def reasons_not_to_approve(paper: Paper, by: Officer, place: int | None = None) -> list[str]:
    """Why this person may not clear the paper or sign it off now; without a place, the next that waits.

    What needs the snapshot or the workshops to tell is added by `reports.paper_approval`.
    """
    found = reasons_of_place(paper.council, by)
    if found:
        return found
    if paper.state != Paper.State.DRAFT:
        return ["The paper is approved already."]
    stops = stops_of(paper)
    waiting = [one for one in stops if not one.is_given]
    if not waiting:
        return ["Every sign-off is given."] if stops else ["No post is named that signs it off. Name one."]
    stop = next((one for one in stops if one.place == (place or waiting[0].place)), waiting[0])
    return (
        reasons_unready(paper)
        or reasons_not_to_give(stops, stop.place)
        or _reasons_of_turn(stop, waiting[0], by)
    )


def _reasons_of_turn(stop: StopHeld, following: StopHeld | None, by: Officer) -> list[str]:
    if not stop.post:
        return [f"{named(stop)} has no post yet. Say which post gives it."]
    if by.serves_everyone or by.post == stop.post or stop.post in by.stands_in:
        return []
    if stop == following:
        return [f"The next sign-off is for {stop.post}."]
    return [f"{named(stop)} is given by the holder of that post, and is not the next."]


def reasons_no_post(paper: Paper, named: Iterable[str], kept: Iterable[str] = ()) -> list[str]:
    """Why these can't be asked to sign: each is a post of the council. One that was named before may stay."""
    asked = {one for one in named if one} - set(kept)
    known = (
        set(paper.council.posts.filter(title__in=asked).values_list("title", flat=True)) if asked else set()
    )
    unknown = ", ".join(f"“{one}”" for one in sorted(asked - known))
    if not unknown:
        return []
    remedy = "Choose a post of the council, or have it added to the council’s posts first."
    return [f"{unknown} is no post of this council, so nobody could sign. {remedy}"]


def reasons_not_to_send_back(paper: Paper, by: Officer, place: int) -> list[str]:
    """Why this person may not send the paper back: whose turn it is to clear or sign it may."""
    found = reasons_of_place(paper.council, by)
    stops = stops_of(paper)
    stop = next((one for one in stops if one.place == place), None)
    if found or stop is None:
        return found or ["There is no such sign-off on this paper."]
    if paper.state != Paper.State.DRAFT:
        return ["The paper is approved already: it is opened again with a reason instead."]
    following = next((one for one in stops if not one.is_given), None)
    return _reasons_of_turn(stop, following, by)


def reasons_not_to_sign_implication(implication: Implication, by: Officer) -> list[str]:
    """Why this person may not sign one category off."""
    one = implication
    found = reasons_of_place(one.paper.council, by)
    if not found and one.paper.state != Paper.State.DRAFT:
        found = ["The paper is approved; it is no longer changed."]
    if not found and one.is_blank:
        found = [f"{one.category} is not written yet. Write it, or say that there are none."]
    if not found and one.signed_on:
        found = [f"{one.category} is signed off already."]
    if not found and not one.signer:
        found = [f"Nobody is named to sign {one.category} off. Name a post."]
    if not found and not by.serves_everyone and by.post != one.signer:
        found = [f"{one.category} is signed off by {one.signer}."]
    return found


def reasons_not_to_open_again(paper: Paper, by: Officer) -> list[str]:
    """Why this person may not open an approved paper again; what is decided stays as it was decided."""
    found = reasons_of_duty(paper.council, "write_papers", by)
    if not found and paper.state == Paper.State.DRAFT:
        found = ["The paper is still a draft."]
    if not found and paper.state == Paper.State.DECIDED:
        found = ["It is decided, and stays as the body decided it. Start another paper."]
    return found
