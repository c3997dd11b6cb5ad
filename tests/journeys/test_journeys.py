"""People getting something done, from signing in to seeing it on the page."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.addresses import IMPLICATIONS, REPORTS, upload_nonsense
from tests.journeys.conftest import sign_in

MEASURE = "/hart/measures/CS02a/"
PAPER = "/york/papers/monitor-3-2008-09/"
DIRECTOR = "Director of Resources"
ASSISTANT = "Assistant Director of Resources - Customer Service and Governance"
CATEGORIES = [
    "Financial",
    "Human Resources (HR)",
    "Equalities",
    "Legal",
    "Crime and Disorder",
    "Information Technology (IT)",
]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def record(page: Page, period: str, value: str, reason: str = "") -> None:
    page.goto(MEASURE)
    page.get_by_role("button", name="Record a result").click()
    page.get_by_label("Period").fill(period)
    page.get_by_role("textbox", name="Result").fill(value)
    page.get_by_label("Why does it change?").fill(reason)
    press(page, "Save")


def section(page: Page, name: str):
    return page.get_by_role("region", name=name, exact=True)


def test_record_a_result_from_signing_in_to_the_page(own_site):
    page = own_site.page()
    page.goto(MEASURE)
    expect(page.get_by_role("button", name="Record a result")).to_have_count(0)
    page.get_by_role("link", name="Sign in").click()
    sign_in(page, "hart.performance")
    expect(page).to_have_url(own_site.url + MEASURE)

    record(page, "2013/14 Q3", "81.25")

    expect(page).to_have_url(own_site.url + MEASURE)
    expect(section(page, "Results").get_by_role("row", name=re.compile("81.25"))).to_have_count(1)


def test_a_result_stands_in_the_ledger_on_its_measures_page(own_site):
    """R145: who entered it and when."""
    page = own_site.page("hart.performance")

    record(page, "2013/14 Q3", "81.25")

    expect(section(page, "Who and when")).to_contain_text("Performance Officer")


def test_a_slip_is_asked_about_and_stored_with_the_answer(own_site):
    """R138: the door asks, and never turns a true figure away."""
    page = own_site.page("hart.performance")

    record(page, "2013/14 Q3", "0.82")
    expect(page.get_by_role("alert")).to_contain_text("0.82% looks like a fraction of one. Should it be 82%?")
    page.get_by_role("link", name="Say why it is right").click()
    expect(page.get_by_label("Why is it right?")).to_be_focused()
    page.get_by_label("Why is it right?").fill("The lines were down all quarter.")
    press(page, "Save with the answer")

    expect(page.get_by_role("heading", name="Is it right?")).to_have_count(0)
    page.get_by_text("Each figure as entered").click()
    expect(section(page, "As entered")).to_contain_text("The lines were down all quarter.")


def test_restating_a_result_needs_a_reason_and_keeps_the_old_figure(own_site):
    """R139: the old figure, who and why."""
    page = own_site.page("hart.performance")

    record(page, "2014/15 Q1", "79.5")
    expect(page.get_by_role("alert")).to_contain_text(
        "A result is held for this period already. Say why it changes; the old one is kept."
    )
    expect(page.get_by_role("textbox", name="Result")).to_have_value("79.5")
    expect(page).to_have_title(re.compile("^Error: "))

    page.get_by_label("Why does it change?").fill("Calls of 30 June were counted twice.")
    press(page, "Save")
    expect(page).to_have_url(own_site.url + MEASURE)
    expect(section(page, "Results")).to_contain_text("79.5")
    restated = section(page, "Restated figures")
    expect(restated).to_contain_text("78.5")
    expect(restated).to_contain_text("Calls of 30 June were counted twice.")
    expect(restated).to_contain_text("Performance Officer")


def test_a_result_typed_wrong_is_kept_in_the_form_with_what_to_do(own_site):
    page = own_site.page("hart.performance")

    record(page, "soon", "a few")

    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(2)
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Period")).to_be_focused()
    expect(page.get_by_label("Period")).to_have_value("soon")


def test_a_file_with_faults_names_each_place_and_stores_nothing(own_site):
    """R143."""
    page = own_site.page("hart.performance")
    page.goto("/hart/measures/upload/")
    upload_nonsense(page)

    problems = page.get_by_role("alert").get_by_role("listitem")
    expect(problems).to_have_count(3)
    for place, problem in zip(
        ["row 2, column measure", "row 3, column period", "row 4, column value"], problems.all(), strict=True
    ):
        expect(problem).to_contain_text(f"results.csv, {place}:")
    page.goto(MEASURE)
    expect(section(page, "Results")).not_to_contain_text("July to September 2014")
    expect(
        section(page, "Who and when").get_by_role("row", name=re.compile("Performance Officer"))
    ).to_have_count(0)


def test_the_good_rows_are_stored_and_the_bad_come_back_as_a_file(own_site, tmp_path):
    """R143: a file that is half right helps at once."""
    file = tmp_path / "q2.csv"
    file.write_text("measure,period,value\nCS02a,2014/15 Q2,82.5\nNONE,2014/15 Q2,1\n", encoding="utf-8")
    page = own_site.page("hart.performance")
    page.goto("/hart/measures/")
    page.get_by_role("link", name="Upload results").click()
    page.get_by_label("A table of results").set_input_files(file)
    page.get_by_label("Store the good rows, and give me the bad ones back as a file").check()
    with page.expect_download() as waiting:
        press(page, "Upload")

    given = waiting.value
    assert given.suggested_filename == "hart-rows-not-stored.csv"
    rows = list(csv.DictReader(StringIO(Path(given.path()).read_text(encoding="utf-8-sig"))))
    assert [(row["measure"], row["value"], bool(row["what is wrong"])) for row in rows] == [
        ("NONE", "1", True)
    ]
    with page.expect_download() as waiting:
        page.goto(MEASURE)
        page.get_by_role("link", name="Download these figures (CSV)").click()
    assert ",82.5," in Path(waiting.value.path()).read_text(encoding="utf-8-sig")


def write_all(page: Page, blank: str = "") -> None:
    page.goto(IMPLICATIONS)
    page.get_by_label("Financial", exact=True).fill("An overspend of £620 thousand in service areas.")
    for category in CATEGORIES[1:]:
        if category != blank:
            page.get_by_label(f"There are no {category} implications").check()
    press(page, "Save")


def test_a_blank_implication_holds_up_the_sign_off(own_site):
    """R075 R076: “none” is written, not left out; what is blank is named."""
    writer, director = own_site.page("york.strategy"), own_site.page("york.director")
    write_all(writer, blank="Legal")
    expect(writer).to_have_url(own_site.url + PAPER)
    expect(section(writer, "Implications")).to_contain_text("Not yet written")

    director.goto(PAPER)

    expect(director.get_by_role("button", name="Sign off")).to_have_count(0)
    expect(section(director, "What stands in the way")).to_contain_text(
        "Not all implications are written: Legal. Write each, or say that there are none."
    )
    expect(section(director, "Clearance and sign-off")).to_contain_text("see what stands in the way")


def test_an_implication_is_written_or_none_but_not_both(own_site):
    page = own_site.page("york.strategy")
    page.goto(IMPLICATIONS)
    page.get_by_label("Legal", exact=True).fill("A contract ends.")
    page.get_by_label("There are no Legal implications").check()
    press(page, "Save")

    expect(page.get_by_role("alert")).to_contain_text(
        "Legal: either write the implications or say that there are none, not both."
    )
    expect(page.get_by_label("Legal", exact=True)).to_have_value("A contract ends.")


def test_two_people_writing_at_once_lose_nothing(own_site):
    """The second is told, sees the first's words, keeps their own, and decides."""
    first, second = own_site.page("york.strategy"), own_site.page("york.director")
    for page in (first, second):
        page.goto(IMPLICATIONS)
    first.get_by_label("Financial", exact=True).fill("The first person's words.")
    press(first, "Save")
    expect(first).to_have_url(own_site.url + PAPER)

    second.get_by_label("Financial", exact=True).fill("The second person's words.")
    press(second, "Save")

    expect(second.get_by_role("alert")).to_contain_text(
        "Somebody else changed this part of the paper while you were writing."
    )
    expect(second.get_by_label("Financial", exact=True)).to_have_value("The second person's words.")
    expect(second.get_by_text("Held now: The first person's words.")).to_be_visible()
    first.reload()
    expect(section(first, "Implications")).to_contain_text("The first person's words.")

    second.get_by_label("Financial", exact=True).fill("The first person's words. The second person's words.")
    press(second, "Save")
    expect(section(second, "Implications")).to_contain_text(
        "The first person's words. The second person's words."
    )


