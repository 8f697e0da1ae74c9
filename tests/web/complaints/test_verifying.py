"""Anybody verifies a receipt with nothing but the receipt."""

import base64
import json
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask

from portal.extensions import signing_keys
from portal.kernel import clock
from tests.visitor import Page, Visitor
from tests.web.complaints.journeys import STORY, file_case, number_of, photo

ADDRESS = "/complaints/verify"
PHOTO = photo()


@pytest.fixture
def told(citizen: Visitor) -> str:
    """Return the signed receipt of a complaint just filed, with a photo."""
    file_case(citizen, "complaint", story={"files": (BytesIO(PHOTO), "x.jpg")})
    return citizen.client.get("/complaints/receipt.txt").get_data(as_text=True)


def verified(visitor: Visitor, written: str, status: int = 200, **more: object) -> Page:
    """Return what the page says of a receipt."""
    return visitor.post(ADDRESS, {"receipt": written, **more}, status=status)


def test_a_genuine_receipt_is_told_with_everything_it_says(stranger: Visitor, told: str) -> None:
    assert stranger.get(ADDRESS).heading == "这张回执是真的吗？"
    page = verified(stranger, told)
    assert page.heading == "是真的，一个字都没改过。"
    assert told.splitlines()[1].removeprefix("number: ") in page.text
    assert "最迟" in page.text
    assert "告诉您受不受理" in page.text
    assert "第 1 个文件" in page.text
    english = stranger.post(f"/en{ADDRESS}", {"receipt": told}, status=200)
    assert "20" in english.text


def test_a_receipt_may_come_as_its_file(stranger: Visitor, told: str) -> None:
    page = stranger.post(
        ADDRESS, {"receipt_file": (BytesIO(told.encode()), "receipt.txt")}, status=200
    )
    assert page.heading == "是真的，一个字都没改过。"


def test_what_was_written_and_sent_is_compared(stranger: Visitor, told: str) -> None:
    files = [(BytesIO(PHOTO), "same.jpg"), (BytesIO(b"other"), "other.jpg")]
    page = verified(stranger, told, text=STORY, files=files)
    assert "和当时写的一字不差" in page.text
    assert "same.jpg：就是回执上的第 1 个文件" in page.text
    assert "other.jpg：不是当时交的文件" in page.text
    assert "和当时写的不一样" in verified(stranger, told, text="别的").text


def test_a_changed_receipt_says_nothing_that_could_be_believed(
    stranger: Visitor, told: str
) -> None:
    page = verified(stranger, told.replace("track: complaint", "track: report"))
    assert page.heading == "对不上：被改过，或者抄错了字。"
    assert not page.all("#proof")
    other = verified(stranger, told.replace("key: ", "key: 0"))
    assert other.heading == "不是我们的钥匙签的。"


@pytest.mark.parametrize(
    "written", ["", "LC26-7K3M-92QF-HT4W", "\x00\ud800", "Clear Bowl receipt 1\n", "长" * 90_000]
)
def test_what_is_no_receipt_is_told_at_the_field(stranger: Visitor, written: str) -> None:
    page = verified(stranger, written.encode("utf-8", "replace").decode(), status=422)
    assert page.all("#receipt-error")


def test_a_file_that_is_no_text_is_told_at_the_field(stranger: Visitor) -> None:
    page = stranger.post(ADDRESS, {"receipt_file": (BytesIO(PHOTO), "x.jpg")}, status=422)
    assert "读不出来" in page.text


def test_a_key_that_was_replaced_still_verifies_and_is_told_in_the_history(
    app: Flask, stranger: Visitor, told: str
) -> None:
    with app.app_context():
        old = signing_keys().signer().key
        with time_machine.travel(clock.now() + timedelta(seconds=1), tick=False):
            new = signing_keys().rotate()
    assert verified(stranger, told).heading == "是真的，一个字都没改过。"
    keys = stranger.get(f"{ADDRESS}/keys")
    assert keys.text.index(new.key_id) < keys.text.index(old.key_id)
    assert "openssl pkeyutl -verify" in keys.text
    assert "已停用" in keys.text
    listed = json.loads(stranger.client.get("/.well-known/clear-bowl-receipt-keys.json").data)
    assert [key["kid"] for key in listed["keys"][:2]] == [new.key_id, old.key_id]
    assert listed["keys"][1]["until"]
    pem = stranger.client.get(f"{ADDRESS}/keys/{old.key_id}.pem").get_data(as_text=True)
    assert pem == old.pem == listed["keys"][1]["pem"]
    stranger.get(f"{ADDRESS}/keys/{'0' * 16}.pem", status=404)


def test_a_receipt_signed_after_its_key_was_gone_is_not_believed(
    app: Flask, citizen: Visitor, stranger: Visitor
) -> None:
    with app.app_context():
        stolen = signing_keys().signer()
        signing_keys().rotate()
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        receipt = file_case(citizen, "tip")
        lines = citizen.client.get("/complaints/receipt.txt").get_data(as_text=True).splitlines()
    assert number_of(receipt) in lines[1]
    body = "".join(f"{line}\n" for line in [*lines[:-2], f"key: {stolen.key.key_id}"])
    signature = base64.b64encode(stolen.sign(body.encode())).decode()
    page = verified(stranger, f"{body}signature: {signature}\n")
    assert page.heading == "不能信：签名的钥匙在那之前就停用了。"


def test_words_in_place_of_a_file_are_no_receipt(stranger: Visitor) -> None:
    page = stranger.post(ADDRESS, {"receipt_file": "no file", "files": "none"}, status=422)
    assert "请粘贴回执，或者选回执文件" in page.text
