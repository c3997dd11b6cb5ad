"""Files of results made by chance: stored, or refused with nothing of them stored. More by `make fuzz`."""

from __future__ import annotations

import os
import warnings
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.measures.models import Observation
from goldenthread.people.models import User
from tests.fuzz import inputs

UPLOADS = int(os.environ.get("FUZZ_UPLOADS", "40"))


@pytest.mark.django_db
def test_no_half_of_a_file_is_ever_stored(grow) -> None:
    """R143: a file is stored whole or not at all, and what is wrong is said."""
    council = grow(2, slug="small")
    client = Client(raise_request_exception=True)
    client.force_login(User.objects.create(username="s", post=council.posts.get(), duty="STRATEGY"))
    seen = {"stored": 0, "refused": 0}
    for number in range(UPLOADS):
        chance = Random(f"upload-{number}")
        is_book = chance.random() < 0.4
        data = inputs.xlsx_bytes(chance) if is_book else inputs.csv_bytes(chance)
        file = SimpleUploadedFile("results.xlsx" if is_book else "results.csv", data)
        before = Observation.objects.count()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer = client.post("/small/measures/upload/", {"file": file})
        added = Observation.objects.count() - before
        assert answer.status_code in (200, 302, 422), number
        if answer.status_code == 422:
            assert added == 0, number
        seen["refused" if answer.status_code == 422 else "stored"] += 1
    assert all(seen.values())
