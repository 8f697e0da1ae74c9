"""Bringing tables in: what becomes of each row, and that the same again adds nothing."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.kernel import audit
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.sampling import queries, services
from portal.sampling.models import SampleBatch, SampleImport, SampleRejection, SampleRow
from portal.sampling.rules.batches import BatchStage, ImportStage
from tests.conftest import SHARED
from tests.factories.sampling import OFFICER, OPERATOR, PASSED, REVIEWER, bring, publish, row

FIXTURES = SHARED / "fixtures"
here = pytest.mark.skipif(not FIXTURES.exists(), reason="the shared real tables are not here")
OIL = FIXTURES / "foodmate_sampling_big/食用油脂及其制品_v1.csv"
KJJ = FIXTURES / "eshian_foodmate"

# file, rows, passed, failed, accepted, rejected, duplicate, batches
COUNTS = [
    (OIL, 2023, 1826, 197, 2021, 2, 0, 2009),
    (KJJ / "[测试食品伙伴网]不合格（处理后）.csv", 3, 0, 3, 3, 0, 0, 3),
    (KJJ / "[测试食品伙伴网]20150101-20150215.csv", 122, 122, 0, 99, 0, 23, 99),
    (KJJ / "国内21年02月20211208080047.csv", 538, 495, 43, 518, 0, 20, 518),
]


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def brought(file: Path) -> SampleImport:
    return services.import_table(content=file.read_bytes(), file_name=file.name, by=OPERATOR)


@here
@pytest.mark.parametrize("counts", COUNTS, ids=lambda counts: counts[0].stem[-12:])
def test_a_real_table_comes_to_these_counts_and_again_to_nothing(
    inside: Flask, counts: tuple[Path, int, int, int, int, int, int, int]
) -> None:
    file, rows, passed, failed, accepted, rejected, duplicate, batches = counts
    first = brought(file)
    assert first.row_count == rows
    assert (first.by_result.get("passed", 0), first.by_result.get("failed", 0)) == (passed, failed)
    assert (first.accepted_count, first.rejected_count) == (accepted, rejected)
    assert (first.duplicate_count, first.batch_count) == (duplicate, batches)
    assert accepted + rejected + duplicate == rows
    for one in queries.list_rejections(first):
        assert one.line > 1
        assert one.column
        assert one.reason
    before = count(SampleBatch), count(SampleRow)
    again = brought(file)
    assert (again.accepted_count, again.batch_count) == (0, 0)
    assert again.duplicate_count + again.rejected_count == rows
    assert (count(SampleBatch), count(SampleRow)) == before


@here
def test_rows_of_one_real_sample_with_several_failures_are_one_batch(inside: Flask) -> None:
    oil = brought(OIL)
    flax = db.session.scalars(
        select(SampleBatch).filter_by(import_id=oil.id, product="胡麻油", result="failed")
    ).all()
    names = [{item.name for item in batch.items} for batch in flax]
    assert {"亚油酸", "亚麻酸", "棕榈酸"} in names
    twice = db.session.scalars(
        select(SampleBatch).filter_by(import_id=oil.id, product="三江侗茶油")
    ).all()
    assert len(twice) == 2, "one sample fails an item once"


def test_a_batch_is_known_by_its_number_in_every_file(inside: Flask) -> None:
    bring(row(1))
    again = bring(row(1, 备注="另写"), row(2))
    assert (again.accepted_count, again.duplicate_count) == (1, 1)


def test_the_same_number_with_other_content_is_refused(inside: Flask) -> None:
    found = bring(row(1), row(1, 食品名称="姜（示例）"), row(1, 检验值="9 mg/kg"))
    assert (found.accepted_count, found.rejected_count, found.batch_count) == (1, 2, 1)
    assert {one.reason for one in queries.list_rejections(found)} == {"number_taken"}


def test_further_items_of_one_number_join_its_batch(inside: Flask) -> None:
    found = bring(row(1), row(1, 检验项目="噻虫胺", 检验值="0.31 mg/kg", 标准值="≤0.2 mg/kg"))
    (batch,) = queries.list_waiting_batches(found)
    assert [item.name for item in batch.items] == ["灭蝇胺", "噻虫胺"]
    assert batch.largest_ratio == pytest.approx(2.04)
    assert (found.accepted_count, found.batch_count) == (2, 1)


def test_an_item_told_twice_is_kept_once(inside: Flask) -> None:
    def of(*items: str) -> dict[str, str]:
        same = {"检验值": "；".join("1 mg/kg" for _item in items), "标准值": ""}
        return row(1, 检验项目="；".join(items), **same)

    (batch,) = queries.list_waiting_batches(bring(of("镉", "铅"), of("铅", "砷")))
    assert [item.name for item in batch.items] == ["镉", "铅", "砷"]


UNNUMBERED = {"抽样编号": ""}


def test_without_numbers_further_items_join_where_somebody_is_named(inside: Flask) -> None:
    other = {"检验项目": "噻虫胺", "检验值": "0.31 mg/kg", "标准值": "≤0.2 mg/kg"}
    found = bring(row(**UNNUMBERED), row(**UNNUMBERED, **other))
    assert found.batch_count == 1
    nobody = {**UNNUMBERED, "标称生产企业名称": "", "被抽样单位名称": "", "食品名称": "姜（示例）"}
    found = bring(row(**nobody), row(**nobody, **other))
    assert found.batch_count == 2


def test_without_numbers_another_value_of_one_item_is_another_sample(inside: Flask) -> None:
    found = bring(row(**UNNUMBERED), row(**UNNUMBERED, 检验值="9 mg/kg"), row(**UNNUMBERED))
    assert (found.accepted_count, found.batch_count, found.duplicate_count) == (2, 2, 1)


def test_without_numbers_a_pass_and_a_failure_are_two_samples(inside: Flask) -> None:
    found = bring(row(**UNNUMBERED), row(**UNNUMBERED, **PASSED), row(**UNNUMBERED, **PASSED))
    assert (found.batch_count, found.duplicate_count) == (2, 1)


def test_records_the_source_keeps_apart_are_several_samples(inside: Flask) -> None:
    def at(page: int) -> dict[str, str]:
        return {**row(**UNNUMBERED, **PASSED), "网站": f"https://example.org/{page}"}

    found = bring(at(1), at(2), at(1))
    assert (found.batch_count, found.duplicate_count) == (2, 1)
    assert bring(at(2)).duplicate_count == 1
    assert bring(row(**UNNUMBERED, **PASSED)).duplicate_count == 1, "it names no page of its own"
    again = {**row(1), "网站": "https://example.org/9"}
    assert bring(row(1), again).duplicate_count == 1, "a number settles it"


def test_what_is_public_or_waits_elsewhere_is_not_added_to(inside: Flask) -> None:
    more = {"检验项目": "噻虫胺", "检验值": "0.31 mg/kg", "标准值": "≤0.2 mg/kg"}
    publish(row(1))
    bring(row(2))
    found = bring(row(1, **more), row(2, **more))
    reasons = [one.reason for one in queries.list_rejections(found)]
    assert reasons == ["waits_elsewhere"]
    assert (found.accepted_count, found.amended_count) == (0, 1)


def test_a_returned_import_is_forgotten_so_that_the_mended_file_counts(inside: Flask) -> None:
    found = bring(row(1), row(2, 食品名称=""))
    services.return_import(found, reason=" 第 3 行缺产品名称 ", by=REVIEWER)
    assert (found.stage, found.return_reason) == (ImportStage.RETURNED, "第 3 行缺产品名称")
    assert (count(SampleBatch), count(SampleRow)) == (0, 0)
    assert count(SampleRejection) == 1
    assert bring(row(1), row(2)).accepted_count == 2
    with pytest.raises(MoveRefused):
        services.return_import(found, reason="再退", by=REVIEWER)


def test_returning_needs_a_reason(inside: Flask) -> None:
    with pytest.raises(Refused) as refused:
        services.return_import(bring(row(1)), reason=" ", by=REVIEWER)
    assert refused.value.field == "reason"


def test_a_bulk_change_leaves_one_line_with_a_digest(inside: Flask) -> None:
    bring(row(1), row(2))
    actions = [(line.action, line.actor) for line in audit.pending()]
    assert actions == [("sampling.received", "officer"), ("sampling.imported", "officer")]
    after = audit.pending()[-1].after
    assert after is not None
    assert len(str(after["rows"])) == 64


def test_the_street_is_told_by_the_address_of_this_place_only(inside: Flask) -> None:
    found = bring(
        row(1, 被抽样单位地址="温州市鹿城区南汇街道示例路 1 号"),
        row(2, 被抽样单位地址="鹿城区示例路 1 号"),
        row(3, 被抽样单位地址="外省示例市南汇街道 1 号"),
    )
    codes = [batch.region_code for batch in queries.list_waiting_batches(found)]
    assert codes == ["330302025", "330302", None]


def test_batches_wait_until_somebody_publishes_them(inside: Flask) -> None:
    (batch,) = queries.list_waiting_batches(bring(row(1), by=OFFICER))
    assert batch.batch_stage is BatchStage.WAITING
    assert not batch.is_public
    assert not batch.is_listed
