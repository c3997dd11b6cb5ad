"""The walls of the house: what imports alone can't show, each with the reason it is there."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "goldenthread"
ROOMS = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
SOURCES = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
ORDER = [
    "people",
    "ledger",
    "plans",
    "measures",
    "resources",
    "governance",
    "planning",
    "rounds",
    "reports",
    "exchange",
]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_imports_keep_to_the_contracts() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_no_contract_ignores_an_import() -> None:
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_says_in_one_sentence_what_it_is_for(room: str) -> None:
    said = ast.get_docstring(_tree(PACKAGE / room / "__init__.py"))
    assert said, f"{room} says nothing of itself"
    assert len(re.findall(r"\.(?:\s|$)", said)) == 1, said


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_file_can_be_held_in_mind(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{path.relative_to(ROOT)} has {lines} lines; part it"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_function_can_be_read_at_once(path: Path) -> None:
    long = [
        node.name
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60
    ]
    assert not long, f"more than 60 lines: {long}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_module_and_public_class_says_what_it_is_for(path: Path) -> None:
    tree = _tree(path)
    if path.name == "__init__.py" and not tree.body:
        return
    assert ast.get_docstring(tree), f"{path.relative_to(ROOT)} has no docstring"
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent, f"no docstring: {silent}"


def test_foreign_keys_point_down_the_house() -> None:
    """String references could point upwards unseen by the import contracts."""
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in ORDER
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is not None
        if field.related_model._meta.app_label in ORDER
        if ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert not wrong


def test_only_surfaces_read_the_clock() -> None:
    """Time is passed in below them, so that a figure can be worked again for any day."""
    clock = re.compile(
        r"\b(?:timezone\.(?:now|localdate)|datetime\.(?:now|today|utcnow)|date\.today|time\.time)\("
    )
    readers = {
        path.relative_to(PACKAGE).parts[0]
        for path in SOURCES
        if clock.search(path.read_text(encoding="utf-8"))
    }
    assert readers <= {"web", "jobs", "api"}


def test_models_keep_no_logic_of_ours_out_of_sight() -> None:
    """No save() overrides and no signals: what changes a record is an action with a name."""
    hidden = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(
            r"def save\(self|django\.db\.models\.signals|@receiver", path.read_text(encoding="utf-8")
        )
    ]
    assert not hidden


def test_documents_use_no_template_of_a_surface() -> None:
    crossing = [
        str(path.relative_to(ROOT))
        for path in (PACKAGE / "reports" / "templates").rglob("*.html")
        if '"web/' in path.read_text(encoding="utf-8")
    ]
    assert not crossing


def test_every_foreign_table_belongs_to_one_council_or_hangs_from_what_does() -> None:
    """Everything belongs to one council and never crosses (HOUSE, rules that keep it so).

    What has been published about many councils belongs to none of them (decision 0025).
    """
    apart = {"people.Council", "people.User", "ledger.Entry", "measures.ComparisonSet"}
    loose = [
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in ORDER and model._meta.label not in apart
        if not any(
            field.is_relation and field.concrete and not field.null for field in model._meta.get_fields()
        )
    ]
    assert not loose


def test_migrations_are_named_for_what_they_do_and_none_is_missing() -> None:
    names = [path.stem for path in PACKAGE.rglob("migrations/0*.py")]
    assert names
    assert not [name for name in names if "auto" in name or name.endswith("initial")]


def test_the_lock_names_no_address_and_hashes_every_package() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "http" not in lock
    assert lock.count("==") <= lock.count("--hash=sha256:")


def test_each_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    part = text[text.index("dependencies = [") : text.index("[tool.hatch")]
    silent = [line for line in part.splitlines() if line.strip().startswith('"') and "#" not in line]
    assert not [line for line in silent if "==" in line or ">=" in line]
