"""Real headers of thirty provinces against corrected labels (tests/labels/README.md)."""

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from portal.sampling.rules.cells import words_table
from portal.sampling.rules.mapping import guess
from portal.sampling.rules.settling import settle
from portal.sampling.words.columns import COLUMNS
from tests.conftest import SHARED

VARIANTS = SHARED / "fixtures/header_variants"
LABELS = Path(__file__).parents[2] / "labels/header_labels.tsv"
FEWEST_RIGHT = 0.95
# The fixture's words, coarser than ours: which of our fields are right for each.
FIELDS = {
    "adulterant": {"item", "item_group"},
    "announcement_date": {"announced_on"},
    "failing_results": {"finding"},
    "food_name": {"product"},
    "inspection_results": {"result"},
    "legal_limit": {"limit"},
    "manufacturer_address": {"maker_address"},
    "manufacturer_name": {"maker"},
    "manufacturer_province": {"maker_region"},
    "notice_number": {"announcement_number"},
    "product_classification": {"category", "subcategory"},
    "production_date": {"product_date", "batch_number"},
    "report_date": {"reported_on"},
    "sampled_amount": {"ignored"},
    "sampled_date": {"sampled_on"},
    "sampled_location_address": {"seller_address"},
    "sampled_location_name": {"seller"},
    "sampled_location_province": {"seller_region"},
    "sampling_stage": {"stage"},
    "specifications_model": {"spec"},
    "task_source_or_project_name": {"task", "task_kind"},
    "test_basis": {"basis"},
    "test_outcome": {"value", "analyte"},
    "testing_agency": {"laboratory", "sampler"},
}


def labelled(file: Path) -> list[tuple[str, str]]:
    with LABELS.open(encoding="utf-8") as lines:
        right = {one["sha256"]: one["label"] for one in csv.DictReader(lines, delimiter="\t")}
    found = []
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        told, label = line.rsplit("\t", 1)
        title = json.loads(told)
        found.append((title, right.get(hashlib.sha256(title.encode()).hexdigest(), label)))
    return found


def mapped(title: str) -> str | None:
    """Return the field without a look at any cell."""
    told = guess(title)
    return settle(told.field, told.candidates, [], has_verdict=False)[0]


def outcome(title: str, label: str) -> str:
    field = mapped(title)
    if field is None:
        return "asked"
    return "right" if field in FIELDS.get(label, set()) else f"wrong: {title!r} is {field}"


@pytest.mark.skipif(not VARIANTS.exists(), reason="the shared header variants are not here")
@pytest.mark.parametrize(
    "file",
    sorted(VARIANTS.glob("*.tsv")) or [VARIANTS / "headers_open.tsv"],
    ids=lambda file: file.name,
)
def test_nearly_all_real_headers_are_told_and_none_wrongly(file: Path) -> None:
    told = [(outcome(title, label), label) for title, label in labelled(file)]
    assert [one for one, _ in told if one.startswith("wrong")] == []
    # What was torn off a cell has no right field: asking is all that can be done.
    counts = Counter(one for one, label in told if label != "none")
    assert counts["right"] / counts.total() >= FEWEST_RIGHT


@pytest.mark.skipif(not VARIANTS.exists(), reason="the shared header variants are not here")
def test_each_correction_is_of_a_header_that_is_there() -> None:
    lines = (VARIANTS / "headers_open.tsv").read_text(encoding="utf-8").splitlines()[1:]
    with LABELS.open(encoding="utf-8") as file:
        corrections = list(csv.DictReader(file, delimiter="\t"))
    for one in corrections:
        title = json.loads(lines[int(one["row"]) - 1].rsplit("\t", 1)[0])
        assert hashlib.sha256(title.encode()).hexdigest() == one["sha256"]
        assert one["reason"]
        assert one["label"] == "none" or one["label"] in FIELDS


def test_whoever_is_asked_may_choose_any_field_there_is() -> None:
    told_by_cells = {"told_by_cells", "unit_or_firm"}
    assert set(words_table()["fields"]) - told_by_cells <= set(COLUMNS)
    assert {one for pair in words_table()["doubtful"] for one in pair.split()} <= set(COLUMNS)


# Headers as bureaus write them, thought of apart from the fixture: the mapper was not made of them.
@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("被抽样经营者名称", "seller"),
        ("标识产地", "maker_address"),
        ("采样单编号", "number"),
        ("不达标项目", "item"),
        ("最终检验结论", "result"),
        ("样品购进日期", "product_date"),
        ("通告发布时间", "announced_on"),
        ("报告签发时间", "reported_on"),
        ("承检机构名称", "laboratory"),
        ("网络交易平台名称", "platform"),
        ("受检者联系电话", "ignored"),
        ("储存条件", "ignored"),
        ("毒死蜱（mg/kg）", "analyte"),
        ("脱氢乙酸及其钠盐（以脱氢乙酸计）", "analyte"),
        ("铅（以Pb计）", "analyte"),
        ("单核细胞增生李斯特氏菌", "analyte"),
        ("不合格项目┃检验结果┃标准值", "finding"),
        ("生产企业名称及地址", None),
        ("企业名称", None),
        ("抽检单位", None),
        ("抽样单位地址", None),
        ("不合格项目及结果", None),
        ("日期", None),
        ("合格率", None),
        ("商品条码", None),
        ("天气", None),
    ],
)
def test_headers_nobody_listed_are_told_or_asked(title: str, field: str | None) -> None:
    assert mapped(title) == field
