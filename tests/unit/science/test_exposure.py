"""A negative case and its three conditions; likely claims and the sources that carry them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.science import decisions
from portal.science.rules import (
    Exposure,
    Lack,
    Source,
    check_sources,
    kind_of_source,
    lacks_of,
)
from portal.science.rules.claims import ClaimKind, find_claims, word_lists
from tests.factories.science import exposure, facts

DAY = date(2026, 6, 1)


@settings(max_examples=60)
@given(
    is_final=st.booleans(),
    reviewers=st.lists(st.integers(1, 3), max_size=4),
    reply=st.sampled_from(["", "示例答复"]),
    days=st.integers(-3, 3),
)
def test_a_negative_case_is_public_with_all_three_conditions_only(
    is_final: bool, reviewers: list[int], reply: str, days: int
) -> None:
    case = exposure(reply=reply, asked_on=DAY - timedelta(days=9), answer_by_on=DAY)
    lacks = lacks_of(case, is_final=is_final, reviewers=reviewers, on=DAY + timedelta(days=days))
    assert (Lack.DECISION in lacks) is not is_final
    assert (Lack.REVIEWER in lacks) is (len(set(reviewers)) < 2)
    assert (Lack.REPLY in lacks) is (not reply and days <= 0)


def test_what_a_negative_case_rests_on_is_kept_in_snapshots() -> None:
    for case in (exposure(), exposure(reply="示例", replied_on=DAY)):
        assert Exposure.from_json(case.as_json()) == case
        said = facts(exposure=case)
        assert type(said).from_json(said.as_json()) == said


def test_a_kind_of_decision_nobody_registered_is_not_found() -> None:
    assert decisions.find_decision("gossip", "1") is None
    assert decisions.find_decision("penalty", " ") is None
    assert set(decisions.kinds()) >= {"penalty", "result"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("土豆发芽不要吃", set()),
        ("这样吃能预防高血压", {ClaimKind.MEDICAL}),
        ("经营者应当公示，违反的处罚款", {ClaimKind.LEGAL}),
        ("This prevents infection and is prohibited", set(ClaimKind)),
        ("entreat", set()),
    ],
)
def test_likely_claims_are_found_by_a_word_list(text: str, kinds: set[ClaimKind]) -> None:
    assert {claim.kind for claim in find_claims(text)} == kinds


def test_each_word_is_shown_once_with_what_stands_around_it() -> None:
    claim = find_claims("据说常喝绿豆汤就能\n治疗感冒，真的能治疗吗")[0]
    assert (claim.before, claim.word) == ("据说常喝绿豆汤就能 ", "治疗")
    assert claim.after == "感冒，真的能治疗吗"
    assert len(find_claims("治疗" * 50)) == 1
    medical = "治疗治愈疗效预防药效剂量用量副作用禁忌中毒致癌致病感染过敏"
    assert len(find_claims(medical)) == 12


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (Source("中华人民共和国食品安全法", "第三十四条"), "law"),
        (Source("食品中农药最大残留限量", "GB 2763-2021"), "standard"),
        (Source("硝酸盐与膳食", "Journal of Food 2020, doi:10.1/x"), "study"),
        (Source("食品安全五大要点", "WHO, 2001"), "authority"),
        (Source("中国居民膳食指南", "2022"), "book"),
        (Source("邻居说的"), "other"),
    ],
)
def test_what_a_source_is_follows_from_how_it_is_written(source: Source, code: str) -> None:
    assert kind_of_source(source).code == code


def test_a_claim_without_a_source_that_carries_it_is_a_warning() -> None:
    legal = "经营者违反的，处罚款。"
    book = (Source("中国居民膳食指南"),)
    checked = check_sources(facts(sources=book), legal)
    assert checked.uncarried == (ClaimKind.LEGAL,)
    assert checked.is_warning
    good = check_sources(facts(sources=(Source("食品安全法", "第一百二十四条"),)), legal)
    assert not good.is_warning
    assert check_sources(facts(has_claims=False), legal).is_undeclared
    quiet = check_sources(facts(title="x", summary="x", sources=(), has_claims=False), "x")
    assert not quiet.is_warning
    assert quiet.claims == ()


def test_the_lists_are_complete_in_both_languages() -> None:
    lists = word_lists()
    assert set(lists.words) == set(ClaimKind)
    assert all(kind.name.zh and kind.name.en for kind in lists.sources)
