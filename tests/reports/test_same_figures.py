"""Every number printed in every format equals the snapshot's, for each real council and each product."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.conf import settings
from django.db import transaction
from pypdf import PdfReader

from goldenthread.exchange.council import load_council
from goldenthread.people.officers import OPERATOR
from goldenthread.reports.besides import beside_of
from goldenthread.reports.blocks import Outline
from goldenthread.reports.freezing import freeze
from goldenthread.reports.models import Snapshot
from goldenthread.reports.products import FORMATS, Format, Product, composed, parts_of, render
from goldenthread.reports.queries import reports_of
from goldenthread.reports.snapshot_queries import facts_in
from tests.cast import AT, WHO
from tests.reports import figures_in as found

SLUGS = ("york", "cheltenham", "hart")
READ = {
    Format.HTML: found.figures_in_html,
    Format.DOCX: found.figures_in_docx,
    Format.PDF: found.figures_in_pdf,
    Format.PPTX: found.figures_in_pptx,
    Format.XLSX: found.figures_in_xlsx,
    Format.ODS: found.figures_in_ods,
}
MADE = [(product, form) for product in Product for form in FORMATS[product]]


@pytest.fixture(scope="module")
def _frozen(django_db_setup: None, django_db_blocker: object) -> Iterator[dict[str, Snapshot]]:
    """The first report of each council, frozen once for all the tests here."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield {slug: _snapshot_of(slug) for slug in SLUGS}
        transaction.set_rollback(True)


def _snapshot_of(slug: str) -> Snapshot:
    council, _ = load_council(settings.DEMO_DIR / slug, **WHO)
    assert council.position_on is not None
    setting = reports_of(council)[0]
    return freeze(council=council, setting=setting, on=council.position_on, by=OPERATOR, at=AT)


@pytest.fixture(params=SLUGS)
def snapshot(request: pytest.FixtureRequest, _frozen: dict[str, Snapshot], db: None) -> Snapshot:
    return _frozen[request.param]


@pytest.mark.parametrize(("product", "form"), MADE, ids=lambda one: one.value.lower())
def test_every_figure_of_a_file_is_the_snapshots(snapshot: Snapshot, product: Product, form: Format) -> None:
    """R141, R145: nothing is left out, nothing is added, and nothing is printed otherwise."""
    facts = facts_in(snapshot)
    for part in parts_of(facts, product)[:2] or [""]:
        if not part and product in (Product.SCRUTINY, Product.ONE_PAGE):
            pytest.skip("This council has no such part on record.")
        made = composed(facts, product, part, beside_of(snapshot, product, part))
        printed = READ[form](render(made, form))
        if isinstance(made, Outline):
            wanted, allowed = found.figures_of_outline(made), found.allowed_in(made)
        else:
            wanted, allowed = found.figures_of_workbook(made), found.allowed_in_workbook(made)
        assert found.differences(wanted, allowed, printed) == ({}, [])
        assert wanted, "a document without a figure proves nothing"


@pytest.mark.parametrize("form", [Format.HTML, Format.DOCX, Format.PDF])
def test_one_changed_digit_is_found(snapshot: Snapshot, form: Format) -> None:
    """The proof can fail."""
    facts = facts_in(snapshot)
    made = composed(facts, Product.MONITOR, "", beside_of(snapshot, Product.MONITOR))
    assert isinstance(made, Outline)
    wanted = found.figures_of_outline(made)
    printed = READ[form](render(made, form))
    (figure, _), *_ = wanted.most_common(1)
    del printed[figure]
    printed["98765.4"] += 1
    missing, unasked = found.differences(wanted, found.allowed_in(made), printed)
    assert (missing, unasked) == ({figure: wanted[figure]}, ["98765.4"])


def test_the_name_of_the_figures_stands_in_every_file(snapshot: Snapshot) -> None:
    """Anybody can prove that two documents came from the same figures."""
    facts = facts_in(snapshot)
    for product, form in MADE:
        for part in parts_of(facts, product)[:1] or [""]:
            if part or product not in (Product.SCRUTINY, Product.ONE_PAGE):
                made = composed(facts, product, part, beside_of(snapshot, product, part))
                assert snapshot.digest[:12] in words_of(render(made, form), form), (product, form)


def words_of(content: bytes, form: Format) -> str:
    """All that stands in a file, its spaces left out."""
    if form is Format.HTML:
        return content.decode()
    if form is Format.PDF:
        return re.sub(
            r"\s|\u2060", "", "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        )
    with zipfile.ZipFile(BytesIO(content)) as held:
        parts = (
            held.read(name).decode(errors="replace") for name in held.namelist() if name.endswith(".xml")
        )
        return re.sub(r"<[^>]+>|\s", "", "".join(parts))
