"""What identifies a batch."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.batches import Domain, Result, TaskKind
from portal.sampling.rules.row_facts import issuer, maker_and_seller, split_category
from portal.sampling.rules.rows import Row, identity_of, record_of, reference_of

ROW = Row(
    number=None,
    domain=Domain.FOOD,
    kind=TaskKind.SUPERVISION,
    result=Result.PASSED,
    product="豇豆",
    seller="示例店",
    publisher="示例局",
    announced_on=date(2026, 11, 20),
)


def test_a_number_alone_identifies_a_batch() -> None:
    numbered = replace(ROW, number="XBJ 1")
    assert identity_of(numbered) == identity_of(replace(numbered, number="xbj1", product="姜"))


def test_without_a_number_the_identifying_cells_do() -> None:
    assert identity_of(ROW) == identity_of(replace(ROW, product=" 豇 豆", remark="另写"))
    for other in (
        replace(ROW, product="姜"),
        replace(ROW, seller="示例二店"),
        replace(ROW, publisher="另一局"),
        replace(ROW, announced_on=date(2026, 11, 21)),
        replace(ROW, batch_number="2"),
    ):
        assert identity_of(other) != identity_of(ROW)
    assert identity_of(ROW, 1) != identity_of(ROW)


def test_the_record_holds_everything_that_tells_two_rows_apart() -> None:
    assert record_of(ROW) == record_of(replace(ROW, line=9))
    assert record_of(ROW) != record_of(replace(ROW, source_url="https://example.org/2"))


@given(st.text(min_size=1))
def test_a_reference_is_short_stable_and_readable(identity: str) -> None:
    reference = reference_of(identity)
    assert reference == reference_of(identity)
    assert len(reference) == 14
    assert not set("ILOU") & set(reference)


def test_facts_are_found_in_other_cells() -> None:
    assert issuer("国内监督抽查(示例局)") == "示例局"
    assert issuer("国内监督抽查()") == ""
    assert issuer("示例局") == "示例局"
    assert maker_and_seller("被抽检单位：示例店", "") == ("", "示例店")
    assert maker_and_seller("被抽检单位：示例店", "示例二店") == ("", "示例二店")
    assert maker_and_seller("示例厂", "示例店") == ("示例厂", "示例店")
    assert split_category("食用油脂及其制品-->食用植物油", "") == ("食用油脂及其制品", "食用植物油")
    assert split_category("糕点", "月饼") == ("糕点", "月饼")
    assert split_category("", "") == ("", "")
