"""The pictures that README shows: `GOLDENTHREAD_GALLERY=1 pytest tests/journeys/test_gallery.py`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.journeys.addresses import REPORTS, follow

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
LARGEST = 300_000
TAKES = os.environ.get("GOLDENTHREAD_GALLERY") == "1"
DESK, PHONE = {"width": 1280, "height": 1080}, {"width": 390, "height": 844}
CARBON = follow("The Sustainable City", "Save more carbon")
PICTURES = {
    "home": ("/york/", DESK, None),
    "element": ("/york/", DESK, CARBON),
    "measure": ("/hart/measures/CS02a/", DESK, None),
    "changes": ("/york/plans/corporate-strategy/2009-12/changes/?for=members", DESK, None),
    "map": ("/york/map/", DESK, None),
    "health": ("/york/plans/corporate-strategy/2009-12/health/", DESK, None),
    "cascade": ("/york/cascade/", DESK, None),
    "progress": ("/hart/progress/", DESK, None),
    "signals": ("/fife/measures/CHN1/", DESK, None),
    "compare": ("/fife/measures/CHN1/compare/", DESK, None),
    "difference": ("/hart/difference/", DESK, None),
    "data-quality": ("/hart/data-quality/", DESK, None),
    "monitor": (f"/york/reports/{REPORTS['york']}/", DESK, None),
    "phone": ("/york/", PHONE, None),
    "updates": ("/hart/updates/", DESK, None),
    "round": ("/hart/rounds/quarter-1-2014-15/", DESK, None),
    "paper": ("/york/papers/corporate-strategy-refresh/read/", DESK, None),
    "comments": ("/cheltenham/comments/", DESK, None),
    "strain": ("/cheltenham/delivery/of/corporate-strategy/2012-13/", DESK, None),
    "money": ("/york/money/", DESK, None),
}
# Who signs in for those that are for the council's own people.
SIGNED_IN = {"updates": "hart.customer", "round": "hart.performance", "money": "york.strategy"}


@pytest.mark.skipif(not TAKES, reason="GOLDENTHREAD_GALLERY=1 takes pictures")
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name, site):
    path, viewport, arrive = PICTURES[name]
    with site.context(SIGNED_IN.get(name, ""), viewport=viewport, device_scale_factor=1) as context:
        page = context.new_page()
        page.goto(path)
        if arrive:
            arrive(page)
        page.evaluate("document.fonts.ready.then(() => true)")
        taken = page.screenshot(type="png")

    assert len(taken) < LARGEST
    (IMAGES / f"{name}.png").write_bytes(taken)


@pytest.mark.skipif(TAKES, reason="the pictures are being taken")
def test_each_picture_is_kept_and_small():
    """What README shows is there; a picture nobody takes any more is removed."""
    kept = {path.stem: path.stat().st_size for path in IMAGES.glob("*.png")}

    assert set(kept) == set(PICTURES)
    assert max(kept.values()) < LARGEST
