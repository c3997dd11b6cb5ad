"""Asking a post to clear a paper or sign it off: recorded, and told to who holds the post."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.core.sentences import on_day
from goldenthread.governance.clearing import ask_to_clear
from goldenthread.governance.models import Approval, Paper
from goldenthread.people.addresses import addresses_of
from goldenthread.people.covering import stand_ins
from goldenthread.people.officers import Officer
from goldenthread.rounds.mail_words import Message
from goldenthread.rounds.models import Notice
from goldenthread.rounds.notices import SITE, Letter, tell_many
from goldenthread.rounds.owed import Directory, Person, To

KIND = "clearance"


@transaction.atomic
def ask_and_tell(*, paper: Paper, place: int, on: date, by: Officer, at: datetime) -> list[Notice]:
    """Ask for a clearance or sign-off, and write to who holds the post or stands in. Raises `Refused`."""
    one = ask_to_clear(paper=paper, place=place, on=on, by=by, at=at)
    council = paper.council
    posts = list(council.posts.filter(title=one.post))
    directory = Directory(addresses_of(council), stand_ins(posts, on))
    letters = []
    for post in posts:
        key = f"{KIND}/{one.pk}/{at:%Y%m%dT%H%M%S}"
        for to in directory.reach(Person(post=post)):
            said = of_clearance(paper, one, to)
            letters.append(Letter(key, to.name, to.email, said.subject, said.text))
    return tell_many(council=council, kind=KIND, letters=letters, by=by, at=at)


def of_clearance(paper: Paper, asked: Approval, to: To) -> Message:
    """What the message says: which paper, what is asked of whom, by when, and where it is done."""
    what = "clear" if asked.asked == Approval.Asked.CLEARANCE else "sign off"
    role = f" ({asked.role})" if asked.role and asked.role != asked.post else ""
    until = f" It is to be answered by {on_day(asked.due_on)}." if asked.due_on else ""
    behalf = f" You stand in for {to.on_behalf_of}." if to.on_behalf_of else ""
    parts = [
        f"The {asked.post}{role} is asked to {what} the paper “{paper.title}”.{until}{behalf}",
        "Silence is not consent: until it is answered, the paper waits. Read it, and clear it or send it "
        f"back with words, here:\n{SITE}/{paper.council.slug}/papers/{paper.slug}/sign-off/{asked.position}/",
        "Nobody reads answers to this message; ask the authors named on the paper.",
    ]
    return Message(f"To {what}: “{paper.title}”", "\n\n".join(parts) + "\n")
