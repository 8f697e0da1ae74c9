"""What the words of a commitment leave open, for readers of both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from portal.places.reading import read_yaml
from portal.places.rules import Commitment, Text

FILE = Path(__file__).with_name("ambiguities.yaml")
NOTES: TypeAdapter[dict[str, Text]] = TypeAdapter(dict[str, Text])


@cache
def ambiguities() -> Mapping[str, Text]:
    """Return every note by its commitment."""
    return NOTES.validate_python(read_yaml(FILE).content)


def ambiguity_of(commitment: Commitment) -> Text | None:
    """Return what this commitment leaves open; the register's own words where no others are."""
    if commitment.ambiguity is None:
        return None
    own = Text(commitment.ambiguity, commitment.ambiguity)
    return ambiguities().get(commitment.id, own)
