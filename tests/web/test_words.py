"""The pages of a report's words and of Word templates, as people use them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.people.models import Council
from goldenthread.reports.models import Narrative, Template
from tests.reports.templates_made import MARKED, template
from tests.reports.test_word_back import typed

SignIn = Callable[..., Client]


@pytest.fixture
def words_at(demo: None) -> str:
    slug = Council.objects.get(slug="hart").report_settings.first().slug
    return f"/hart/reports/{slug}/words/"


def hidden(body: str) -> dict[str, str]:
    """The hidden fields of a page as a browser sends them."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
    return {name: unescape(value).replace("\n", "\r\n") for name, value in found}


def text_in(body: str) -> str:
    return unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", body, re.S)[1]).strip()  # type: ignore[index]


def written(client: Client, at: str, place: str, words: str) -> Any:
    address = f"{at}of/{place}/"
    body = client.get(address).content.decode()
    return client.post(address, {**hidden(body), "text": words})


def test_a_person_writes_in_a_place_and_the_report_prints_it(signed_in: SignIn, words_at: str) -> None:
    client = signed_in("hart.performance")
    assert "Nobody has written in it yet" in client.get(words_at).content.decode()
    answer = written(client, words_at, "exceptions", "We know why.\r\nIt is the bridge.")
    assert answer.status_code == 302 and answer["Location"].endswith("#exceptions")
    page = client.get(words_at).content.decode()
    assert "one of" in page.lower() or "1 of" in page
    assert "We know why." in page and "The figures say:" in page
    report = client.get(words_at.removesuffix("words/") + "?as=draft").content.decode()
    assert "It is the bridge." in report


def test_words_left_as_they_were_are_not_kept(signed_in: SignIn, words_at: str) -> None:
    client = signed_in("hart.performance")
    body = client.get(f"{words_at}of/exceptions/").content.decode()
    written(client, words_at, "exceptions", text_in(body))
    assert not Narrative.objects.exists()


def test_words_somebody_else_changed_are_not_overwritten_unseen(signed_in: SignIn, words_at: str) -> None:
    client = signed_in("hart.performance")
    address = f"{words_at}of/exceptions/"
    seen = hidden(client.get(address).content.decode())
    written(client, words_at, "exceptions", "First.")
    answer = client.post(address, {**seen, "text": "Second."})
    assert answer.status_code == 422
    assert "Somebody else changed these words" in answer.content.decode()
    assert "Second." in answer.content.decode()
    again = client.post(address, {**hidden(answer.content.decode()), "text": "Second."})
    assert again.status_code == 302
    assert Narrative.objects.get().text == "Second."


def test_words_go_back_to_the_figures(signed_in: SignIn, words_at: str) -> None:
    client = signed_in("hart.performance")
    written(client, words_at, "exceptions", "Ours.")
    address = f"{words_at}of/exceptions/"
    body = client.get(address).content.decode()
    assert "Print what the figures say" in body
    client.post(address, {**hidden(body), "text": "Ours.", "forget": "1"})
    assert not Narrative.objects.exists()


def test_figures_that_moved_are_said_and_offered(signed_in: SignIn, words_at: str) -> None:
    client = signed_in("hart.performance")
    body = client.get(f"{words_at}of/gaps/").content.decode()
    now = text_in(body)
    figure = re.search(r"\d+", now)[0]  # type: ignore[index]
    then = now.replace(figure, "7", 1)
    written(client, words_at, "gaps", f"{then} We know why.")
    Narrative.objects.update(generated=then)
    page = client.get(words_at).content.decode()
    assert f"Was 7, is now {figure}" in page or "Was 7" in page
    assert "Take the new figures into them" in page
    renewed = client.get(f"{words_at}of/gaps/?renew=1").content.decode()
    assert text_in(renewed) == f"{now} We know why."


def test_words_typed_in_word_are_looked_at_and_then_kept(signed_in: SignIn, words_at: str) -> None:
    client = signed_in("hart.performance")
    word = client.get(words_at.removesuffix("/words/") + ".docx?as=draft").content
    data = typed(word, "gaps", "We know of <b>these</b>.")
    answer = client.post(f"{words_at}bring/", {"file": SimpleUploadedFile("a.docx", data)})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "&lt;b&gt;these&lt;/b&gt;" in body and body.count('name="take-') == 1
    assert not Narrative.objects.exists()
    client.post(f"{words_at}bring/", {**hidden(body), "take-gaps": "1"})
    held = Narrative.objects.get()
    assert (held.place, held.text) == ("gaps", "We know of <b>these</b>.")


