"""A later file that says otherwise: shown field by field, a correction only after review."""

import pytest
from flask import Flask

from portal.kernel import audit
from portal.kernel.errors import NotFound, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.sampling import queries, services
from portal.sampling.models import Amendment
from portal.sampling.queries import amendments as reads
from portal.sampling.queries import provenance, versions
from portal.sampling.rules.amendments import AmendmentStage
from portal.sampling.rules.batches import BatchStage
from portal.sampling.services.publication import SamePerson
from tests.factories.sampling import OFFICER, PASSED, REVIEWER, bring, publish, row, table

MORE = {"检验项目": "噻虫胺", "检验值": "0.31 mg/kg", "标准值": "≤0.2 mg/kg"}


def proposed() -> Amendment:
    (amendment,) = reads.list_open_amendments()
    return amendment


def told(amendment: Amendment) -> dict[str, tuple[str, str]]:
    return {one["field"]: (one["old"], one["new"]) for one in amendment.changes}


def test_an_amended_row_is_a_proposal_and_changes_nothing_by_itself(inside: Flask) -> None:
    (batch,) = publish(row(1))
    found = bring(row(1, 规格型号="500 g", 检验值="2.04 mg/kg"), row(2))
    assert (found.row_count, found.accepted_count, found.amended_count) == (2, 1, 1)
    assert told(proposed()) == {
        "spec": ("散装", "500 g"),
        "item": ("1.02 mg/kg | ≤0.5 mg/kg", "2.04 mg/kg | ≤0.5 mg/kg"),
    }
    assert (batch.spec, batch.version) == ("散装", 1)


def test_the_same_file_again_changes_nothing(inside: Flask) -> None:
    publish(row(1), row(1, 备注="另写"))
    again = bring(row(1), row(1, 备注="另写"))
    assert (again.accepted_count, again.amended_count, again.duplicate_count) == (0, 0, 2)
    bring(row(1, 规格型号="500 g"))
    assert bring(row(1, 规格型号="500 g")).duplicate_count == 1, "it was proposed before"
    assert reads.count_open_amendments() == 1


def test_a_column_that_the_file_lacks_denies_nothing(inside: Flask) -> None:
    publish(row(1, 备注="另写"))
    assert bring(row(1, 备注=""), without=["备注"]).amended_count == 0
    assert bring(row(1, 备注="")).amended_count == 1
    assert told(proposed()) == {"remark": ("另写", "")}


DRUG = {"领域": "药品", "批准文号": "国药准字H20260001", "网店名称": "陈示例"}


def test_what_only_some_goods_have_is_amended_too(inside: Flask) -> None:
    (batch,) = publish(row(1, **DRUG))
    assert bring(row(1, **{**DRUG, "批准文号": ""}), without=["批准文号"]).amended_count == 0
    changed = {**DRUG, "批准文号": "国药准字H20260002", "剂型": "片剂", "网店名称": "赵示例"}
    found = bring(row(1, **changed))
    assert (found.duplicate_count, found.amended_count) == (0, 1)
    assert told(proposed()) == {
        "approval_number": ("国药准字H20260001", "国药准字H20260002"),
        "dosage_form": ("", "片剂"),
        "shop": ("陈示例", "赵示例"),
    }
    services.accept_amendment(proposed(), by=REVIEWER)
    assert batch.details["approval_number"] == "国药准字H20260002"
    (difference,) = versions.differences(batch)
    told_publicly = {one.field: (one.old, one.new) for one in difference.changes}
    assert told_publicly["shop"] == ("陈某", "赵某"), "a version masks persons as every page does"
    assert told_publicly["dosage_form"] == ("", "片剂")
    assert {one.original for one in provenance.of(batch) if one.field == "shop"} == {
        "陈某",
        "赵某",
    }
    assert bring(row(1, **changed)).duplicate_count == 1


def test_a_detail_that_is_emptied_goes(inside: Flask) -> None:
    (batch,) = publish(row(1, **DRUG))
    bring(row(1, **{**DRUG, "批准文号": ""}))
    assert told(proposed()) == {"approval_number": ("国药准字H20260001", "")}
    services.accept_amendment(proposed(), by=REVIEWER)
    assert "approval_number" not in batch.details


def test_who_commissioned_is_read_in_the_makers_cell(inside: Flask) -> None:
    named = "受委托方：示例厂，委托方：示例公司"
    (batch,) = publish(row(1, 标称生产企业名称=named))
    assert batch.details == {"commissioner": "示例公司"}
    bring(row(1, 标称生产企业名称="示例厂"))
    assert told(proposed()) == {"commissioner": ("示例公司", "")}


