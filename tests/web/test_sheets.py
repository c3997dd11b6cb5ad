"""Defining a measure on its pages: its sheet, a new definition, its lines, its parts, and its end (R047)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.ledger.models import Entry
from goldenthread.measures.models import Alias, Breakdown, EarlierDefinition, Measure, MeasureLink
from goldenthread.people.models import Post

SHEET: dict[str, Any] = {
    "code": "NEW 1",
    "title": "Streets swept",
    "question": "Are our streets clean?",
    "kind": "NUMBER",
    "unit": "streets",
    "frequency": "MONTHLY",
    "control": "COUNCIL",
    "polarity": "HIGHER",
    "if_zero": "NOT_APPLICABLE",
    "if_missing": "WAIT",
    "aliases": "NI: NI 195\nLGBF: ENV1",
    "tolerance": "1.5",
}


def define(client, **more: Any) -> Any:
    return client.post("/york/measures/new/", {**SHEET, **more})


def test_a_measure_is_defined_and_its_page_says_so(signed_in):
    officer = signed_in("york.strategy")
    owner = Post.objects.filter(council__slug="york").first()
    answer = define(officer, owner_id=owner.pk)
    assert (answer.status_code, answer["Location"]) == (302, "/york/measures/NEW%201/#counted")
    held = Measure.objects.get(code="NEW 1")
    assert (held.question, held.tolerance, held.owner) == ("Are our streets clean?", Decimal("1.5"), owner)
    assert [(one.scheme, one.code) for one in held.aliases.all()] == [("LGBF", "ENV1"), ("NI", "NI 195")]
    html = officer.get("/york/measures/NEW 1/").content.decode()
    assert "Are our streets clean?" in html
    assert "NI 195" in html


def test_what_does_not_go_together_is_said_beside_the_field(signed_in):
    answer = define(signed_in("york.strategy"), kind="LEVEL", unit="", aliases="195")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "doesn&#x27;t say whose code it is" in html or "doesn&#39;t say whose code it is" in html
    answer = define(signed_in("york.strategy"), kind="LEVEL", unit="")
    assert "Name at least two levels" in answer.content.decode()
    assert not Measure.objects.filter(code="NEW 1").exists()


def test_a_formula_is_refused_by_name_and_worked_out_where_it_can_be(signed_in):
    """A formula that names no measure is refused with a sentence, before anything is kept."""
    officer = signed_in("hart.performance")
    new = {**SHEET, "code": "SUM", "kind": "NUMBER", "unit": "", "frequency": "QUARTERLY", "aliases": ""}
    refused = officer.post("/hart/measures/new/", {**new, "formula": "[NONE] * 2"})
    assert refused.status_code == 422
    assert "has the code NONE" in refused.content.decode()
    assert officer.post("/hart/measures/new/", {**new, "formula": "[CS01] * 2"}).status_code == 302
    source, held = Measure.objects.get(code="CS01"), Measure.objects.get(code="SUM")
    first = source.observations.filter(is_current=True, value__isnull=False, period_kind="QUARTER").first()
    worked = held.observations.get(starts_on=first.starts_on, ends_on=first.ends_on)
    assert worked.value == first.value * 2


def test_the_second_of_two_people_keeps_what_they_typed(signed_in):
    officer = signed_in("york.strategy")
    define(officer)
    at = "/york/measures/NEW 1/edit/"
    mine = {**SHEET, "version": Measure.objects.get(code="NEW 1").version, "reason": "Better words"}
    assert officer.post(at, {**mine, "title": "Streets cleaned"}).status_code == 302
    answer = officer.post(at, {**mine, "title": "Streets brushed"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Held now: Streets cleaned" in html
    assert 'value="Streets brushed"' in html


def test_the_line_ends_of_a_browser_change_nothing_and_are_not_kept(signed_in):
    officer = signed_in("york.strategy")
    text = {
        "definition": "Swept once.\r\nNot twice.",
        "method": "Counted\r\nby hand.",
        "quality_note": "So\r\nso",
    }
    assert define(officer, **text, aliases="NI: NI 195\r\nLGBF: ENV1").status_code == 302
    held, before = Measure.objects.get(code="NEW 1"), Entry.objects.count()
    assert (held.definition, held.method) == ("Swept once.\nNot twice.", "Counted\nby hand.")
    assert "\r" not in str([vars(held), *Entry.objects.values_list("after", flat=True)])
    sent = {**SHEET, **text, "aliases": "NI: NI 195\r\nLGBF: ENV1", "version": held.version}
    assert officer.post("/york/measures/NEW 1/edit/", sent).status_code == 302
    assert (Measure.objects.get(code="NEW 1").version, Entry.objects.count()) == (held.version, before)


def test_what_was_approved_is_not_asked_and_not_changed(signed_in):
    """R140: what was approved with a plan changes by request only."""
    officer = signed_in("hart.performance")
    held = Measure.objects.get(code="CS01")
    html = officer.get("/hart/measures/CS01/edit/").content.decode()
    assert 'name="polarity"' not in html
    assert "/hart/measures/CS01/ask/definition/" in html
    sent = {"title": held.title, "frequency": "QUARTERLY", "control": "COUNCIL", "version": held.version}
    sent |= {"if_zero": "NOT_APPLICABLE", "if_missing": "WAIT", "polarity": "LOWER", "question": "How well?"}
    assert officer.post("/hart/measures/CS01/edit/", sent).status_code == 302
    held.refresh_from_db()
    assert (held.polarity, held.question) == ("HIGHER", "How well?")


def test_a_new_definition_keeps_the_old_one(signed_in):
    officer = signed_in("york.strategy")
    define(officer, definition="Streets swept once")
    sent = {
        "definition": "Streets swept twice", "kind": "NUMBER", "unit": "streets", "from_on": "1 April 2014",
        "is_comparable": "no", "reason": "Once is not clean", "version": version(),
    }  # fmt: skip
    at = "/york/measures/NEW 1/definition/"
    assert officer.post(at, {**sent, "from_on": ""}).status_code == 422
    assert officer.post(at, sent).status_code == 302
    old = EarlierDefinition.objects.get(measure__code="NEW 1")
    assert (old.definition, old.is_comparable) == ("Streets swept once", False)
    html = officer.get("/york/measures/NEW 1/").content.decode()
    assert "Streets swept once" in html
    assert "Once is not clean" in html


def test_the_chart_and_its_table_say_where_a_definition_changed(signed_in):
    """R049: figures before and after are known for what they are."""
    held, until = Measure.objects.get(code="CS01"), date(2014, 3, 31)
    EarlierDefinition.objects.create(measure=held, until_on=until, is_comparable=False, reason="Recounted")
    html = signed_in("hart.performance").get("/hart/measures/CS01/").content.decode()
    results = html[html.index('id="results"') : html.index('id="variation"')]
    assert results.count("Definition changed 1 Apr 2014</text>") == 2
    assert "The definition changed on 1 April 2014; figures before can’t be set against" in results
    row = next(one for one in results.split("<tr") if "Definition changed on 1 April 2014." in one)
    assert "April to June 2014" in row


def test_it_is_linked_to_a_line_and_the_link_is_taken_away(signed_in):
    officer = signed_in("york.strategy")
    define(officer)
    line = MeasureLink.objects.filter(measure__council__slug="york").first().element
    line = line.edition.plan.editions.get(is_current=True).elements.filter(state="LIVE").first()
    at = "/york/measures/NEW 1/links/"
    assert officer.post(at, {"element": ""}).status_code == 422
    assert officer.post(at, {"element": line.pk}).status_code == 302
    link = MeasureLink.objects.get(measure__code="NEW 1")
    assert link.element_id == line.pk
    assert officer.post(at, {"link": link.pk, "reason": ""}).status_code == 422


def test_its_parts_are_named_and_it_is_retired_and_followed_again(signed_in):
    officer = signed_in("york.strategy")
    define(officer)
    at = "/york/measures/NEW 1/"
    sent = {"names_WARD": "Acomb\nClifton", "adds_up_WARD": "on", "version": version()}
    assert officer.post(f"{at}breakdowns/", sent).status_code == 302
    assert [one.name for one in Breakdown.objects.filter(measure__code="NEW 1")] == ["Acomb", "Clifton"]
    assert officer.post(f"{at}breakdowns/", sent).status_code == 422  # seen before it changed
    gone = {"on": "1 April 2015", "reason": "Nobody asks", "version": version()}
    assert officer.post(f"{at}retire/", gone).status_code == 302
    assert "Nobody asks" in officer.get(at).content.decode()
    assert officer.post(f"{at}retire/", {"reason": "Asked again", "version": version()}).status_code == 302
    assert Measure.objects.get(code="NEW 1").retired_on is None
    assert Alias.objects.filter(measure__code="NEW 1").count() == 2


def version() -> int:
    return Measure.objects.get(code="NEW 1").version


def test_nobody_without_the_duty_gets_further(signed_in, client):
    assert client.post("/york/measures/new/", SHEET).status_code in (302, 403)
    answer = define(signed_in("hart.performance"))
    assert answer.status_code == 403
    assert not Measure.objects.filter(code="NEW 1").exists()


def test_what_others_call_it_finds_it_and_the_list_filters_by_its_sheet(signed_in):
    officer = signed_in("york.strategy")
    define(officer, stage="OUTPUT", aliases="NI: NI 999")
    for asked in (
        "search/?q=NI+999",
        "measures/?q=999",
        "measures/?stage=output",
        "measures/?collected=monthly",
    ):
        assert "Streets swept" in officer.get(f"/york/{asked}").content.decode()
    assert "Streets swept" not in officer.get("/york/measures/?kind=percentage").content.decode()


def test_a_retired_measure_leaves_progress_and_gaps_and_is_listed(signed_in):
    officer = signed_in("york.strategy")
    define(officer)
    gaps = "/york/gaps/?as=csv"
    assert "Streets swept" in officer.get(gaps).content.decode()
    gone = {"on": "1 April 2001", "reason": "Nobody asks", "version": version()}
    assert officer.post("/york/measures/NEW 1/retire/", gone).status_code == 302
    assert "Streets swept" not in officer.get(gaps).content.decode()
    assert "Streets swept" in officer.get("/york/measures/?followed=retired").content.decode()


def test_the_definitions_are_a_file(signed_in):
    answer = signed_in("york.strategy").get("/york/measures-as-defined.csv")
    assert answer.content.decode("utf-8-sig").startswith("code,title,question")
