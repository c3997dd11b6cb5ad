"""A page of the test's own council in a real browser: rendered here, with the site's stylesheet and fonts."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route

ADDRESS = "http://page.here"


def show(page: Page, html: bytes) -> None:
    """Open a page that the test client was given, as if a server had answered with it."""

    def answer(route: Route) -> None:
        asked = route.request.url.removeprefix(ADDRESS)
        found = finders.find(asked.removeprefix("/static/")) if asked.startswith("/static/") else None
        if found:
            route.fulfill(path=str(found))
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.unroute_all()
    page.route(f"{ADDRESS}/**", answer)
    page.goto(f"{ADDRESS}/", wait_until="networkidle")
