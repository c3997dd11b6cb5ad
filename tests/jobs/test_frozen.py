"""Freezing, making and verifying in a terminal: from the same actions that the pages use."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.jobs.commands import cli
from goldenthread.people.models import Council
from goldenthread.reports.models import Document, Snapshot
from tests.cast import a_council
from tests.cast_frozen import a_report

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


@pytest.fixture
def council(db) -> Council:
    held = a_council().council
    a_report(held)
    return held


def test_freezing_prints_the_digest_and_again_changes_nothing(council: Council) -> None:
    done = run("freeze", "testbury", "monitor")
    held = Snapshot.objects.get()
    assert (done.exit_code, done.output) == (0, f"{held.digest}\n")
    assert run("freeze", "testbury", "monitor").output == done.output
    assert "not published" in run("snapshots", "testbury").output
    assert run("freeze", "testbury", "monitor", "--publish").exit_code == 0
    listed = run("snapshots", "testbury").output
    assert held.digest in listed and listed.rstrip().endswith(", published")


def test_a_correction_in_a_terminal_needs_its_reason(council: Council) -> None:
    run("freeze", "testbury", "monitor", "--publish")
    council.measures.update(title="Another name")
    done = run("freeze", "testbury", "monitor")
    assert done.exit_code == 1 and "Say why they are corrected" in done.output
    assert run("freeze", "testbury", "monitor", "--reason", "It was misnamed.").exit_code == 0
    assert "corrected since" in run("snapshots", "testbury").output


def test_documents_of_every_format_are_proved_to_be_of_the_same_figures(
    council: Council, tmp_path: Path
) -> None:
    """R141: anybody can prove that two documents came from the same figures."""
    run("freeze", "testbury", "monitor", "--publish")
    wanted = [("monitor", "html"), ("monitor", "docx"), ("monitor", "pdf"), ("slides", "pptx"),
              ("workbook", "xlsx"), ("workbook", "ods")]  # fmt: skip
    paths = []
    for product, form in wanted:
        done = run("make", "testbury", "monitor", product, form, "--out", str(tmp_path))
        assert done.exit_code == 0, done.output
        paths.append(done.stdout.strip().splitlines()[-1])
    assert Path(paths[0]).name == "testbury-monitor-2014-15-q1.html"
    proved = run("verify", *paths)
    assert proved.exit_code == 0, proved.output
    assert proved.output.count(Snapshot.objects.get().digest) >= len(paths)
    assert "All bear the name of the same figures." in proved.output

    council.measures.update(title="Another name")
    run("freeze", "testbury", "monitor", "--reason", "It was misnamed.")
    other = tmp_path / "other"
    done = run("make", "testbury", "monitor", "monitor", "html", "--out", str(other))
    differing = run("verify", paths[0], done.stdout.strip().splitlines()[-1])
    assert differing.exit_code == 1 and "they are of different figures." in differing.output


def test_what_bears_no_digest_proves_nothing(tmp_path: Path) -> None:
    for name, content in (
        ("a.txt", b"Hello"),
        ("b.docx", b"PK\x03\x04broken"),
        ("c.pdf", b"%PDF-1.7 nothing"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        done = run("verify", str(path))
        assert done.exit_code == 1 and "no digest of figures" in done.output


def test_a_document_is_made_once_whoever_asks(council: Council, tmp_path: Path) -> None:
    for _ in range(2):
        done = run("make", "testbury", "monitor", "monitor", "html", "--freeze", "--out", str(tmp_path))
        assert done.exit_code == 0, done.output
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["freeze", "nowhere", "monitor"], "there is no council “nowhere”. On record: testbury."),
        (["freeze", "testbury", "poem"], "Testbury has no report “poem”. It has: monitor."),
        (["make", "testbury", "monitor", "monitor", "html"], "no figures of “monitor” are frozen yet."),
        (["make", "testbury", "monitor", "poem", "html", "--freeze"], "There is no product “POEM”."),
        (["make", "testbury", "monitor", "monitor", "ods", "--freeze"], "is not made as “ods”."),
        (
            ["make", "testbury", "monitor", "one_page", "html", "--freeze"],
            "is of one part. Choose one of: Place.",
        ),
        (["key", "nobody"], "nobody signs in as “nobody”."),
    ],
)
def test_what_cannot_be_is_said_in_a_line(council: Council, words: list[str], sentence: str) -> None:
    done = run(*words)
    assert done.exit_code == 1 and sentence in done.output
