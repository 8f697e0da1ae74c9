"""The signed receipt: whatever is changed in it shows, whatever only travelled badly does not."""

import hashlib
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.complaints.proof import OPENSSL
from portal.complaints.signed import (
    DigestedFile,
    Due,
    SignedReceipt,
    Standing,
    Statement,
    compare,
    digest_of_text,
    read_receipt,
    verify,
)
from portal.kernel.signing import SigningKeys, VerifyingKey

TOLD = "示例：昨天买的鱼饼发黏。"
PHOTO = b"the bytes of a photo"
NOON = datetime(2026, 11, 22, 4, 0, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> SigningKeys:
    """Return an installation's keys."""
    return SigningKeys(tmp_path_factory.mktemp("keys") / "receipt-keys.json")


def sha256(content: bytes) -> str:
    """Return a file's digest."""
    return hashlib.sha256(content).hexdigest()


def signed(keys: SigningKeys, *, received: datetime = NOON, request: bool = True) -> str:
    """Return a signed receipt as it is handed out."""
    signer = keys.signer()
    statement = Statement(
        number="LC26-7K3M-92QF-HT4W",
        place="lucheng",
        track="complaint",
        rule="v2026",
        received_at=received,
        text_sha256=digest_of_text(TOLD),
        request_sha256=digest_of_text("退货") if request else None,
        files=(DigestedFile(sha256(PHOTO), len(PHOTO)),),
        due=(Due("acceptance", date(2026, 12, 1)), Due("mediation", None)),
        key_id=signer.key.key_id,
    )
    return SignedReceipt(statement, signer.sign(statement.text().encode())).text()


def test_a_receipt_says_what_was_received_and_by_when_and_nothing_else(keys: SigningKeys) -> None:
    receipt = signed(keys)
    assert receipt.isascii()
    assert receipt.splitlines()[:6] == [
        "Clear Bowl receipt 1",
        "number: LC26-7K3M-92QF-HT4W",
        "place: lucheng",
        "track: complaint",
        "rule: v2026",
        "received: 2026-11-22T04:00:07Z",
    ]
    assert "due: acceptance 2026-12-01\ndue: mediation -\n" in receipt
    found = verify(receipt, keys.find)
    assert found.is_genuine
    assert found.statement is not None
    assert found.statement.received_at == NOON


@pytest.mark.parametrize("request_told", [True, False])
def test_every_sign_that_is_changed_shows(keys: SigningKeys, *, request_told: bool) -> None:
    receipt = signed(keys, request=request_told)
    for at, sign in enumerate(receipt[:-1]):
        other = "3" if sign != "3" else "4"
        found = verify(receipt[:at] + other + receipt[at + 1 :], keys.find)
        # The last sign of a signature carries bits that are no part of it.
        assert not found.is_genuine or at >= len(receipt) - 4, (at, sign)


def test_lines_added_or_left_out_or_said_twice_show(keys: SigningKeys) -> None:
    receipt = signed(keys)
    lines = receipt.splitlines()
    for at in range(len(lines)):
        assert not verify("\n".join(lines[:at] + lines[at + 1 :]), keys.find).is_genuine
        assert not verify(
            "\n".join([*lines[:at], lines[at], *lines[at:]]), keys.find
        ).is_genuine or (at == 0)
    added = receipt.replace("key: ", "reward: 1000000 yuan\nkey: ")
    assert verify(added, keys.find).standing is Standing.UNREADABLE


@pytest.mark.parametrize(
    "travelled",
    [
        lambda told: told.replace("\n", "\r\n"),
        lambda told: "\ufeff" + told,
        lambda told: "您的回执如下：\n\n" + told.replace("\n", "  \n\n"),
        lambda told: told.strip(),
        lambda told: told.replace(": ", "： "),
        lambda told: told[:-30] + "\n" + told[-30:],
        lambda told: told.replace("sha256 ", "sha256\n"),
    ],
)
def test_what_mail_and_chat_do_to_a_receipt_is_forgiven(
    keys: SigningKeys, travelled: object
) -> None:
    assert callable(travelled)
    assert verify(travelled(signed(keys)), keys.find).is_genuine


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_whatever_is_pasted_has_an_answer(written: str) -> None:
    assert read_receipt(written) is None
    assert read_receipt("Clear Bowl receipt 1\nnumber: " + written) is None


def test_a_receipt_of_another_site_is_told_apart_from_a_changed_one(
    keys: SigningKeys, tmp_path: Path
) -> None:
    other = SigningKeys(tmp_path / "other.json")
    assert verify(signed(other), keys.find).standing is Standing.UNKNOWN_KEY
    assert verify(signed(keys).replace("LC26", "LC25"), keys.find).standing is Standing.ALTERED


def test_a_key_that_was_replaced_verifies_what_it_signed_before(keys: SigningKeys) -> None:
    receipt, key = signed(keys), keys.history()[0]

    def replaced(until: datetime) -> VerifyingKey:
        return VerifyingKey(key.key_id, key.public, key.since, until)

    later, earlier = NOON + timedelta(hours=1), NOON - timedelta(days=2)
    assert verify(receipt, lambda _id: replaced(later)).is_genuine
    assert verify(receipt, lambda _id: replaced(earlier)).standing is Standing.RETIRED_KEY


def test_text_and_files_brought_along_are_compared(keys: SigningKeys) -> None:
    statement = verify(signed(keys), keys.find).statement
    assert statement is not None
    found = compare(
        statement,
        text=f"  {TOLD}\r\n",
        files=[("a.jpg", sha256(PHOTO)), ("b.jpg", sha256(b"other"))],
    )
    assert [(one.name, one.is_same, one.place) for one in found] == [
        ("", True, None),
        ("a.jpg", True, 1),
        ("b.jpg", False, None),
    ]
    assert not compare(statement, text="别的话")[0].is_same
    assert compare(statement) == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_verifies_a_receipt_as_the_page_says(keys: SigningKeys, tmp_path: Path) -> None:
    (tmp_path / "receipt.txt").write_text(signed(keys))
    (tmp_path / "key.pem").write_text(keys.history()[0].pem)
    done = subprocess.run(
        ["sh", "-ec", OPENSSL], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    assert "Signature Verified Successfully" in done.stdout, done.stderr
