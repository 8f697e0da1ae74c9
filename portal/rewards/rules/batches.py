"""A batch of payments as a table, and what its result file must say: plain Python.

The same table goes out and comes back, its last three columns filled in. Each line carries a
check code of everything that was ordered, and the last line count, sum and a code of them all.
A file in which one line is wrong is wrong as a whole.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

COLUMNS = (
    "batch", "number", "payment", "name", "bank", "account", "amount", "purpose", "code",
    "result", "bank_reference", "reason",
)  # fmt: skip
# What only the result says; all before it must come back as it went out.
ANSWERS = ("result", "bank_reference", "reason")
ORDERED = COLUMNS[: -len(ANSWERS)]
# What stands in the column of numbers where the totals are.
TOTAL = "合计"
MOST_LINES = 500
LONGEST_REFERENCE, LONGEST_REASON = 60, 500
YUAN = re.compile(r"(?P<yuan>[0-9]{1,13})(?:\.(?P<fen>[0-9]{1,2})0*)?")
# What a table begins a cell with that a spreadsheet shall not take for a formula.
MARK = "'"
PAID_WORDS = frozenset({"成功", "已支付", "支付成功", "paid"})
FAILED_WORDS = frozenset({"失败", "支付失败", "退票", "failed"})


class BatchStage(StrEnum):
    """Where a batch stands."""

    OPEN = "open"
    CLOSED = "closed"


class Fault(StrEnum):
    """What is wrong with a line of a result file, or with the file."""

    OTHER_BATCH = "other-batch"
    UNKNOWN = "unknown"
    DOUBLE = "double"
    MISSING = "missing"
    AMOUNT_UNREADABLE = "amount-unreadable"
    AMOUNT_CHANGED = "amount-changed"
    ORDER_CHANGED = "order-changed"
    RESULT_UNKNOWN = "result-unknown"
    NUMBER_MISSING = "number-missing"
    NUMBER_TOO_LONG = "number-too-long"
    NUMBER_DOUBLE = "number-double"
    NUMBER_TAKEN = "number-taken"
    REASON_MISSING = "reason-missing"
    REASON_TOO_LONG = "reason-too-long"
    TOTAL_MISSING = "total-missing"
    TOTAL_DOUBLE = "total-double"
    TOTAL_COUNT = "total-count"
    TOTAL_SUM = "total-sum"
    TOTAL_CODE = "total-code"


@dataclass(frozen=True)
class Complaint:
    """One fault, the line of the file it is in (None: of the file), and what was found there."""

    fault: Fault
    line: int | None = None
    payment: str = ""
    told: str = ""
    expected: str = ""


@dataclass(frozen=True)
class OrderLine:
    """One line of an order to pay."""

    batch: str
    number: int
    payment: str
    name: str
    bank: str
    account: str
    amount_fen: int
    purpose: str

    def cells(self) -> tuple[str, ...]:
        """Return the line as it stands in the table, up to its check code."""
        amount = decimal_yuan(self.amount_fen)
        head = (self.batch, str(self.number), self.payment)
        return (*head, self.name, self.bank, self.account, amount, self.purpose)

    def text(self) -> str:
        """Return everything the check code is made of."""
        return text_of(self.cells(), self.amount_fen)


@dataclass(frozen=True)
class Ordered:
    """What a batch knows of one of its lines: enough to see any change, no name, no account."""

    payment: str
    amount_fen: int
    code: str


@dataclass(frozen=True)
class Answer:
    """What the bank says of one line."""

    payment: str
    is_paid: bool
    bank_reference: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ResultLine:
    """One line of a result file, cell by cell, with its place in the file."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return plain(self.cells.get(column, ""))


@dataclass(frozen=True)
class Order:
    """A batch as it went out."""

    reference: str
    lines: tuple[Ordered, ...]
    code: str
    seal: Callable[[str], str]

    @property
    def total_fen(self) -> int:
        """The sum of all lines."""
        return sum(line.amount_fen for line in self.lines)

    def total_cells(self) -> tuple[str, ...]:
        """Return the last line of the table, up to its check code."""
        told = {
            "batch": self.reference,
            "number": TOTAL,
            "payment": str(len(self.lines)),
            "amount": decimal_yuan(self.total_fen),
            "code": self.code,
        }
        return tuple(told.get(column, "") for column in ORDERED)


