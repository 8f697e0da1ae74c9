"""A bank in a folder: pays each payment number once, some not at all, and survives any fall."""

import csv
import io
import os
import zlib
from collections import Counter
from pathlib import Path

from portal.rewards.batch_files import TITLES, write_order
from portal.rewards.rules.batches import TOTAL

PLACES = {name: place for place, name in enumerate(TITLES)}
# One payment in so many fails.
FAILS = 4


class Bank:
    """Orders come in, answers go out; what it paid is one file for each payment number."""

    def __init__(self, folder: Path) -> None:
        self._orders, self._paid = folder / "orders", folder / "paid"
        for one in (self._orders, self._paid):
            one.mkdir(parents=True, exist_ok=True)

    def receive(self, batch: str, content: bytes) -> None:
        """Take an order; one that comes again must be the same."""
        order = self._orders / batch
        if order.exists():
            if order.read_bytes() != content:
                raise AssertionError(f"{batch} went out twice and differs")
            return
        draft = order.with_suffix(f".{os.getpid()}")
        draft.write_bytes(content)
        draft.rename(order)

    def answer(self, batch: str) -> bytes:
        """Pay what was ordered and not paid yet; return the result file, the same each time."""
        text = (self._orders / batch).read_bytes().decode("utf-8-sig")
        _head, *rows = csv.reader(io.StringIO(text))
        told = []
        for row in rows:
            if row[PLACES["number"]] == TOTAL:
                told.append(tuple(row))
            else:
                told.append((*row[: PLACES["result"]], *self._pay(row)))
        return write_order(told, "csv")

    def _pay(self, row: list[str]) -> tuple[str, str, str]:
        payment = row[PLACES["payment"]]
        if zlib.crc32(payment.encode()) % FAILS == 0:
            return "失败", "", "示例：账号不符"
        booked = self._paid / payment
        if not booked.exists():
            fen = row[PLACES["amount"]].replace(".", "")
            draft = booked.with_suffix(f".{os.getpid()}")
            draft.write_text(f"{row[PLACES['account']]} {fen}")
            draft.rename(booked)
        return "成功", f"LS{payment}", ""

    def paid(self) -> dict[str, tuple[str, int]]:
        """Return what was paid: account and 分 of each payment number."""
        booked = {}
        for one in self._paid.iterdir():
            if not one.suffix:
                account, fen = one.read_text().split()
                booked[one.name] = (account, int(fen))
        return booked

    def paid_twice(self) -> list[str]:
        """Return the accounts that were paid under more than one number."""
        counts = Counter(account for account, _fen in self.paid().values())
        return [account for account, count in counts.items() if count > 1]
