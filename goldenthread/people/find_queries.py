"""Reading who is who to be searched: posts, units, partners and the council's words."""

from __future__ import annotations

from goldenthread.people.models import Council


def post_words(council: Council) -> dict[int, tuple[str, int | None]]:
    """Each post's title and its service's key, by its own key."""
    rows = council.posts.order_by().values_list("id", "title", "service_id")
    return {pk: (title, service) for pk, title, service in rows}


def service_words(council: Council) -> dict[int, str]:
    return dict(council.services.order_by().values_list("id", "name"))


def partner_words(council: Council) -> list[tuple[str, str, str]]:
    """Each partner's address, name and what it is."""
    return list(council.partners.order_by().values_list("slug", "name", "about"))


def term_words(council: Council) -> list[tuple[str, str]]:
    """Each word that the council's papers use, and its meaning."""
    return list(council.terms.order_by().values_list("word", "meaning"))
