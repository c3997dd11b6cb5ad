"""Keeping the addresses that mail goes to. Here and not among people, as the ledger is built upon them."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.people.models import Post, User
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty


@transaction.atomic
def set_address(*, post: Post, username: str, email: str, by: Officer, at: datetime) -> bool:
    """Say where mail goes for somebody who signs in for a post; empty for nowhere. False: it was so.

    The ledger keeps that it was changed, and neither the old address nor the new: they are people's own.
    """
    refuse_if(reasons_of_duty(post.council, "keep_people", by))
    held = User.objects.select_for_update(of=("self",)).filter(post=post, username=username).first()
    if held is None:
        refuse_if([f"Nobody signs in for {post} as “{username}”."])
        return False
    email = email.strip()
    refuse_if(reasons_not_an_address(email))
    if held.email == email:
        return False
    held.email = email
    held.save(update_fields=["email"])
    after = {"address": "held" if email else "none"}
    note(verb="given an address", subject=post, council=post.council.slug, by=by, at=at, after=after)
    return True


def reasons_not_an_address(email: str) -> list[str]:
    """Why no mail can be sent to what was written; nothing is no address, and that is allowed."""
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return [f"“{email[:60]}” is not an e-mail address. Write it as name@council.example."]
    if len(email) > 254:
        return ["An e-mail address has up to 254 letters. Shorten it."]
    return []