def test_a_word_file_nobody_touched_changes_nothing(signed_in: SignIn, words_at: str) -> None:
    client = signed_in("hart.performance")
    word = client.get(words_at.removesuffix("/words/") + ".docx?as=draft").content
    body = client.post(f"{words_at}bring/", {"file": SimpleUploadedFile("a.docx", word)}).content.decode()
    assert "Nothing differs" in body


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"x", "This is not a Word file"),
        (template("Dear all"), "The file has no places for words."),
        (b"", "The file is empty. Choose another."),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(
    signed_in: SignIn, words_at: str, data: bytes, sentence: str
) -> None:
    answer = signed_in("hart.performance").post(
        f"{words_at}bring/", {"file": SimpleUploadedFile("a.docx", data)}
    )
    assert answer.status_code == 422
    assert sentence in unescape(answer.content.decode())


def test_taking_nothing_says_what_to_tick(signed_in: SignIn, words_at: str) -> None:
    answer = signed_in("hart.performance").post(f"{words_at}bring/", {"take": "1"})
    assert answer.status_code == 422
    assert "Tick at least one place" in answer.content.decode()


def test_who_may_not_write_reads_why_and_no_stranger_reads_a_draft(signed_in: SignIn, words_at: str) -> None:
    client = signed_in("york.director")
    slug = Council.objects.get(slug="york").report_settings.first().slug  # type: ignore[union-attr]
    at = f"/york/reports/{slug}/words/"
    assert "can write the words of a report." in unescape(client.get(at).content.decode())
    refused = client.get(f"{at}of/gaps/")
    assert refused.status_code == 403
    assert "can write the words of a report." in unescape(refused.content.decode())
    assert client.get(words_at).status_code == 403
    assert Client().get(words_at).status_code == 403


def test_another_documents_words_are_its_own(signed_in: SignIn, words_at: str) -> None:
    client = signed_in("hart.performance")
    written(client, words_at, "introduction", "Of the Monitor.")
    page = client.get(f"{words_at}?product=YEAR_END").content.decode()
    assert "Year-end report" in page and "Of the Monitor." not in page
    assert client.get(f"{words_at}?product=SCRUTINY&part=Nobody").status_code in (403, 422)
    assert client.get(f"{words_at}?product=NONSENSE").status_code == 200


# Templates


def upload(client: Client, data: bytes, name: str = "Executive report") -> Any:
    return client.post("/hart/reports/templates/", {"name": name, "file": SimpleUploadedFile("t.docx", data)})


def test_a_template_is_brought_looked_at_and_taken_out_of_use(signed_in: SignIn) -> None:
    client = signed_in("hart.performance")
    answer = upload(client, template(*MARKED[:-1]))
    assert answer.status_code == 302
    page = unescape(client.get(answer["Location"]).content.decode())
    assert "{{stamp}} is not marked" in page
    held = Template.objects.get()
    assert client.get(f"/hart/reports/templates/{held.pk}.docx").content.startswith(b"PK")
    client.post(f"/hart/reports/templates/{held.pk}/use/", {"seen": held.version})
    assert "out of use" in client.get("/hart/reports/templates/").content.decode()


def test_a_template_with_a_wrong_mark_is_not_taken_and_says_why(signed_in: SignIn) -> None:
    answer = upload(signed_in("hart.performance"), template("{{exeptions}}"))
    assert answer.status_code == 422
    assert "Did you mean {{exceptions}}?" in unescape(answer.content.decode())
    assert not Template.objects.exists()


@pytest.mark.parametrize("name", ["modern", "york-2008"])
def test_the_templates_that_come_with_it_can_be_taken_away(signed_in: SignIn, name: str) -> None:
    answer = signed_in("hart.performance").get(f"/hart/reports/templates/with-the-product/{name}.docx")
    assert answer.content.startswith(b"PK")
    assert f'filename="{name}.docx"' in answer["Content-Disposition"]


def test_templates_of_others_and_unknown_ones_are_not_there(signed_in: SignIn) -> None:
    client = signed_in("york.strategy")
    york = client.post(
        "/york/reports/templates/", {"name": "Ours", "file": SimpleUploadedFile("t.docx", template(*MARKED))}
    )
    pk = york["Location"].rstrip("/").rpartition("/")[2]
    hart = signed_in("hart.performance")
    assert hart.get(f"/hart/reports/templates/{pk}/").status_code == 404
    assert hart.get("/hart/reports/templates/with-the-product/other.docx").status_code == 404
    assert Client().get("/hart/reports/templates/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_templates_asks_as_often_for_one_as_for_three(
    signed_in: SignIn, count: int, django_assert_num_queries: Any
) -> None:
    client = signed_in("hart.performance")
    for place in range(count):
        upload(client, template(*MARKED), f"Template {place}")
    with django_assert_num_queries(7):
        client.get("/hart/reports/templates/")
