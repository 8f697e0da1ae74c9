"""The register of a place, read once from the layers of its profile."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import RootModel

from portal.channels.rules import Channel
from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.places.reading import read_yaml

FILE = "channels.yaml"


class _File(RootModel[dict[str, Channel]]):
    """Channels by their codes."""


@cache
def read_register(layers: tuple[Path, ...]) -> Mapping[str, Channel]:
    """Return the channels of these layers by code; a narrower layer adds or replaces.

    Raises ProfileInvalid where a file is faulty.
    """
    found: dict[str, Channel] = {}
    for layer in layers:
        if (layer / FILE).exists():
            rows = read_yaml(layer / FILE).parsed(_File).root
            found |= {code: replace(row, code=code) for code, row in rows.items()}
    return found


def list_channels() -> Sequence[Channel]:
    """Return every channel of the running portal's place."""
    return tuple(read_register(current_place().layers).values())


def get_channel(code: str) -> Channel:
    """Return the channel with this code. Raises NotFound."""
    found = read_register(current_place().layers).get(code)
    if found is None:
        raise NotFound(code)
    return found
