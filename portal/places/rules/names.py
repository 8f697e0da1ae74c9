"""Whose name may be read, and how text is folded for searching."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import yaml

NAMES_FILE = Path(__file__).parent.parent / "names.yaml"
LONGEST_PERSON = 4
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
BRACKETED = re.compile(r"([（(])([^（）()]{2,6})([）)])")
TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?![\dA-Za-z])")
MASK = "某"
ALIKE_FILE = NAMES_FILE.with_name("alike.yaml")
REMEMBERED = 1 << 14
MOST_ROUNDS = 4


@cache
def _words() -> dict[str, tuple[str, ...]]:
    table = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    return {key: tuple(str(words).split()) for key, words in table.items()}


@cache
def _introduced() -> re.Pattern[str]:
    return re.compile(
        rf"((?:{_titles()})\s*[:：+]?\s*)([\u3400-\u9fff·]{{2,4}})(?![\u3400-\u9fff])"
    )


@cache
def _titles() -> str:
    return "|".join(map(re.escape, _words()["introducing"]))


@cache
def _may_name_somebody() -> re.Pattern[str]:
    """Return what a longer name holds where somebody stands beside or inside it."""
    return re.compile(rf"[（(\s]|{_titles()}|{'|'.join(map(re.escape, _words()['forms']))}")


def surname_of(text: str) -> str:
    """Return the surname that ``text`` begins with, or nothing."""
    words = _words()
    double = next((name for name in words["double_surnames"] if text.startswith(name)), "")
    return double or (text[:1] if text[:1] in words["surnames"] else "")


def is_person(name: str) -> bool:
    """Whether ``name`` reads as a person's and holds no trade name.

    A surname and one or two characters more, none of which is a word for a business. A trade name
    that looks so (a surname and two characters) is taken for a person: an unmasked person is the
    worse mistake (个人信息保护法 Art. 25). Blanks between the characters and the form of business
    behind a name (（个体工商户）) make no trade name of it.
    """
    # Most names are trade names and nothing else; a register holds them by the hundred thousand.
    if len(name) > LONGEST_PERSON and not _may_name_somebody().search(name):
        return False
    plain = bare_name(name)
    if not HAN.fullmatch(plain) or len(plain) > LONGEST_PERSON:
        return False
    surname = surname_of(plain)
    rest = len(plain) - len(surname)
    if not surname or rest not in {1, 2}:
        return False
    return not any(plain.endswith(word) for word in _words()["trades"])


@cache
def _forms() -> re.Pattern[str]:
    forms = "|".join(map(re.escape, _words()["forms"]))
    return re.compile(rf"\(?(?:{forms})\)?\Z")


def bare_name(name: str) -> str:
    """Return a name as people say it: without blanks and without the form of business behind."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    return _forms().sub("", plain)


def _masked(name: str) -> str:
    return f"{surname_of(name)}{MASK}"


def _shown(part: str) -> str:
    return _masked(part) if is_person(part) else part


def mask_name(name: str | None) -> str | None:
    """Return a maker's or seller's name as everybody may read it.

    A trade name stays. A natural person's name without one shows as surname and 某
    (regulations.md 6.3); so does a person named beside or inside a trade name.
    """
    if not name:
        return name
    if len(name) > LONGEST_PERSON and not _may_name_somebody().search(name):
        return name
    if is_person(name):
        return _masked(bare_name(name))
    shown = BRACKETED.sub(lambda found: found[1] + _shown(found[2]) + found[3], name)
    shown = _introduced().sub(lambda found: found[1] + _shown(found[2]), shown)
    return " ".join(_shown(word) if place else word for place, word in enumerate(shown.split(" ")))


def mask_person(name: str) -> str:
    """Return a natural person's name as everybody may read it: surname and 某.

    For names that are known to be a person's, whatever they read like: a surname that the list
    does not hold is taken to be the first character.
    """
    plain = unicodedata.normalize("NFKC", name).strip()
    return f"{surname_of(plain) or plain[:1]}{MASK}" if plain else ""


def mask_introduced(text: str) -> str:
    """Return free text with every person masked whom it introduces as one (经营者：…)."""
    return _introduced().sub(lambda found: found[1] + _shown(found[2]), text)


def mask_text(text: str | None) -> str | None:
    """Return free text without telephone and identity numbers."""
    return text and IDENTITY.sub("****", TELEPHONE.sub("****", text))


@cache
def _alike() -> tuple[dict[int, str], dict[int, str]]:
    table = yaml.safe_load(ALIKE_FILE.read_text(encoding="utf-8"))
    capitals, small = (
        str.maketrans(
            {other: letter for letter, others in table[group].items() for other in others.split()}
        )
        for group in ("capitals", "small")
    )
    return capitals, small


@lru_cache(REMEMBERED)
def fold(text: str) -> str:
    """Return what is compared when people search: one width, small letters, no blanks.

    Letters that look alike are one letter (alike.yaml). Folding twice changes nothing more.
    """
    folded = _folded(text.replace("\x00", ""))
    # Taking a blank out may bring two characters together that are one: fold until nothing moves.
    for _ in range(MOST_ROUNDS):
        if folded.isascii() or (again := _folded(folded)) == folded:
            break
        folded = again
    return folded


def _folded(text: str) -> str:
    capitals, small = _alike()
    one_case = unicodedata.normalize("NFKC", text).translate(capitals).casefold()
    return "".join(unicodedata.normalize("NFKC", one_case).translate(small).split())
