"""A small sample of `make fuzz`, which asks for 120,000 inputs and tells what came of them."""

from __future__ import annotations

import os
import warnings

import pytest

from tests.fuzz.readers import READERS, is_a_sentence, throw

INPUTS = int(os.environ.get("FUZZ_INPUTS", "2500"))  # in all, shared among the readers
LEAST = 60  # of each: fewer might meet no file that is read


@pytest.mark.parametrize("name", READERS)
def test_a_reader_reads_or_refuses(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        outcome = throw(name, max(LEAST, int(INPUTS * READERS[name].share)), seed=0)
    print(f"{name}: {outcome.counts['read']:,} read, {outcome.counts['refused']:,} refused")
    assert not outcome.faults
    assert outcome.counts["read"]
    assert outcome.counts["refused"]


def test_what_is_no_sentence_is_told_from_one() -> None:
    assert is_a_sentence("“x” is neither a number nor a label. Write a number.")
    assert not is_a_sentence("ValueError('x')")
    assert not is_a_sentence("")
