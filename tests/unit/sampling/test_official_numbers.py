"""Official numbers and the kinds of goods that they belong to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.rules.batches import Domain
from portal.sampling.rules.domains import domain_of
from portal.sampling.rules.official_numbers import (
    clean_number,
    doubt_about_number,
    doubt_about_sampling_number,
    kind_of_number,
    read_code,
)
from portal.sampling.rules.row_refusals import RowRefused


@pytest.mark.parametrize(
    ("number", "doubt"),
    [
        ("国药准字H20250001", None),
        ("国药准字 Ｈ２０２５０００１", None),
        ("国药准字H2025", "licence_pattern"),
        ("国械注准20253220001", None),
        ("浙温械备20250001", None),
        ("国妆特字20250001", None),
        ("国食健注G20250001", None),
        ("国食注字TY20250001", None),
        ("国食注字XX20250001", "licence_pattern"),
        ("SC10133030200017", "licence_check_digit"),
        ("SC101", "licence_pattern"),
        ("XK16-204-00001", None),
        ("（证号见附件）", None),
    ],
)
def test_a_number_that_looks_wrong_is_kept_and_marked(number: str, doubt: str | None) -> None:
    assert doubt_about_number("approval_number", number) == doubt


def test_only_a_format_found_in_a_law_refuses() -> None:
    with pytest.raises(RowRefused, match="number_invalid"):
        doubt_about_number("registration_number", "国械注准2025")


def test_a_unified_code_must_check_and_a_masked_one_is_none() -> None:
    assert read_code("maker_code", "9111 0000 6000 3734 1l") == "91110000600037341L"
    assert read_code("maker_code", "9133********0001X") == ""
    assert read_code("maker_code", "") == ""
    with pytest.raises(RowRefused, match="code_invalid"):
        read_code("maker_code", "91110000600037341X")


@pytest.mark.parametrize(
    ("number", "domain", "is_odd"),
    [
        ("XBJ23330302304130321", Domain.FOOD, False),
        ("DC19422800471830063", Domain.FOOD, False),
        ("ＤＣ19422800471830063", Domain.AGRI, False),
        ("2026-0001", Domain.FOOD, True),
        ("2026-0001", Domain.DRUG, False),
    ],
)
def test_a_sampling_number_is_never_refused(number: str, domain: Domain, is_odd: bool) -> None:
    assert (doubt_about_sampling_number(number, domain) == "sampling_number_odd") is is_odd


@given(st.text(max_size=40))
def test_nothing_whatever_breaks_the_reading(text: str) -> None:
    kind_of_number(text)
    doubt_about_sampling_number(text, Domain.FOOD)
    assert clean_number(clean_number(text)) == clean_number(text)


@pytest.mark.parametrize(
    ("cells", "category", "title", "domain"),
    [
        ({}, "糕点", "药品抽检结果", Domain.FOOD),
        ({}, "", "2026年第3期药品抽检结果", Domain.DRUG),
        ({}, "", "区食品药品监督管理局抽检结果", Domain.FOOD),
        ({}, "", "区食品药品监督管理局化妆品抽检结果", Domain.COSMETIC),
        ({}, "", "食品相关产品抽检结果", Domain.FOOD_CONTACT),
        ({}, "", "食品、化妆品抽检结果", Domain.FOOD),
        ({}, "医疗器械", "", Domain.DEVICE),
        ({}, "", "", Domain.FOOD),
        ({"approval_number": "国药准字H20250001"}, "", "", Domain.DRUG),
        ({"registration_number": "国械注准20253220001"}, "其他", "", Domain.DEVICE),
        ({"maker_licence": "SC10133030200017"}, "医疗器械", "", Domain.DEVICE),
        ({"domain": "农产品", "approval_number": "国药准字H20250001"}, "", "", Domain.AGRI),
    ],
)
def test_the_kind_of_goods_is_told_by_cell_number_category_or_title(
    cells: dict[str, str], category: str, title: str, domain: Domain
) -> None:
    assert domain_of(cells, category, None, title) is domain


def test_the_officer_who_brings_the_file_outranks_its_words() -> None:
    assert domain_of({}, "医疗器械", Domain.AGRI) is Domain.AGRI
    assert domain_of({"domain": "化妆品"}, "", Domain.AGRI) is Domain.COSMETIC
