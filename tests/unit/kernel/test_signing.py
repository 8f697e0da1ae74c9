"""Keys that sign: kept outside the database, replaced without a gap, never half written."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from portal.kernel import clock
from portal.kernel.signing import SigningKeys, VerifyingKey, read_verifying_key

TOLD = b"what is signed"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where keys will lie."""
    return tmp_path / "new" / "receipt-keys.json"


def test_the_first_start_makes_a_key_that_only_its_owner_reads(path: Path) -> None:
    keys = SigningKeys(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert SigningKeys(path).history() == keys.history()


def test_two_that_start_at_once_sign_with_one_key(path: Path) -> None:
    first = SigningKeys(path)
    first._begin()  # the other came second
    assert SigningKeys(path).history() == first.history()


def test_what_is_signed_holds_and_nothing_else(path: Path) -> None:
    signer = SigningKeys(path).signer()
    signature = signer.sign(TOLD)
    assert len(signature) == 64
    assert signer.key.holds(TOLD, signature)
    assert not signer.key.holds(TOLD + b" ", signature)
    assert not signer.key.holds(TOLD, bytes(64))


def test_a_new_key_takes_over_in_every_process_and_the_old_one_still_verifies(path: Path) -> None:
    keys, elsewhere = SigningKeys(path), SigningKeys(path)
    old, signature = keys.signer().key, keys.signer().sign(TOLD)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        new = keys.rotate()
        assert elsewhere.signer().key == new != old
    known = elsewhere.find(old.key_id)
    assert known is not None
    assert known.until == new.since > known.since
    assert known.holds(TOLD, signature)
    assert [key.key_id for key in keys.history()] == [new.key_id, old.key_id]
    assert path.read_text().count("private") == 1
    assert elsewhere.find("0" * 16) is None


def test_a_key_is_published_as_other_programmes_read_it(path: Path) -> None:
    key: VerifyingKey = SigningKeys(path).history()[0]
    read = load_pem_public_key(key.pem.encode())
    assert read.public_bytes_raw() == key.public  # type: ignore[union-attr]


def test_keys_that_vanish_while_the_site_runs_go_on_signing(path: Path) -> None:
    keys = SigningKeys(path)
    path.unlink()
    assert keys.signer().key.holds(TOLD, keys.signer().sign(TOLD))


@pytest.mark.parametrize("told", ["", "{}", '{"keys": []}', '{"keys": [{"private": "x"}]}', "[1]"])
def test_a_file_that_holds_no_key_is_a_fault_and_is_left_as_it_is(path: Path, told: str) -> None:
    path.parent.mkdir()
    path.write_text(told)
    with pytest.raises(ValueError, match=r"key|Expecting|base64"):
        SigningKeys(path)
    assert path.read_text() == told


def test_only_a_public_key_of_this_kind_is_read(path: Path) -> None:
    key = SigningKeys(path).history()[0]
    assert read_verifying_key(key.pem.encode(), since=key.since) == key
    other = X25519PrivateKey.generate().public_key()
    wrong = other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for pem in (wrong, b"no key", key.pem.encode()[:-40]):
        with pytest.raises(ValueError, match=r"key|PEM|load|ASN"):
            read_verifying_key(pem, since=key.since)
