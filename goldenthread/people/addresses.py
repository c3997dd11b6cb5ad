"""Where mail goes: the addresses of those who sign in for a post or for a partner.

Addresses are people's own: they are read to send by, and shown to those who keep them, and to nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from goldenthread.people.models import Council, Post, User


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a council's people, by the number of their post or of their partner, each once."""

    of_post: dict[int, list[str]] = field(default_factory=dict)
    of_partner: dict[int, list[str]] = field(default_factory=dict)


def addresses_of(council: Council) -> Addresses:
    """Everybody's address who can sign in: one query. Who is of a partner gets the partner's mail only."""
    posts: dict[int, dict[str, None]] = defaultdict(dict)
    partners: dict[int, dict[str, None]] = defaultdict(dict)
    held = User.objects.filter(post__council=council, is_active=True).exclude(email="").order_by("pk")
    for post, partner, email in held.values_list("post_id", "partner_id", "email"):
        if partner is None:
            posts[post][email] = None
        else:
            partners[partner][email] = None
    return Addresses(
        {key: list(found) for key, found in posts.items()},
        {key: list(found) for key, found in partners.items()},
    )


def holders_of(post: Post) -> list[User]:
    """Who signs in for a post, by the names that they sign in with."""
    return list(User.objects.filter(post=post, is_active=True).order_by("username"))
