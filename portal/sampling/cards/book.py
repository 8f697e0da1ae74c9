"""The cards themselves, read once from the files beside this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from portal.kernel.errors import NotFound
from portal.places.rules import Text
from portal.sampling.cards.spelling import key_of, keys_of

FOLDER = Path(__file__).parent
# Names of items repeat; a name longer than this is no item's.
NAMES_KEPT, LONGEST_NAME = 4096, 200
PARTS = ("what", "why_limit", "health", "advice")


class CardError(Exception):
    """The files of the cards contradict themselves; told by file and card."""


@dataclass(frozen=True)
class Hazard:
    """A class of things that are tested for, as the yearly figures of the state group them."""

    code: str
    name: Text


@dataclass(frozen=True)
class Standard:
    """What a card rests on. ``number`` is without its year: the edition in force counts."""

    number: str
    name: Text


@dataclass(frozen=True)
class Card:
    """One thing that is tested for, explained to people who are no chemists.

    ``aliases`` are other names of the very same thing. ``covers`` are its kin, which the same words
    explain but which are counted apart; found by such a name, the card bears that name.
    ``has_more_standards`` tells that each kind of food has a standard of its own, of which
    ``standards`` names the most frequent.
    """

    code: str
    name: Text
    aliases: tuple[str, ...]
    covers: tuple[Text, ...]
    hazard: Hazard
    what: Text
    why_limit: Text
    health: Text
    advice: Text
    standards: tuple[Standard, ...]
    has_more_standards: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The Chinese names that results are counted under: its own, and its kin's."""
        return (self.name.zh, *(one.zh for one in self.covers))

    @property
    def search_terms(self) -> tuple[str, ...]:
        """The Chinese names under which articles about it may be found."""
        return (self.name.zh, *self.aliases)


@dataclass(frozen=True)
class Book:
    """Every card with what finds it: its class, its code, each key of its names."""

    hazards: Mapping[str, Hazard]
    cards: Mapping[str, Card]
    by_key: Mapping[str, Card]


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    return content


def _text(row: Mapping[str, str]) -> Text:
    return Text(row["zh"].strip(), row["en"].strip())


def _card(
    code: str, row: Mapping[str, Any], hazard: Hazard, standards: Mapping[str, Standard]
) -> Card:
    try:
        parts = {part: _text(row[part]) for part in PARTS}
        cited = tuple(standards[number] for number in row["standards"])
        aliases = tuple(map(str, row.get("aliases", ())))
        covers = tuple(Text(str(zh), str(en)) for zh, en in row.get("covers", {}).items())
        return Card(
            code=code,
            name=_text(row["name"]),
            aliases=aliases,
            covers=covers,
            hazard=hazard,
            standards=cited,
            has_more_standards=bool(row.get("has_more_standards")),
            **parts,
        )
    except KeyError as missing:
        raise CardError(f"{hazard.code}.yaml: {code}: {missing} is missing") from None


def read_book(folder: Path) -> Book:
    """Read the cards of a folder.

    Raises CardError where one lacks something, or two share a code or a name.
    """
    hazards = {
        code: Hazard(code, _text(row)) for code, row in _read(folder / "hazards.yaml").items()
    }
    standards = {
        number: Standard(number, _text(row))
        for number, row in _read(folder / "standards.yaml").items()
    }
    cards: dict[str, Card] = {}
    by_key: dict[str, Card] = {}
    for hazard in hazards.values():
        for code, row in _read(folder / f"{hazard.code}.yaml").items():
            card = _card(code, row, hazard, standards)
            if code in cards:
                raise CardError(f"{hazard.code}.yaml: {code}: there is a card of this code")
            cards[code] = card
            _enter(card, by_key)
    return Book(hazards, cards, by_key)


@cache
def _book() -> Book:
    return read_book(FOLDER)


def _enter(card: Card, by_key: dict[str, Card]) -> None:
    known_as = dict.fromkeys(card.search_terms, card)
    known_as |= {kin.zh: replace(card, name=kin, aliases=()) for kin in card.covers}
    for name, shown in known_as.items():
        known = by_key.setdefault(key_of(name), shown)
        if known != shown:
            raise CardError(f"{card.hazard.code}.yaml: {card.code}: {name} is {known.code}")


@lru_cache(maxsize=NAMES_KEPT)
def find_card(item_name: str) -> Card | None:
    """Return the card of an item however it is written, or None where there is none."""
    if len(item_name) > LONGEST_NAME:
        return None
    known = _book().by_key
    return next((known[key] for key in keys_of(item_name) if key in known), None)


def get_card(code: str) -> Card:
    """Return the card with this code. Raises NotFound."""
    card = _book().cards.get(code)
    if card is None:
        raise NotFound(code)
    return card


def list_cards(hazard: str | None = None) -> Sequence[Card]:
    """Return every card, or those of one class of hazard, in the order of the files."""
    cards = _book().cards.values()
    return [card for card in cards if hazard is None or card.hazard.code == hazard]


def list_hazards() -> Sequence[Hazard]:
    """Return the classes of hazard in their order on the page."""
    return list(_book().hazards.values())
