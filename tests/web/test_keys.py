"""One's own keys: made and shown once, ended, and never anybody else's."""

from __future__ import annotations

import re

from django.test import Client

from goldenthread.people.models import ApiKey


def test_a_key_is_made_shown_once_works_and_ends(signed_in) -> None:
    client = signed_in("hart.performance")
    page = client.post("/hart/keys/", {"name": "Portal"}).content.decode()
    shown = re.search(r"gt_[\w-]{40,}", page)
    assert shown and "one key of yours is in use" in page
    secret = shown[0]
    assert secret not in client.get("/hart/keys/").content.decode()
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/hart/snapshots", headers=headers).status_code == 200
    held = ApiKey.objects.get()
    assert signed_in("hart.corporate").post(f"/hart/keys/{held.pk}/end/").status_code == 404
    page = client.post(f"/hart/keys/{held.pk}/end/", follow=True).content.decode()
    assert "no keys of yours are in use" in page
    assert Client().get("/api/v1/hart/snapshots", headers=headers).status_code == 401


def test_a_key_without_a_name_is_refused_beside_the_form(signed_in) -> None:
    page = signed_in("hart.performance").post("/hart/keys/", {"name": " "})
    assert page.status_code == 422 and "Say what the key is for." in page.content.decode()
    assert not ApiKey.objects.exists()


def test_visitors_and_people_of_other_councils_have_none_here(signed_in) -> None:
    assert Client().get("/hart/keys/").status_code == 403
    assert signed_in("york.strategy").get("/hart/keys/").status_code == 403
