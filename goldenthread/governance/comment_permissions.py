"""Why somebody may not comment on a plan, answer comments, or open a draft for them: in sentences."""

from __future__ import annotations

from datetime import date

from goldenthread.core.dispositions import Standing
from goldenthread.core.duties import Subject
from goldenthread.core.sentences import on_day
from goldenthread.governance.models import Comment, CommentWindow
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.models import Edition, Element


def subject_of_comment(edition: Edition, element: Element | None) -> Subject:
    """Whose a comment is to answer: the service and owner of its element, or of the plan."""
    service = (element.service if element else None) or edition.plan.service
    return subject_of(service, element.owner if element else None)


def reasons_not_to_comment(edition: Edition, by: Officer, on: date) -> list[str]:
    """Why this person may not comment on this edition on a day (R110: open until a date)."""
    council = edition.plan.council
    found = reasons_of_duty(council, "make_comments", by)
    if found:
        return found
    if not edition.is_open and by.inside != council.slug and not by.serves_everyone:
        return ["This draft is not open to people outside the council yet."]
    if edition.state != Edition.State.DRAFT:
        return [f"{edition} is {edition.get_state_display()}: comments are made while it is a draft."]
    return reasons_of_windows(list(edition.comment_windows.all()), on)


def reasons_of_windows(windows: list[CommentWindow], on: date) -> list[str]:
    """Why no comment can be made on a day; an edition without windows is open while it is a draft."""
    if not windows or any(one.opens_on <= on <= one.closes_on for one in windows):
        return []
    coming = [one.opens_on for one in windows if one.opens_on > on]
    if coming:
        return [f"Comments open on {on_day(min(coming))}."]
    return [f"Comments closed on {on_day(max(one.closes_on for one in windows))}."]


def reasons_not_to_answer(comment: Comment, by: Officer) -> list[str]:
    """Why this person may not answer this comment: duty, and how far it reaches."""
    subject = subject_of_comment(comment.edition, comment.element)
    return reasons_of_duty(comment.council, "answer_comments", by, subject)


def reasons_not_to_record(edition: Edition, element: Element | None, by: Officer) -> list[str]:
    """Why this person may not record a comment that somebody else made."""
    subject = subject_of_comment(edition, element)
    return reasons_of_duty(edition.plan.council, "answer_comments", by, subject)


def reasons_not_to_moderate(council: Council, by: Officer) -> list[str]:
    """Why this person may not read what waits for a moderator: it may be about anything of the plan."""
    return reasons_of_duty(council, "answer_comments", by, Subject())


def reasons_not_to_keep_windows(council: Council, by: Officer) -> list[str]:
    """Why this person may not open a draft for comments."""
    return reasons_of_duty(council, "keep_consultations", by)


def reasons_of_reply(comment: Comment) -> list[str]:
    """Why no reply of a partner can be recorded."""
    if comment.forwarded_to_id is None:
        return ["This comment was forwarded to nobody. Forward it first."]
    if comment.reply:
        return [f"The reply of {comment.forwarded_to} is recorded already. Forward it again to ask anew."]
    return []


def reasons_to_wait(comment: Comment) -> list[str]:
    """Why it can't be forwarded again: a partner has not replied yet."""
    if comment.forwarded_to_id is not None and not comment.reply:
        partner = comment.forwarded_to
        return [f"It was forwarded to {partner}, and waits for the reply. Record the reply first."]
    return []


def is_waiting(comment: Comment) -> bool:
    return comment.standing is Standing.AWAITING
