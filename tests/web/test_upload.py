"""A file of results: stored whole, refused with places and remedies, or its good rows only."""

from __future__ import annotations

import csv
from html import unescape
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.measures.models import Observation
from goldenthread.people.models import User

HEADER = "measure,period,value,note\n"
GOOD = HEADER + "M1,2014/15 Q2,57,Counted\nM2,2014/15 Q2,awaited,\n"
MIXED = HEADER + "M1,2014/15 Q2,57,\nM9,2014/15 Q2,4,\nM2,quarter 7,5,\nM2,2014/15 Q2,lots,=1+1\n"


@pytest.fixture
def send(grow):
    council = grow(2, slug="small")
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create(username="s", post=council.posts.get(), duty="STRATEGY"))

    def upload(content: bytes | str, name: str = "results.csv", **more: str):
        data = content.encode() if isinstance(content, str) else content
        return client.post("/small/measures/upload/", {"file": SimpleUploadedFile(name, data), **more})

    return upload


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def test_a_good_file_is_stored(send):
    answer = send(GOOD)

    assert "Two results stored." in text_of(answer)
    stored = Observation.objects.filter(ends_on="2014-09-30").order_by("measure__code")
    assert [(one.value, one.state) for one in stored] == [(57, "REPORTED"), (None, "AWAITED")]


def test_a_file_sent_twice_changes_nothing(send):
    send(GOOD)

    answer = send(GOOD)

    assert "No results stored." in text_of(answer)
    assert "Two results already held." in text_of(answer)
    assert Observation.objects.count() == 4


def test_a_bad_file_is_refused_whole_with_each_place(send):
    """R143: file, row and column, and what to do."""
    answer = send(MIXED)

    assert answer.status_code == 422
    assert "Nothing was stored" in text_of(answer)
    for place in ["row 3, column measure", "row 4, column period", "row 5, column value"]:
        assert f"results.csv, {place}:" in text_of(answer)
    assert Observation.objects.count() == 2


def test_the_good_rows_are_stored_and_the_bad_given_back(send):
    """R143: rejected rows come back as given, each with what is wrong."""
    answer = send(MIXED, good_rows_only="on")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="small-rows-not-stored.csv"'
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["measure"], row["period"], row["value"]) for row in rows] == [
        ("M9", "2014/15 Q2", "4"),
        ("M2", "quarter 7", "5"),
        ("M2", "2014/15 Q2", "lots"),
    ]
    assert all(row["what is wrong"] for row in rows)
    assert Observation.objects.count() == 3


def test_figures_that_differ_from_what_is_held_are_refused(send):
    """R139: a restatement needs its reason."""
    answer = send(HEADER + "M1,2014/15 Q1,99,\n")

    assert answer.status_code == 422
    assert "Restate it on its measure's page, with the reason" in text_of(answer)


def _workbook(rows) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_too(send):
    answer = send(_workbook([["Measure", "Period", "Value"], ["M1", "2014/15 Q2", 57]]), "results.xlsx")

    assert "One result stored." in text_of(answer)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\n\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "a picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\3\4" + b"\0" * 100, "a damaged workbook or zip file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "an old Excel or Word file"),
        (b"<!doctype html><table></table>", "a web page"),
        (b"\xff\xfem\0e\0a", "the text is cut or damaged"),
        ("measure,period,value\n".encode("utf-16-le"), "NUL bytes"),
        (bytes(range(128, 256)) * 20, "there is no such column"),
        (b"measure,period\nM1,2014/15 Q2\n", "there is no such column"),
        (b'measure,period,value\n"M1,2014/15 Q2,3\n', "quotation mark"),
        (b"measure,period,value,value\nM1,2014/15 Q2,3,4\n", "more than one column"),
        (b"measure,period,value\nM1,2014/15 Q2,3,4,5\n", "row 2: the row has more cells than the header"),
        (("x" * 1_000_000 + ",period,value\nM1,2014/15 Q2,3\n").encode(), "results.csv"),
        ((",".join(f"c{n}" for n in range(20_000)) + "\n1\n").encode(), "there is no such column"),
        (("measure,period,value\nM1," + "9" * 100_000 + ",3\n").encode(), "row 2, column period"),
        (("measure,period,value\nM1,2014/15 Q2," + "9" * 21 + "\n").encode(), "row 2, column value"),
        (b"measure,period,value\n" + b"M9,2014/15 Q2,1\n" * 500, "row 2, column measure"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
@pytest.mark.parametrize("good_rows_only", [{}, {"good_rows_only": "on"}], ids=["whole", "good rows"])
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(content, sentence, good_rows_only, send):
    answer = send(content, **good_rows_only)

    assert Observation.objects.count() == 2
    if good_rows_only and b"row" in sentence.encode() and "row" in sentence[:3]:
        assert answer.status_code == 200 and "what is wrong" in text_of(answer)
    else:
        assert answer.status_code == 422
        assert sentence in text_of(answer)
        assert len(answer.content) < 200_000


def test_no_file_at_all_is_answered_with_a_sentence(send):
    client = Client()
    client.force_login(User.objects.get(username="s"))

    answer = client.post("/small/measures/upload/", {"csrfmiddlewaretoken": "x"})

    assert answer.status_code == 422
    assert "Choose a file" in text_of(answer)


def test_a_hostile_file_name_is_shown_as_text(send):
    answer = send(MIXED, "<img src=x onerror=alert(1)>.csv")

    assert b"<img" not in answer.content
    assert "row 3, column measure" in text_of(answer)


def test_figures_that_differ_are_restated_with_one_reason_and_the_old_are_kept(send):
    """R139."""
    answer = send(HEADER + "M1,2014/15 Q1,99,\n", restate="Counted again")

    assert "One result restated." in text_of(answer)
    new = Observation.objects.get(measure__code="M1", is_current=True)
    assert (new.value, new.state, new.reason) == (99, "RESTATED", "Counted again")
    assert new.supersedes is not None and not new.supersedes.is_current
