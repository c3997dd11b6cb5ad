"""`python -m bench.documents_once CHARTS`: make the documents of facts on standard input; say the memory."""

from __future__ import annotations

import sys
from tempfile import TemporaryDirectory

from bench.__main__ import set_up


def main() -> None:
    """Make Word, PDF and HTML once, and print the most megabytes that this process took."""
    with TemporaryDirectory() as folder:
        set_up(folder)
        from bench.documents import with_charts  # noqa: PLC0415 - it needs Django set up
        from bench.stopwatch import peak_megabytes  # noqa: PLC0415
        from goldenthread.reports.facts import decoded  # noqa: PLC0415
        from goldenthread.reports.products import Beside, Format, Product, composed, render  # noqa: PLC0415

        facts = decoded(sys.stdin.buffer.read())
        outline = with_charts(composed(facts, Product.MONITOR, "", Beside()), int(sys.argv[1]))
        for form in (Format.DOCX, Format.PDF, Format.HTML):
            render(outline, form)
        print(peak_megabytes())


if __name__ == "__main__":
    main()
