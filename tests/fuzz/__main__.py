"""`make fuzz`: throw inputs at every reader and count what came of them; ends badly where any went wrong."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from time import perf_counter

import django


def main() -> int:
    """Give the counts by reader; 1 where anything but a plain refusal came out."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked.add_argument("--count", type=int, default=120_000, help="How many inputs in all.")
    asked.add_argument("--seed", type=int, default=0, help="The same seed makes the same inputs.")
    given = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    django.setup()
    warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out of a spoilt workbook
    from tests.fuzz.readers import READERS, throw  # noqa: PLC0415 - tables need Django started

    begun, faults, total = perf_counter(), [], 0
    print(f"seed {given.seed}")
    for name, reader in READERS.items():
        outcome = throw(name, int(given.count * reader.share), given.seed)
        total += outcome.counts.total()
        faults += outcome.faults
        print(f"{name:<16}{outcome.counts['read']:>8} read{outcome.counts['refused']:>8} refused")
    print(f"{total:,} inputs in {perf_counter() - begun:.0f} s, {len(faults)} went wrong")
    for fault in faults[:50]:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
