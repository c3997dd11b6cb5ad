"""`python -m bench.import_once FILE`: bring a workbook in, in a process of its own, and print its memory."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.__main__ import database_of_its_own, set_up
from bench.stopwatch import peak_megabytes


def main(path: Path) -> None:
    with TemporaryDirectory() as folder:
        set_up(folder)
        from bench.importing import MONTHS, bring_in  # noqa: PLC0415 - they need Django set up
        from bench.made_up_council import Size, make_council  # noqa: PLC0415 - likewise

        with database_of_its_own(folder):
            council = make_council(Size(20, 100_000 // MONTHS), periods=[], slug="imports")
            bring_in(path, council)
            print(peak_megabytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
