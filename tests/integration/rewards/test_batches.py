"""Batches: out as a file, back as a file, whole or not at all, and nobody paid twice."""

import csv
import io
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.kernel import clock
from portal.kernel.audit import Actor, AuditLine
from portal.kernel.db import db, write_intent
from portal.kernel.errors import NotFound, Refused
from portal.rewards import queries, services
from portal.rewards.batch_files import TITLES, read_lines, write_order
from portal.rewards.models import Payment, PaymentBatch
from portal.rewards.rules import LedgerAccount, PayeeFacts, PaymentResult, Stage
from portal.rewards.rules.batches import BatchStage, Fault
from portal.rewards.services.batches import batch_rows
from portal.tables.reading import FileRefused
from tests.factories import payments
from tests.factories import rewards as factory

FINANCE = Actor(kind="staff", name="finance-f", role="finance")


def held() -> dict[LedgerAccount, int]:
    return queries.ledger_balances(clock.today().year)


def kept_batch(lines: int = 2) -> PaymentBatch:
    batch = payments.make_batch(lines)
    db.session.commit()
    return batch


def read(batch: PaymentBatch, rows: list[tuple[str, ...]], kind: str = "csv") -> services.Taken:
    return services.read_result(batch.reference, content=write_order(rows, kind), by=FINANCE)


def faults(batch: PaymentBatch, rows: list[tuple[str, ...]]) -> list[tuple[Fault, int | None]]:
    with pytest.raises(services.ResultRefused) as refused:
        read(batch, rows)
    return [(one.fault, one.line) for one in refused.value.complaints]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_result_is_taken_whole_and_once(inside: Flask, kind: str) -> None:
    batch = kept_batch(3)
    content = payments.result_file(batch, failing={2}, kind=kind)
    taken = services.read_result(batch.reference, content=content, by=FINANCE)
    assert (taken.paid_count, taken.failed_count, taken.is_repeat) == (2, 1, False)
    assert held()[LedgerAccount.PAID] == 2 * factory.AMOUNT_FEN
    assert held()[LedgerAccount.RESERVED] == factory.AMOUNT_FEN
    db.session.commit()
    again = services.read_result(batch.reference, content=content, by=FINANCE)
    assert again.is_repeat
    assert held()[LedgerAccount.PAID] == 2 * factory.AMOUNT_FEN
    assert [row.result for row in batch.payments] == [
        PaymentResult.PAID, PaymentResult.FAILED, PaymentResult.PAID,
    ]  # fmt: skip
    with pytest.raises(Refused) as refusal:
        read(batch, payments.answered(batch_rows(batch), numbers="OTHER"))
    assert refusal.value.field == "file"
    assert batch.stage is BatchStage.CLOSED


def test_the_same_batch_gives_the_same_file_and_each_look_is_on_record(inside: Flask) -> None:
    reference = kept_batch().reference
    files = [
        write_order(
            services.export_batch(queries.get_batch(reference), by=FINANCE, kind="xlsx"), "xlsx"
        )
        for _again in range(2)
    ]
    assert files[0] == files[1]
    looks = select(AuditLine).filter_by(action="payment-batch.exported")
    assert len(db.session.scalars(looks).all()) == 2


def test_the_file_tells_nothing_of_a_report(inside: Flask) -> None:
    batch = kept_batch()
    text = write_order(batch_rows(batch), "csv").decode()
    for payment in batch.payments:
        case = payment.reward.case
        for secret in (case.reference, case.told, case.respondent, payment.reward.reference):
            assert secret not in text


def test_no_name_becomes_a_formula_and_it_still_comes_back(inside: Flask) -> None:
    payee = PayeeFacts(name="=1+1", bank="@示例", account="62000000")
    wish = replace(factory.NAMED, payee=payee)
    factory.make_verified(wish)
    batch = services.make_batch(by=factory.person("finance", "finance-f").actor)
    db.session.commit()
    text = write_order(batch_rows(batch), "csv").decode().lstrip("\ufeff")
    _head, line, _total = csv.reader(io.StringIO(text))
    assert (line[3], line[4]) == ("'=1+1", "'@示例")
    assert read(batch, payments.answered(batch_rows(batch))).paid_count == 1


def changed(
    rows: list[tuple[str, ...]], line: int, column: str, text: str
) -> list[tuple[str, ...]]:
    place = list(TITLES).index(column)
    row = (*rows[line][:place], text, *rows[line][place + 1 :])
    return [*rows[:line], row, *rows[line + 1 :]]


