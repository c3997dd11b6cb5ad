"""Sets one document with Typst in a process of its own, started by `pdf.to_pdf` and by nothing else.

Typst keeps the work of its last ten documents for the next; in a worker that lives for months that is
hundreds of megabytes, and there is no way to ask it to let go. A process that ends gives everything back.

Reads the outline as JSON on standard input and writes the PDF on standard output; the template and the folder
of fonts are its two arguments. Ends with 1 and Typst's own words on standard error where it refuses.
"""

import sys
from pathlib import Path
from typing import Any

import typst


def main(template: str, fonts: str) -> int:
    """Set the document; the code that the process ends with."""
    files: Any = {"main.typ": Path(template).read_bytes(), "outline.json": sys.stdin.buffer.read()}
    try:
        made = typst.compile(
            files,
            font_paths=[fonts],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as refused:
        sys.stderr.write(str(refused))
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
