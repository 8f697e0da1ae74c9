"""Every sentence of the site has its translation; none was guessed, none lost a placeholder."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

LANGUAGES = ("en",)


def read(path: Path) -> Catalog:
    """Return a catalogue; an absent one is empty."""
    if not path.is_file():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3] if path.suffix == ".po" else None)


def offences(root: Path) -> list[str]:
    """Return every sentence without a finished translation, with what is wrong."""
    folder = root / "translations"
    wanted = {message.id for message in read(folder / "messages.pot") if message.id}
    return [
        f"{language}: {what}"
        for language in LANGUAGES
        for what in _of(read(folder / language / "LC_MESSAGES" / "messages.po"), wanted)
    ]


def _of(catalogue: Catalog, wanted: AbstractSet[object]) -> Iterator[str]:
    messages = {message.id: message for message in catalogue if message.id}
    for lost in wanted - set(messages):
        yield f"{lost!r} is missing"
    for unknown in set(messages) - wanted:
        yield f"{unknown!r} is no longer said"
    for message in messages.values():
        yield from (f"{message.id!r} {what}" for what in _wrong(catalogue, message))


def _wrong(catalogue: Catalog, message: Message) -> Iterator[str]:
    texts = message.string if isinstance(message.string, list | tuple) else [message.string]
    if not texts or not all(text and text.strip() for text in texts):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is a guess (fuzzy)"
    for fault in message.check(catalogue):
        yield f"has other placeholders: {fault}"
