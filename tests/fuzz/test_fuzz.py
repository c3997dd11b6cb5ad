"""A small sample of `make fuzz`."""

from __future__ import annotations

import warnings

import pytest

from tests.fuzz.readers import READERS, is_a_sentence, throw


@pytest.mark.parametrize("name", READERS)
def test_a_reader_reads_or_refuses(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcome = throw(name, 60 if "Excel" in name else 400, seed=1)
    assert not outcome.faults
    assert outcome.counts["read"]
    assert outcome.counts["refused"]


def test_what_is_no_sentence_is_told_from_one() -> None:
    assert is_a_sentence("“x” is neither a number nor a label. Write a number.")
    assert not is_a_sentence("ValueError('x')")
    assert not is_a_sentence("")