def decimal_yuan(fen: int) -> str:
    """Write an amount as banks do: 3000.00."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}"


def fen_in(cell: str) -> int | None:
    """Return an amount of yuan in 分; None where it is negative, fractional or no amount."""
    found = YUAN.fullmatch(cell.replace(",", ""))
    if found is None:
        return None
    return int(found["yuan"]) * 100 + int((found["fen"] or "").ljust(2, "0"))


def plain(cell: str) -> str:
    """Return a cell without blanks around it and without the mark that disarms formulas."""
    return unicodedata.normalize("NFKC", cell).strip().removeprefix(MARK)


def text_of(cells: Sequence[str], amount_fen: int | None) -> str:
    """Return what a check code is made of; an amount counts however it is written."""
    kept = [plain(cell) for cell in cells]
    kept[COLUMNS.index("amount")] = str(amount_fen)
    return "\x1f".join(kept)


def code_of_all(codes: Iterable[str], seal: Callable[[str], str]) -> str:
    """Return the check code of a whole batch."""
    return seal("\x1e".join(codes))


def check_result(
    order: Order, lines: Sequence[ResultLine], totals: Sequence[ResultLine]
) -> tuple[list[Answer], list[Complaint]]:
    """Return what a result file says and everything that is wrong with it.

    With one complaint nothing of the file may be used.
    """
    wrong = [*_strangers(order, lines), *_totals(order, totals)]
    known = {ordered.payment: ordered for ordered in order.lines}
    answers: list[Answer] = []
    for line in lines:
        ordered = known.get(line["payment"])
        if ordered is None:
            continue
        wrong += _order_changes(order, ordered, line)
        answer, faults = _answer(line)
        wrong += faults
        if answer is not None:
            answers.append(answer)
    wrong += _numbers_twice(lines)
    return answers, sorted(wrong, key=lambda one: (one.line is None, one.line or 0))


def _strangers(order: Order, lines: Sequence[ResultLine]) -> Iterator[Complaint]:
    known = {ordered.payment for ordered in order.lines}
    seen: set[str] = set()
    for line in lines:
        payment, batch = line["payment"], line["batch"]
        if batch != order.reference:
            yield Complaint(Fault.OTHER_BATCH, line.line, payment, batch, order.reference)
        if payment not in known:
            yield Complaint(Fault.UNKNOWN, line.line, payment)
        elif payment in seen:
            yield Complaint(Fault.DOUBLE, line.line, payment)
        seen.add(payment)
    for ordered in order.lines:
        if ordered.payment not in seen:
            yield Complaint(Fault.MISSING, None, ordered.payment)


def _order_changes(order: Order, ordered: Ordered, line: ResultLine) -> Iterator[Complaint]:
    amount_fen = fen_in(line["amount"])
    expected = decimal_yuan(ordered.amount_fen)
    if amount_fen is None:
        yield Complaint(
            Fault.AMOUNT_UNREADABLE, line.line, ordered.payment, line["amount"], expected
        )
    elif amount_fen != ordered.amount_fen:
        yield Complaint(Fault.AMOUNT_CHANGED, line.line, ordered.payment, line["amount"], expected)
    else:
        cells = [line[column] for column in ORDERED[:-1]]
        if {line["code"], order.seal(text_of(cells, amount_fen))} != {ordered.code}:
            yield Complaint(Fault.ORDER_CHANGED, line.line, ordered.payment)


def _answer(line: ResultLine) -> tuple[Answer | None, list[Complaint]]:
    payment, told = line["payment"], line["result"].casefold()
    number, reason = "".join(line["bank_reference"].split()), line["reason"]
    if told in PAID_WORDS:
        fault = _length(number, LONGEST_REFERENCE, Fault.NUMBER_MISSING, Fault.NUMBER_TOO_LONG)
        answer = Answer(payment, is_paid=True, bank_reference=number)
    elif told in FAILED_WORDS:
        fault = _length(reason, LONGEST_REASON, Fault.REASON_MISSING, Fault.REASON_TOO_LONG)
        answer = Answer(payment, is_paid=False, reason=reason)
    else:
        return None, [Complaint(Fault.RESULT_UNKNOWN, line.line, payment, line["result"])]
    return answer, [Complaint(fault, line.line, payment)] if fault else []


def _length(text: str, most: int, missing: Fault, too_long: Fault) -> Fault | None:
    if not text:
        return missing
    return too_long if len(text) > most else None


def _numbers_twice(lines: Sequence[ResultLine]) -> Iterator[Complaint]:
    paid = [line for line in lines if line["result"].casefold() in PAID_WORDS]
    numbers = Counter("".join(line["bank_reference"].split()) for line in paid)
    for line in paid:
        number = "".join(line["bank_reference"].split())
        if number and numbers[number] > 1:
            yield Complaint(Fault.NUMBER_DOUBLE, line.line, line["payment"], number)


def _totals(order: Order, totals: Sequence[ResultLine]) -> Iterator[Complaint]:
    if not totals:
        yield Complaint(Fault.TOTAL_MISSING)
        return
    for extra in totals[1:]:
        yield Complaint(Fault.TOTAL_DOUBLE, extra.line)
    total = totals[0]
    expected = (str(len(order.lines)), decimal_yuan(order.total_fen))
    if total["payment"] != expected[0]:
        yield Complaint(Fault.TOTAL_COUNT, total.line, "", total["payment"], expected[0])
    if fen_in(total["amount"]) != order.total_fen:
        yield Complaint(Fault.TOTAL_SUM, total.line, "", total["amount"], expected[1])
    if total["code"] != order.code:
        yield Complaint(Fault.TOTAL_CODE, total.line)
