"""Names, references and numbers of the register."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.enterprises import rules, words
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind, LicenceDoubt


@given(st.text())
def test_a_key_of_a_key_is_the_key_and_has_no_blank(name: str) -> None:
    key = rules.name_key(name)
    assert rules.name_key(key) == key
    assert "".join(key.split()) == key
    key.encode()


@given(st.text())
def test_plain_text_can_be_stored_anywhere(text: str) -> None:
    plain = rules.plain(text)
    assert "\x00" not in plain
    plain.encode()


def test_width_brackets_dots_and_case_do_not_make_two_names() -> None:
    spellings = ("示例（鹿城）食品·ＡＢ厂", "示例(鹿城) 食品・ab厂", "示例【鹿城】食品•Ab厂")
    assert len({rules.name_key(name) for name in spellings}) == 1
    assert rules.name_key("示例食品有限公司") != rules.name_key("示例食品厂")


def test_a_reference_survives_being_read_aloud() -> None:
    reference = rules.new_reference()
    assert rules.clean_reference(reference) == reference
    for spelling in (
        reference.lower(),
        reference.replace("-", ""),
        f" {reference} ",
        reference[2:],
    ):
        assert rules.clean_reference(spelling) == reference
    assert rules.clean_reference(reference.replace("0", "O").replace("1", "I")) == reference


@given(st.integers(0, 6), st.sampled_from(rules.REFERENCE_ALPHABET))
def test_one_wrong_character_of_a_reference_is_noticed(place: int, other: str) -> None:
    reference = rules.new_reference()
    body = list(reference[2:])
    changed = body[place] != other
    body[place] = other
    found = rules.clean_reference("E-" + "".join(body))
    assert (found is None) == changed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("91330302MA0000001N", "91330302MA0000001N"),
        ("９１３３０３０２MA0000001n ", "91330302MA0000001N"),
        ("91330302MA0000001M", None),
        ("", None),
    ],
)
def test_a_credit_code_carries_its_check_digit(text: str, code: str | None) -> None:
    assert rules.clean_code(text) == code


def test_a_production_licence_is_checked_digit_by_digit() -> None:
    kind = rules.licence_kinds()["food-production"]
    body = "0633030200011"
    good = [d for d in range(10) if rules.doubt_about_licence(kind, f"SC1{body}{d}"[:16]) is None]
    assert len(good) <= 1
    doubts = {rules.doubt_about_licence(kind, f"SC1{body[:12]}{d}") for d in range(10)}
    assert doubts == {None, LicenceDoubt.CHECK_DIGIT}
    assert rules.doubt_about_licence(kind, "SC1") == LicenceDoubt.PATTERN


def test_every_kind_status_flag_and_doubt_has_its_word() -> None:
    assert set(words.KINDS) == set(EnterpriseKind)
    assert set(words.STATUSES) == set(EnterpriseStatus)
    assert set(words.FLAGS) == set(FlagKind)
    assert set(words.DOUBTS) == set(LicenceDoubt)