def test_a_paper_is_signed_off_in_order(own_site):
    """R086: two sign-offs, each by its own post, in order; then the paper is no longer changed."""
    writer, director, assistant = (
        own_site.page(name) for name in ("york.strategy", "york.director", "york.assistant")
    )
    write_all(writer)
    assistant.goto(PAPER)
    expect(section(assistant, "Clearance and sign-off")).to_contain_text(
        f"The next sign-off is for {DIRECTOR}."
    )
    expect(assistant.get_by_role("button", name="Sign off")).to_have_count(0)

    director.goto(PAPER)
    press(director, "Sign off")
    expect(section(director, "Clearance and sign-off")).to_contain_text(
        f"The next sign-off is for {ASSISTANT}."
    )

    assistant.reload()
    press(assistant, "Sign off")
    expect(assistant.get_by_role("main")).to_contain_text("It is approved for publication")
    expect(section(assistant, "Clearance and sign-off")).not_to_contain_text("Not asked yet")

    writer.goto(IMPLICATIONS)
    expect(writer.get_by_role("main")).to_contain_text("The paper is approved; it is no longer changed.")


@pytest.mark.parametrize("path", ["measures/CS02a/record/", "measures/upload/"])
def test_an_officer_of_another_council_is_refused_with_a_sentence(path, site):
    """R142: York's strategy team can change nothing of Hart's."""
    with site.context("york.strategy") as context:
        page = context.new_page()
        answer = page.goto(f"/hart/{path}")

        assert answer is not None and answer.status == 403
        expect(page.get_by_role("main")).to_contain_text(
            "You work for another council than Hart District Council."
        )
        page.goto(MEASURE)
        expect(page.get_by_role("button", name="Record a result")).to_have_count(0)


