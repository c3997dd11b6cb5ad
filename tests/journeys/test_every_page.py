"""Every page: accessible by machine check at two widths, quiet in the console, no wider than a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.addresses import STOPS

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()


def complaints(page) -> list[str]:
    """What axe-core finds against a page, with the places."""
    found = AXE.run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']} ({one['help']}): {[node['html'][:160] for node in one['nodes'][:4]]}" for one in found
    ]


def overflow(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("name", STOPS)
def test_page(name, site, errors):
    """R144: WCAG 2.2 AA as far as a machine can tell, at a desk and on a phone; 320 pixels is 400% zoom."""
    stop = STOPS[name]
    with site.context(stop.username, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        heard = errors(page)
        answer = page.goto(stop.path)
        assert answer is not None and answer.status == stop.status
        stop.arrive(page)

        found = {1280: (complaints(page), overflow(page))}
        page.set_viewport_size({"width": 375, "height": 800})
        found[375] = (complaints(page), overflow(page))
        page.set_viewport_size({"width": 320, "height": 640})
        found[320] = ([], overflow(page))

    assert found == {1280: ([], 0), 375: ([], 0), 320: ([], 0)}
    assert [said for said in heard if "the server responded with a status of 4" not in said] == []
