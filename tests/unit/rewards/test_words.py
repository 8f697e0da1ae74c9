"""How amounts, steps and codes are written, and read back."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rewards import amount_words, codes, words
from portal.rewards.forms.fields import fen_of, tidy
from portal.rewards.rules import (
    Collector,
    Decision,
    Flag,
    Flaw,
    LedgerAccount,
    Level,
    Movement,
    Part,
    PaymentResult,
    PayMethod,
    Stage,
    Step,
    StepKind,
    Topic,
)


@pytest.mark.parametrize(
    ("enum", "table"),
    [
        (Stage, words.STAGES),
        (Stage, words.STAGE_MARKS),
        (PayMethod, words.METHODS),
        (Collector, words.COLLECTORS),
        (PaymentResult, words.RESULTS),
        (LedgerAccount, words.ACCOUNTS),
        (Movement, words.MOVEMENTS),
        (Part, words.PARTS),
        (Decision, words.DECISIONS),
        (Flag, words.FLAGS),
        (Flaw, words.FLAWS),
        (Level, words.LEVELS),
        (StepKind, amount_words.APPLIED),
        (Topic, amount_words.TOPICS),
    ],
)
def test_every_value_has_its_words(enum: type, table: dict[object, object]) -> None:
    assert set(enum) == set(table)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (0, "¥0"),
        (300_000, "¥3,000"),
        (123_456_789, "¥1,234,567.89"),
        (Fraction(20_520_005, 100), "¥2,052.0005"),
        (50, "¥0.50"),
    ],
)
def test_amounts_lose_and_gain_no_digit(fen: int | Fraction, written: str) -> None:
    assert words.yuan(fen) == written


def test_percentages_are_plain() -> None:
    assert words.percent(Decimal("5.0")) == "5%"
    assert words.percent(Fraction(1, 2)) == "0.5%"
    assert words.percent(Fraction(100)) == "100%"


def test_a_step_is_told_with_its_numbers() -> None:
    base = Step(StepKind.BASE, Fraction(6_840_000), Fraction(6_840_000))
    share = Step(StepKind.PERCENT, Fraction(3), Fraction(205_200))
    assert words.explain(share, base) == "按罚没款的 3% 计：¥68,400 × 3%＝¥2,052"
    assert "不用补足" in words.explain(
        Step(StepKind.FLOOR, Fraction(100), Fraction(200), has_changed=False), share
    )


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("68400", 6_840_000),
        ("68,400.5", 6_840_050),
        ("￥ 68，400.50 元", 6_840_050),
        ("0", 0),
        ("６８", 6_800),
        ("-1", None),
        ("1.234", None),
        ("1e9", None),
        ("", None),
        ("９" * 20, None),
        ("一百", None),
    ],
)
def test_yuan_are_read_as_people_type_them(typed: str, fen: int | None) -> None:
    assert fen_of(typed) == fen


@given(st.text())
def test_whatever_is_typed_becomes_an_amount_or_none(typed: str) -> None:
    found = fen_of(typed)
    assert found is None or found >= 0


@given(st.text())
def test_tidied_text_holds_no_sign_a_database_refuses(typed: str) -> None:
    kept = tidy(typed)
    assert kept is not None
    assert "\x00" not in kept
    kept.encode()


def test_nothing_typed_stays_nothing() -> None:
    assert tidy(None) is None


def test_codes_are_read_however_they_are_typed() -> None:
    code = codes.new_claim_code()
    assert codes.plain_code(f" {code.lower().replace('-', ' ')} ") == codes.plain_code(code)
    assert len(codes.plain_code(code)) == 16


def test_numbers_of_rewards_are_recognised() -> None:
    reference = codes.new_reward_reference(date(2026, 11, 21))
    assert codes.is_reward_reference(reference)
    for other in ("", "JL26-\x00", reference + "\n", reference.lower(), "JL26-AAAA-AAA0"):
        assert not codes.is_reward_reference(other)
    assert codes.new_payment_reference(date(2026, 1, 1)).startswith("ZF26-")
    assert codes.new_identity_code().startswith("SF-")