def test_a_visitor_is_asked_to_sign_in_and_led_back(own_site):
    page = own_site.page()
    page.goto(MEASURE + "record/")
    expect(page.get_by_role("main")).to_contain_text("Sign in first.")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    sign_in(page, "hart.performance", "not-the-password")
    expect(page.get_by_role("alert")).to_contain_text("That username and password do not go together.")

    sign_in(page, "hart.performance")

    expect(page).to_have_url(own_site.url + MEASURE + "record/")


def test_signing_out_ends_it(own_site):
    page = own_site.page("york.director")
    page.goto("/york/")
    expect(page.get_by_role("banner")).to_contain_text(DIRECTOR)

    press(page, "Sign out")

    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()
    answer = page.goto(IMPLICATIONS)
    assert answer is not None and answer.status == 403


def test_everything_is_read_without_javascript(site):
    """R144: home, theme, action, measure with its arithmetic, back, the report and its Word file."""
    with site.context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_role("link", name="Hart District Council").click()
        page.get_by_role("link", name="Customer Services", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Customer Services")
        page.get_by_role(
            "link", name="% of telephone calls answered by Contact Centre in 15 seconds"
        ).first.click()
        expect(page).to_have_url(site.url + MEASURE)
        arithmetic = page.get_by_role("table", name="Arithmetic of the status")
        expect(arithmetic).to_be_hidden()
        page.get_by_role("region", name="How the status was reached").locator("summary").click()
        expect(arithmetic).to_be_visible()
        page.go_back()
        page.goto("/york/")
        page.get_by_role("main").get_by_role("link", name="The Sustainable City", exact=True).click()
        page.get_by_role("link", name=re.compile("start the seven Salix")).first.click()
        expect(page.get_by_role("list", name="Thread from the vision down")).to_contain_text(
            "The vision for the city"
        )
        page.get_by_role("link", name="Reports", exact=True).click()
        page.get_by_role("link", name="Finance and Performance Monitor 3 2008/09", exact=True).click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Word file").click()

        assert waiting.value.suggested_filename == f"york-{REPORTS['york']}.docx"
        assert Path(waiting.value.path()).read_bytes()[:2] == b"PK"


FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const outlined = (of) => of.outlineStyle !== 'none' && parseFloat(of.outlineWidth) >= 2;
  const drawn = (of) => outlined(of) || of.boxShadow !== 'none';
  const label = one.type === 'checkbox' && one.nextElementSibling;
  return {
    name: (one.textContent || one.name || '').trim().slice(0, 40),
    seen: drawn(label ? getComputedStyle(label, '::before') : style),
    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.mark.parametrize(
    ("path", "username"),
    [("/york/", ""), (MEASURE, "hart.performance"), ("/sign-in/", ""), (IMPLICATIONS, "york.strategy")],
)
def test_a_keyboard_reaches_everything_and_shows_where_it_is(path, username, site):
    """R144: the skip link comes first, and focus is seen at each stop."""
    with site.context(username, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(path)
        page.keyboard.press("Tab")
        first = page.evaluate(FOCUS)
        assert first == {"name": "Skip to main content", "seen": True, "inside": True}
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")

        page.goto(path)
        stops = page.locator(
            "a:visible, button:visible, input:visible, textarea:visible, summary:visible"
        ).count()
        reached = []
        for _ in range(stops):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(FOCUS))
        assert [stop for stop in reached if not (stop["seen"] and stop["inside"])] == []
        assert page.evaluate("document.querySelector('footer').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["/york/", "/hart/progress/", f"/york/reports/{REPORTS['york']}/"])
def test_a_page_prints_without_its_navigation(path, site):
    with site.context(viewport={"width": 794, "height": 1123}) as context:
        page = context.new_page()
        page.goto(path)
        page.emulate_media(media="print")

        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(page.get_by_role("link", name="Sign in")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        # Text for screen readers at the edge may stick out by the pixel that it is wide.
        assert (
            page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1
        )
