import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.kernel.keys import Keyring, Unreadable, load_or_create_master

RING = Keyring(b"k" * 32)


def test_what_is_sealed_opens_for_the_same_purpose_and_context() -> None:
    sealed = RING.seal("identity", "示例人", context="case:1")
    assert RING.open("identity", sealed, context="case:1") == "示例人"


@pytest.mark.parametrize(("purpose", "context"), [("other", "case:1"), ("identity", "case:2")])
def test_what_is_sealed_opens_for_nothing_else(purpose: str, context: str) -> None:
    sealed = RING.seal("identity", "示例人", context="case:1")
    with pytest.raises(Unreadable):
        RING.open(purpose, sealed, context=context)


def test_an_altered_seal_is_refused() -> None:
    sealed = bytearray(RING.seal("identity", "示例人"))
    sealed[-1] ^= 1
    with pytest.raises(Unreadable):
        RING.open("identity", bytes(sealed))


def test_the_same_text_sealed_twice_looks_different() -> None:
    assert RING.seal("identity", "示例") != RING.seal("identity", "示例")


def test_a_digest_depends_on_its_purpose() -> None:
    assert RING.digest("a", "text") == RING.digest("a", "text")
    assert RING.digest("a", "text") != RING.digest("b", "text")


def test_a_short_master_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(b"short")


def test_the_master_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret.key"
    first = load_or_create_master(path)
    assert load_or_create_master(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(first) == 32


def test_those_who_start_at_once_share_one_master_key(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    with ThreadPoolExecutor(8) as many:
        keys = set(many.map(lambda _one: load_or_create_master(path), range(40)))
    assert len(keys) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]
