"""Keys that are changed: the newest seals, the older open, and a file changed meanwhile is read."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.kernel.key_chain import KeyChain, KeyMissing
from portal.kernel.keys import Keyring, Unreadable
from portal.kernel.sealed_pieces import LENGTH, open_pieces, seal_pieces

MASTER = Keyring(b"m" * 32)
OLD, NEW = "a" * 64, "b" * 64


def chain(path: Path) -> KeyChain:
    return KeyChain(master=MASTER, path=path)


def test_a_first_key_is_made_and_only_the_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "identity.keys"
    first = chain(path).newest
    assert chain(path).newest == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_key_seals_and_the_older_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    keys, elsewhere = chain(path), chain(path)
    old = keys.newest
    sealed = keys.ring(old).seal("purpose", "示例")
    new = keys.add()
    assert keys.ids == (new, old)
    assert keys.ring(old).open("purpose", sealed) == "示例"
    with pytest.raises(Unreadable):
        keys.ring(new).open("purpose", sealed)
    # A process that started before sees it too.
    assert elsewhere.newest == new


def test_of_two_that_add_a_key_at_once_neither_loses_it(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    first = chain(path).newest
    with ThreadPoolExecutor(4) as several:
        added = list(several.map(lambda _turn: chain(path).add(), range(12)))
    assert {*added, first} == set(chain(path).ids)
    assert {one.name for one in tmp_path.iterdir()} == {"keys", "keys.lock"}


def test_of_two_that_begin_at_once_both_have_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    with ThreadPoolExecutor(4) as several:
        found = list(several.map(lambda _turn: chain(path).newest, range(12)))
    assert len(set(found)) == 1


def test_forgotten_keys_open_nothing_any_more(tmp_path: Path) -> None:
    keys = chain(tmp_path / "keys")
    old = keys.newest
    keys.add()
    assert keys.forget_old() == 1
    with pytest.raises(KeyMissing):
        keys.ring(old)


def test_keys_of_the_environment_are_others_to_change() -> None:
    keys = KeyChain(master=MASTER, told=f"new:{NEW}, old:{OLD}")
    assert keys.ids == ("new", "old")
    assert not keys.is_file
    with pytest.raises(ValueError, match="environment"):
        keys.add()
    assert keys.ring("") is MASTER


@pytest.mark.parametrize("told", ["one", f"a:{OLD},a:{NEW}", f"a:{OLD[:-1]}", " , "])
def test_keys_that_cannot_be_read_are_refused(told: str) -> None:
    with pytest.raises(ValueError, match="key"):
        KeyChain(master=MASTER, told=told)


@pytest.mark.parametrize("pieces", [[], [b""], [b"one"], [b"one", b"two", b"three"]])
def test_pieces_open_as_they_were_sealed(pieces: list[bytes]) -> None:
    sealed = b"".join(seal_pieces(MASTER, "p", pieces, context="c"))
    cut = [sealed[at : at + 5] for at in range(0, len(sealed), 5)]
    assert b"".join(open_pieces(MASTER, "p", cut, context="c")) == b"".join(pieces)


def sealed_three() -> list[bytes]:
    return list(seal_pieces(MASTER, "p", [b"one", b"two", b"three"], context="c"))


@pytest.mark.parametrize("order", [(0, 1), (1, 0, 2), (0, 1, 2, 2), ()])
def test_pieces_lost_moved_or_doubled_open_no_more(order: tuple[int, ...]) -> None:
    pieces = sealed_three()
    with pytest.raises(Unreadable):
        list(open_pieces(MASTER, "p", [pieces[at] for at in order], context="c"))


def test_pieces_changed_or_cut_open_no_more() -> None:
    one, two, three = sealed_three()
    altered = two[:-1] + bytes([two[-1] ^ 1])
    for pieces in ([one, altered, three], [one, two, three[:-1]], [LENGTH.pack(2**31)]):
        with pytest.raises(Unreadable):
            list(open_pieces(MASTER, "p", pieces, context="c"))


def test_pieces_open_for_nothing_else() -> None:
    for purpose, context in (("q", "c"), ("p", "d")):
        with pytest.raises(Unreadable):
            list(open_pieces(MASTER, purpose, sealed_three(), context=context))
