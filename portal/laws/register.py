"""The register of a place, read once from the layers of its profile."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import RootModel

from portal.kernel.errors import NotFound
from portal.laws.rules import Law, Rank
from portal.places.profile import current_place
from portal.places.reading import read_yaml

FILE = "laws.yaml"
RANKS = tuple(Rank)


class _File(RootModel[dict[str, Law]]):
    """Laws by their codes."""


@cache
def read_register(layers: tuple[Path, ...]) -> Mapping[str, Law]:
    """Return the laws of these layers by code, highest rank first.

    A narrower layer adds laws, or replaces one by stating it again. Raises ProfileInvalid where a
    file is faulty.
    """
    found: dict[str, Law] = {}
    for layer in layers:
        if (layer / FILE).exists():
            laws = read_yaml(layer / FILE).parsed(_File).root
            found |= {code: replace(law, code=code) for code, law in laws.items()}
    ranked = sorted(found.values(), key=lambda law: RANKS.index(law.kind))
    return {law.code: law for law in ranked}


def list_laws() -> Sequence[Law]:
    """Return every law of the running portal's place."""
    return tuple(read_register(current_place().layers).values())


def get_law(code: str) -> Law:
    """Return the law with this code. Raises NotFound."""
    law = read_register(current_place().layers).get(code)
    if law is None:
        raise NotFound(code)
    return law
