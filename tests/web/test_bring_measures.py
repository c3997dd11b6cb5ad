"""Bringing in measures of another system in a browser: look, then store the same file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from goldenthread.measures.models import Measure
from goldenthread.people.models import Council, Post, User

ADDRESS = "/small/measures/bring/"
FILE = (
    "Code,Short Name,Data Type,Aim,Managed By,Parent,2014/15 Value,2014/15 Target\n"
    "LPI0541,Council tax collected,Percentage,Aim to Maximise,Revenues Manager,Scorecard,98.62%,98.65%\n"
)


@pytest.fixture
def council(grow) -> Council:
    return grow(1, slug="small")


def signed_in_as(council: Council, duty: str) -> Client:
    client = Client(raise_request_exception=False)
    user = User.objects.create(username=f"{council.slug}-{duty}", post=council.posts.first(), duty=duty)
    client.force_login(user)
    return client


def send(client: Client, text: str, **more: str) -> HttpResponse:
    return client.post(ADDRESS, {"file": SimpleUploadedFile("export.csv", text.encode()), **more})


def test_nothing_is_stored_before_the_same_file_is_sent_again(council: Council) -> None:
    client = signed_in_as(council, "STRATEGY")
    seen = send(client, FILE)
    html = seen.content.decode()
    assert (seen.status_code, Measure.objects.filter(code="LPI0541").count()) == (200, 0)
    assert "Nothing is stored yet" in html and "Scorecard" in html and "Revenues Manager" in html
    mark = str(seen.context["form"].initial["seen"])
    other = send(client, FILE.replace("98.62", "98.63"), seen=mark)
    assert "another file than the one you looked at" in other.content.decode()
    assert not Measure.objects.filter(code="LPI0541").exists()
    stored = send(client, FILE, seen=mark, makes_posts="on")
    assert "One measure made" in stored.content.decode()
    kept = client.get("/small/measures/LPI0541/").content.decode()
    assert "From the other system" in kept and "Scorecard" in kept
    assert Measure.objects.get(code="LPI0541").owner == Post.objects.get(title="Revenues Manager")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Name,Post\nx,y\n", "no row has a heading for the code"),
        (FILE.replace("98.62%", "plenty"), "neither a number"),
    ],
)
def test_what_is_wrong_is_told(council: Council, text: str, told: str) -> None:
    answer = send(signed_in_as(council, "STRATEGY"), text)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_it_is_found_from_measures_by_those_who_may(council: Council) -> None:
    assert ADDRESS in signed_in_as(council, "STRATEGY").get("/small/measures/").content.decode()
    scrutiny = signed_in_as(council, "SCRUTINY")
    assert ADDRESS not in scrutiny.get("/small/measures/").content.decode()
    assert send(scrutiny, FILE).status_code == 403
