"""A batch and its result file: what goes out comes back, and any change is named."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rewards.rules.batches import (
    COLUMNS,
    LONGEST_REASON,
    LONGEST_REFERENCE,
    ORDERED,
    Answer,
    Complaint,
    Fault,
    Order,
    Ordered,
    OrderLine,
    ResultLine,
    check_result,
    code_of_all,
    decimal_yuan,
    fen_in,
    plain,
    text_of,
)

BATCH = "PC26-AAAA-BBBB"


def seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


LINES = [
    OrderLine(BATCH, 1, "ZF26-1", "示例甲", "示例银行", "6200000000000001", 300_000, "奖励 SF-1"),
    OrderLine(BATCH, 2, "ZF26-2", "示例乙", "示例银行", "6200000000000002", 123_45, "奖励 SF-2"),
]
CODES = [seal(line.text()) for line in LINES]
ORDER = Order(
    BATCH,
    tuple(
        Ordered(line.payment, line.amount_fen, code)
        for line, code in zip(LINES, CODES, strict=True)
    ),
    code_of_all(CODES, seal),
    seal,
)


def row(at: int, /, **changed: str) -> ResultLine:
    """Return a line of the file, paid unless it is said otherwise; it stands at ``at`` + 1."""
    cells = dict(zip(ORDERED, (*LINES[at - 1].cells(), CODES[at - 1]), strict=True))
    answers = {"result": "成功", "bank_reference": f"LS {at}", "reason": ""}
    return ResultLine(at + 1, {**cells, **answers, **changed})


def total(**changed: str) -> ResultLine:
    return ResultLine(4, {**dict(zip(ORDERED, ORDER.total_cells(), strict=True)), **changed})


def wrong(lines: Iterable[ResultLine], totals: Iterable[ResultLine] = ()) -> list[Complaint]:
    return check_result(ORDER, list(lines), list(totals) or [total()])[1]


def test_what_goes_out_comes_back_without_a_complaint() -> None:
    lines = [row(1), row(2, result="退票", bank_reference="", reason=" 账号不符 ")]
    answers, complaints = check_result(ORDER, lines, [total()])
    assert complaints == []
    assert answers == [
        Answer("ZF26-1", is_paid=True, bank_reference="LS1"),
        Answer("ZF26-2", is_paid=False, reason="账号不符"),
    ]


def test_a_line_stands_as_banks_read_it() -> None:
    assert LINES[1].cells() == (
        BATCH, "2", "ZF26-2", "示例乙", "示例银行", "6200000000000002", "123.45", "奖励 SF-2",
    )  # fmt: skip
    assert ORDER.total_fen == 312_345
    told = dict(zip(ORDERED, ORDER.total_cells(), strict=True))
    assert told == {
        "batch": BATCH, "number": "合计", "payment": "2", "name": "", "bank": "", "account": "",
        "amount": "3123.45", "purpose": "", "code": ORDER.code,
    }  # fmt: skip
    assert COLUMNS[:9] == ORDERED


def test_codes_tell_their_columns_and_lines_apart() -> None:
    moved = replace(LINES[0], name="示例甲示例", bank="银行")
    assert moved.text() != LINES[0].text()
    cells = LINES[0].cells()
    assert text_of(cells, 1) == text_of([f" '{cells[0]} ", *cells[1:]], 1)
    assert text_of(cells, 1) != text_of(cells, 2)
    assert code_of_all(["ab", "c"], seal) != code_of_all(["a", "bc"], seal)
    assert LINES[0].text().split("\x1f")[6] == "300000"


@pytest.mark.parametrize(
    ("column", "text"),
    [("number", "9"), ("name", "示例丙"), ("bank", "别的银行"), ("account", "6.2E+15"),
     ("purpose", "别的"), ("code", "0"), ("code", "")],
)  # fmt: skip
def test_any_change_of_the_order_is_seen(column: str, text: str) -> None:
    assert wrong([row(1, **{column: text}), row(2)]) == [
        Complaint(Fault.ORDER_CHANGED, 2, "ZF26-1")
    ]


@pytest.mark.parametrize(
    ("amount", "fault"),
    [
        ("3000.01", Fault.AMOUNT_CHANGED),
        ("0", Fault.AMOUNT_CHANGED),
        ("-3000", Fault.AMOUNT_UNREADABLE),
        ("3000.001", Fault.AMOUNT_UNREADABLE),
        ("三千", Fault.AMOUNT_UNREADABLE),
        ("", Fault.AMOUNT_UNREADABLE),
    ],
)
def test_an_amount_is_what_was_ordered_or_named(amount: str, fault: Fault) -> None:
    assert wrong([row(1, amount=amount), row(2)]) == [
        Complaint(fault, 2, "ZF26-1", amount, "3000.00")
    ]


@pytest.mark.parametrize(
    "amount", ["3000", "3,000.00", "3000.0", " 3000.00 ", "\uff13\uff10\uff10\uff10", "3000.000"]
)
def test_an_amount_may_be_written_as_spreadsheets_do(amount: str) -> None:
    assert wrong([row(1, amount=amount), row(2)]) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"result": ""}, Fault.RESULT_UNKNOWN),
        ({"bank_reference": "  "}, Fault.NUMBER_MISSING),
        ({"bank_reference": "1" * (LONGEST_REFERENCE + 1)}, Fault.NUMBER_TOO_LONG),
        ({"result": "失败"}, Fault.REASON_MISSING),
        ({"result": "失败", "reason": "x" * (LONGEST_REASON + 1)}, Fault.REASON_TOO_LONG),
    ],
)
def test_each_line_says_how_it_ended(changed: dict[str, str], fault: Fault) -> None:
    assert wrong([row(1, **changed), row(2)]) == [Complaint(fault, 2, "ZF26-1")]
    longest = {"bank_reference": "1" * LONGEST_REFERENCE}
    assert wrong([row(1, **longest), row(2)]) == []
    assert wrong([row(1, result="FAILED", reason="x" * LONGEST_REASON), row(2)]) == []
    assert wrong([row(1, result="Paid"), row(2)]) == []


def test_a_strange_word_is_told_as_it_was_written() -> None:
    assert wrong([row(1, result="也许"), row(2)]) == [
        Complaint(Fault.RESULT_UNKNOWN, 2, "ZF26-1", "也许")
    ]


def test_a_line_of_another_batch_and_an_unknown_payment_are_named() -> None:
    other = row(1, batch="PC26-CCCC-DDDD")
    assert wrong([other, row(2)]) == [
        Complaint(Fault.OTHER_BATCH, 2, "ZF26-1", "PC26-CCCC-DDDD", BATCH),
        Complaint(Fault.ORDER_CHANGED, 2, "ZF26-1"),
    ]
    stranger = replace(row(2, payment="ZF26-9", bank_reference="LS9"), line=9)
    assert wrong([row(1), row(2), stranger]) == [Complaint(Fault.UNKNOWN, 9, "ZF26-9")]


def test_a_line_twice_and_a_line_left_out_are_named() -> None:
    twice = replace(row(2, bank_reference="LS3"), line=7)
    assert wrong([row(1), row(2), twice]) == [Complaint(Fault.DOUBLE, 7, "ZF26-2")]
    assert wrong([row(2)]) == [Complaint(Fault.MISSING, None, "ZF26-1")]


def test_a_bank_number_stands_once_among_what_was_paid() -> None:
    both = [row(1, bank_reference="LS 7"), row(2, bank_reference="LS7")]
    assert wrong(both) == [
        Complaint(Fault.NUMBER_DOUBLE, 2, "ZF26-1", "LS7"),
        Complaint(Fault.NUMBER_DOUBLE, 3, "ZF26-2", "LS7"),
    ]
    failed = row(2, result="失败", bank_reference="LS7", reason="示例")
    assert wrong([both[0], failed]) == []
    empty = [row(1, bank_reference=""), row(2, bank_reference="")]
    assert {one.fault for one in wrong(empty)} == {Fault.NUMBER_MISSING}


def test_the_totals_agree_with_the_batch() -> None:
    good = [row(1), row(2)]
    assert check_result(ORDER, good, [])[1] == [Complaint(Fault.TOTAL_MISSING)]
    assert wrong(good, [total(), replace(total(), line=8)]) == [Complaint(Fault.TOTAL_DOUBLE, 8)]
    assert wrong(good, [total(payment="3")]) == [Complaint(Fault.TOTAL_COUNT, 4, "", "3", "2")]
    assert wrong(good, [total(amount="1")]) == [Complaint(Fault.TOTAL_SUM, 4, "", "1", "3123.45")]
    assert wrong(good, [total(code="x")]) == [Complaint(Fault.TOTAL_CODE, 4)]


def test_complaints_follow_the_file_and_end_with_what_it_lacks() -> None:
    lines = [replace(row(2, result=""), line=9), replace(row(2, result=""), line=5)]
    told = [(one.fault, one.line) for one in wrong(lines)]
    assert [line for _fault, line in told] == [5, 5, 9, None] or [
        line for _fault, line in told
    ] == [5, 9, 9, None]
    assert told[-1] == (Fault.MISSING, None)


@given(st.integers(0, 10**14))
def test_amounts_are_written_and_read_back_without_a_float(fen: int) -> None:
    assert fen_in(decimal_yuan(fen)) == fen


@pytest.mark.parametrize(
    ("cell", "fen"),
    [("1", 100), ("1.5", 150), ("0.05", 5), ("1,234.5", 123_450), ("1.50", 150), ("1.500", 150),
     ("", None), (".5", None), ("1.", None), ("-1", None), ("1e3", None), ("1.005", None)],
)  # fmt: skip
def test_an_amount_is_yuan_with_two_places_at_most(cell: str, fen: int | None) -> None:
    assert fen_in(cell) == fen


def test_a_cell_is_read_without_blanks_and_the_mark_of_formulas() -> None:
    assert plain(" '=1+1 ") == "=1+1"
    assert plain("\uff21\uff22") == "AB"
    assert ResultLine(1, {})["name"] == ""
