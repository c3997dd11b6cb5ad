"""Two people build one plan in two windows; a line is dragged; a whole refresh works without a script."""

from __future__ import annotations

from playwright.sync_api import Page, expect

DRAFT = "/york/plans/corporate-strategy/2010-13/"


def start_a_draft(page: Page) -> None:
    """York's next edition, from the one of 2009."""
    page.goto("/york/plans/corporate-strategy/2009-12/start/")
    page.get_by_label("Name", exact=True).fill("Corporate Strategy 2010-13")
    page.get_by_label("Short name").fill("2010-13")
    page.get_by_label("Why is there a new edition?").fill("The strategy is refreshed.")
    page.get_by_role("button", name="Start it").click()
    expect(page.get_by_text("Corporate Strategy 2010-13 is made.")).to_be_visible()
    page.get_by_role("link", name="Go on to edit it").click()


def open_line(page: Page, title: str) -> None:
    page.goto(f"{DRAFT}edit/")
    page.get_by_role("main").get_by_role("link", name=title, exact=True).click()


def test_two_people_edit_one_line_at_once_and_nothing_is_lost(own_site, errors):
    """The second is shown both versions, and what both wrote can be kept."""
    first, second = own_site.page("york.strategy"), own_site.page("york.strategy")
    heard = errors(second)
    start_a_draft(first)
    open_line(first, "The Safer City")
    open_line(second, "The Safer City")

    first.get_by_label("Words").fill("The Safer and Calmer City")
    first.get_by_label("Why?").fill("Residents said so.")
    first.get_by_role("button", name="Save").click()
    second.get_by_label("Words").fill("The Safe City")
    second.get_by_label("Evidence of need").fill("Calls to the police have doubled.")
    second.get_by_label("Why?").fill("Shorter.")
    second.get_by_role("button", name="Save").click()

    row = second.get_by_role("row").filter(has=second.get_by_role("rowheader", name="Words"))
    expect(row).to_contain_text("The Safer and Calmer City")
    expect(row).to_contain_text("The Safe City")
    expect(second.get_by_label("Words")).to_have_value("The Safe City")
    second.get_by_label("Words").fill("The Safe and Calm City")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("The Safe and Calm City")
    expect(second.get_by_text("Calls to the police have doubled.").first).to_be_visible()
    assert [said for said in heard if "status of 4" not in said] == []


def test_a_line_is_dragged_before_another(own_site, errors):
    page = own_site.page("york.strategy")
    heard = errors(page)
    start_a_draft(page)
    line, onto = (
        page.locator("[data-line]", has_text=name).first for name in ("The Safer City", "The Learning City")
    )
    line.drag_to(onto)
    page.wait_for_url("**/edit/#line-*")
    titles = page.locator("[data-line] a:first-child").all_inner_texts()
    assert titles.index("The Safer City") == titles.index("The Learning City") - 1
    assert heard == []


def test_a_plan_is_refreshed_without_a_script(own_site):
    """R008, R030: every step is a page with a form."""
    page = own_site.page("york.strategy", java_script_enabled=False)
    start_a_draft(page)
    page.get_by_role("button", name="Down The Sustainable City").click()
    titles = page.locator("[data-line] a:first-child").all_inner_texts()
    assert titles.index("The Learning City") < titles.index("The Sustainable City")

    open_line(page, "The Safer City")
    page.get_by_role("link", name="Merge others into it").click()
    page.get_by_label("The Healthy City").check()
    page.get_by_label("Why?").fill("They belong together.")
    page.get_by_role("button", name="Merge others into this").click()
    open_line(page, "The Learning City")
    page.get_by_role("link", name="Split it").click()
    page.get_by_label("What does it become?").fill("Schools\nLearning for adults")
    page.get_by_label("Why?").fill("Two kinds of work.")
    page.get_by_role("button", name="Split", exact=True).click()
    open_line(page, "The City of Culture")
    page.get_by_role("link", name="Retire it").click()
    page.get_by_label("Why?").fill("Taken up by all themes.")
    page.get_by_role("button", name="Retire", exact=True).click()

    page.goto(f"{DRAFT}changes/?for=residents")
    words = page.get_by_role("main").inner_text()
    for said in (
        "“The Healthy City” and “The Safer City” have become one: “The Safer City”.",
        "“The Learning City” has become two: “Schools” and “Learning for adults”.",
        "“The City of Culture” is no longer in the plan.",
    ):
        assert said in words
    page.goto(f"{DRAFT}adopt/")
    page.get_by_label("Who adopted it?").fill("Council, 25 February 2010")
    page.get_by_role("button", name="Adopt it").click()
    page.goto("/york/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Corporate Strategy 2010-13")