@pytest.mark.parametrize(
    ("column", "text", "fault"),
    [
        ("amount", "3000.01", Fault.AMOUNT_CHANGED),
        ("amount", "-3000.00", Fault.AMOUNT_UNREADABLE),
        ("amount", "3000.005", Fault.AMOUNT_UNREADABLE),
        ("account", "6200000000000001", Fault.ORDER_CHANGED),
        ("name", "示例别人", Fault.ORDER_CHANGED),
        ("batch", "PC26-AAAA-BBBB", Fault.OTHER_BATCH),
        ("code", "0", Fault.ORDER_CHANGED),
        ("result", "也许", Fault.RESULT_UNKNOWN),
        ("result", "", Fault.RESULT_UNKNOWN),
        ("bank_reference", "", Fault.NUMBER_MISSING),
    ],
)
def test_one_wrong_cell_and_nothing_is_taken(
    inside: Flask, column: str, text: str, fault: Fault
) -> None:
    batch = kept_batch()
    rows = changed(payments.answered(batch_rows(batch)), 0, column, text)
    found = faults(batch, rows)
    assert (fault, 2) in found
    assert held()[LedgerAccount.PAID] == 0
    assert queries.get_batch(batch.reference).stage is BatchStage.OPEN
    refused = select(AuditLine).filter_by(action="payment-batch.result-refused")
    line = db.session.scalars(refused).one()
    assert fault.value in (line.after or {})["faults"]
    again = read(queries.get_batch(batch.reference), payments.answered(batch_rows(batch)))
    assert again.paid_count == 2


def test_lines_left_out_doubled_or_added_refuse_the_file(inside: Flask) -> None:
    batch = kept_batch()
    first, second, total = payments.answered(batch_rows(batch))
    assert faults(batch, [first, total]) == [(Fault.MISSING, None)]
    doubled = faults(batch, [first, first, second, total])
    assert (Fault.DOUBLE, 3) in doubled
    assert (Fault.NUMBER_DOUBLE, 2) in doubled
    stranger = (*first[:2], "ZF26-AAAA-AAAA", *first[3:])
    assert (Fault.UNKNOWN, 4) in faults(batch, [first, second, stranger, total])
    assert faults(batch, [first, second]) == [(Fault.TOTAL_MISSING, None)]
    less = changed([first, second, total], 2, "amount", "1.00")
    assert faults(batch, less) == [(Fault.TOTAL_SUM, 4)]


def test_a_bank_number_of_another_payment_is_found_before_anything_is_written(
    inside: Flask,
) -> None:
    paid = factory.make_paid()
    number = str(paid.payments[0].bank_reference)
    batch = kept_batch()
    rows = changed(payments.answered(batch_rows(batch)), 1, "bank_reference", number)
    assert faults(batch, rows) == [(Fault.NUMBER_TAKEN, 3)]


def test_what_is_no_such_table_is_refused(inside: Flask) -> None:
    batch = kept_batch(1)
    with pytest.raises(FileRefused):
        services.read_result(batch.reference, content=b"%PDF-1.7", by=FINANCE)
    with pytest.raises(Refused) as refusal:
        services.read_result(batch.reference, content="批次号,序号\n1,2\n".encode(), by=FINANCE)
    assert "支付编号" in str(refusal.value.reason)
    with pytest.raises(NotFound):
        services.read_result("PC26-AAAA-AAAA", content=b"", by=FINANCE)
    with pytest.raises(NotFound):
        queries.get_batch("nothing")
    with pytest.raises(Refused):
        read_lines(b"x" * (6 * 1024 * 1024))
    refused = select(AuditLine).filter_by(action="payment-batch.result-refused")
    assert len(db.session.scalars(refused).all()) == 2


def test_a_failed_line_is_verified_again_and_goes_into_the_next_batch(inside: Flask) -> None:
    batch = kept_batch(1)
    services.read_result(
        batch.reference, content=payments.result_file(batch, failing={1}), by=FINANCE
    )
    reward = batch.payments[0].reward
    assert reward.stage is Stage.FAILED
    with pytest.raises(Refused):
        services.make_batch(by=FINANCE)
    services.retry_payment(reward, by=FINANCE)
    second = services.make_batch(by=FINANCE)
    assert [row.attempt for row in second.payments] == [2]
    db.session.commit()
    read(second, payments.answered(batch_rows(second)))
    assert [row.result for row in reward.payments] == [PaymentResult.FAILED, PaymentResult.PAID]
    assert held()[LedgerAccount.PAID] == factory.AMOUNT_FEN
    assert sum(held().values()) == 0


def test_a_payment_in_a_batch_is_recorded_by_its_file_alone(inside: Flask) -> None:
    reward = kept_batch(1).payments[0].reward
    with pytest.raises(Refused):
        services.record_payment(reward, bank_reference="BANK1", by=FINANCE)
    with pytest.raises(Refused):
        services.record_failure(reward, reason="示例", by=FINANCE)


def test_counters_and_those_who_decided_stay_out_of_a_batch(inside: Flask) -> None:
    factory.make_verified()
    with pytest.raises(Refused):
        services.make_batch(by=FINANCE)
    factory.make_verified(factory.NAMED)
    with pytest.raises(Refused):
        services.make_batch(by=Actor(kind="staff", name="approver-b"))
    batch = kept_batch(1)
    assert batch.line_count == 2
    with pytest.raises(services.OwnPartTaken):
        services.read_result(
            batch.reference,
            content=payments.result_file(batch),
            by=Actor(kind="staff", name="approver-b"),
        )


def test_the_database_keeps_no_second_attempt_beside_one_that_runs(app: Flask) -> None:
    with app.app_context(), write_intent():
        payment = factory.make_paying().payments[0]
        copy = {name: getattr(payment, name) for name in ("reward_id", "amount_fen", "started_at")}
        db.session.add(
            Payment(
                **copy,
                reference="ZF00",
                attempt=2,
                started_by="x",
                failure="",
                result=PaymentResult.STARTED,
            )
        )
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