def test_an_accepted_amendment_is_a_correction_that_names_the_file(inside: Flask) -> None:
    (batch,) = publish(row(1))
    changed = {"规格型号": "500 g", "检验值": "2.04 mg/kg", "抽样日期": "2026-10-16"}
    bring(row(1, **changed), row(1, **MORE))
    amendment = proposed()
    services.accept_amendment(amendment, by=REVIEWER)
    assert amendment.stage is AmendmentStage.ACCEPTED
    assert batch.batch_stage is BatchStage.CORRECTED
    assert (batch.spec, str(batch.sampled_on)) == ("500 g", "2026-10-16")
    items = [(item.name, item.value_text) for item in batch.items]
    assert items == [("灭蝇胺", "2.04 mg/kg"), ("噻虫胺", "0.31 mg/kg")]
    assert batch.largest_ratio == pytest.approx(4.08)
    newest = batch.versions[0]
    assert newest.version == 2
    assert "示例.csv" in newest.note
    assert audit.pending()[-1].action == "sampling.amendment-accepted"
    with pytest.raises(MoveRefused):
        services.accept_amendment(amendment, by=REVIEWER)


def test_what_was_corrected_leads_back_to_both_files(inside: Flask) -> None:
    (batch,) = publish(row(1))
    bring(row(1, 规格型号="500 g"))
    assert {one.original for one in provenance.of(batch) if one.field == "spec"} == {"散装"}
    services.accept_amendment(proposed(), by=REVIEWER)
    specs = [one for one in provenance.of(batch) if one.field == "spec"]
    assert [one.original for one in specs] == ["散装", "500 g"]
    assert {one.cell for one in specs} == {"E2"}
    assert len({one.sha256 for one in specs}) == 2


def test_whoever_brought_the_file_in_does_not_decide(inside: Flask) -> None:
    publish(row(1))
    bring(row(1, 规格型号="500 g"))
    with pytest.raises(SamePerson):
        services.accept_amendment(proposed(), by=OFFICER)


def test_another_verdict_is_left_to_a_re_test(inside: Flask) -> None:
    (batch,) = publish(row(1))
    bring(row(1, **PASSED))
    with pytest.raises(Refused):
        services.accept_amendment(proposed(), by=REVIEWER)
    assert services.accept_amendments(reads.list_open_amendments(), by=REVIEWER) == 0
    services.reject_amendment(proposed(), reason="须复检", by=REVIEWER)
    assert (batch.version, reads.count_open_amendments()) == (1, 0)


def test_turning_down_needs_a_reason(inside: Flask) -> None:
    publish(row(1))
    bring(row(1, 规格型号="500 g"))
    with pytest.raises(Refused) as refused:
        services.reject_amendment(proposed(), reason=" ", by=REVIEWER)
    assert refused.value.field == "reason"


def test_all_amendments_of_a_file_are_taken_at_once(inside: Flask) -> None:
    batches = publish(row(1), row(2), row(3))
    found = bring(
        *(row(n, 被抽样单位地址="温州市鹿城区五马街道 2 号") for n in (1, 2)), row(3, **PASSED)
    )
    amendments = reads.list_open_amendments(found)
    assert services.accept_amendments(amendments, by=REVIEWER) == 2
    assert [batch.version for batch in batches] == [2, 2, 1]
    assert len({batch.region_code for batch in batches[:2]}) == 1
    assert batches[0].region_code != batches[2].region_code


def test_a_held_batch_takes_an_amendment_without_becoming_public(inside: Flask) -> None:
    (batch,) = publish(row(1, 任务类型="风险监测"))
    bring(row(1, 任务类型="风险监测", 规格型号="500 g", **{"生产日期/批号": "2026-10-13"}))
    services.accept_amendment(proposed(), by=REVIEWER)
    assert (batch.batch_stage, batch.version, batch.spec) == (BatchStage.HELD, 0, "500 g")
    assert str(batch.product_date_on) == "2026-10-13"


def test_a_returned_import_takes_its_proposals_with_it(inside: Flask) -> None:
    publish(row(1))
    found = bring(row(1, 规格型号="500 g"))
    services.return_import(found, reason="示例", by=REVIEWER)
    assert reads.list_open_amendments() == []
    assert bring(row(1, 规格型号="500 g")).amended_count == 1


def test_what_was_withdrawn_is_not_brought_in_again(inside: Flask) -> None:
    (batch,) = publish(row(1))
    services.withdraw_batch(batch, reason="示例", by=REVIEWER)
    found = bring(row(1, 检验值="9 mg/kg"), row(1, **MORE))
    reasons = {one.reason for one in queries.list_rejections(found)}
    assert (found.rejected_count, "withdrawn_before" in reasons) == (2, True)


def test_an_amendment_is_found_by_its_file_and_its_batch(inside: Flask) -> None:
    (batch,) = publish(row(1))
    found = bring(row(1, 规格型号="500 g"))
    amendment = reads.get_amendment(
        import_reference=found.reference.lower(), batch_reference=batch.reference
    )
    assert amendment is proposed()
    with pytest.raises(NotFound):
        reads.get_amendment(import_reference="I-NONE", batch_reference=batch.reference)


def test_a_file_that_was_decided_before_is_not_read_as_an_amendment(inside: Flask) -> None:
    (batch,) = publish(row(1))
    services.correct_batch(batch, changes={"spec": "500 g"}, note="示例", by=REVIEWER)
    again = services.import_table(content=table(row(1)), file_name="再次.csv", by=OFFICER)
    assert (again.duplicate_count, again.amended_count) == (1, 0)
