"""What is documented is so: generated pages are as they would be made now, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.jobs.docs import PAGES

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "policies" / "README.md",
    ROOT / "demo" / "README.md",
]
WRITTEN += sorted((ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("path", PAGES)
def test_a_generated_page_is_as_it_would_be_made_now(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path](), "run: make docs"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_in_the_documents_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not missing


def test_the_readmes_two_commands_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("demo", "test"):
        assert f"make {command}" in readme
        assert re.search(rf"^{command}:", makefile, re.MULTILINE)
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_environment_variable_of_ours_is_documented() -> None:
    settings = (ROOT / "goldenthread" / "config" / "settings.py").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "how-to" / "run-it-for-real.md").read_text(encoding="utf-8")
    names = set(re.findall(r'environ\.get\(\s*"([A-Z_]+)"', settings)) - {
        "GOLDENTHREAD_DEBUG",
        "GOLDENTHREAD_DEMO",
    }
    assert not [name for name in sorted(names) if name not in page]
