"""The schemes this portal knows: read from their files, and refused where they contradict."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from portal.places.queries import is_demo
from portal.places.reading import read_yaml
from portal.ratings.rules import Scheme, SchemeState
from portal.ratings.scheme_checks import Read, check_scheme, check_versions
from portal.ratings.scheme_shape import SchemeFile

SCHEMES = Path(__file__).with_name("schemes")
# Schemes of other authorities, whose registers may be brought in; never offered for this place's.
FOREIGN = Path(__file__).with_name("registers") / "schemes"
Key = tuple[str, str]


@cache
def schemes() -> Mapping[Key, Scheme]:
    """Return every scheme by code and version."""
    return load_schemes(SCHEMES)


@cache
def foreign_schemes() -> Mapping[Key, Scheme]:
    """Return the schemes of other authorities by code and version."""
    return load_schemes(FOREIGN)


def load_schemes(folder: Path) -> Mapping[Key, Scheme]:
    """Read and check every scheme file of a folder; a fault is told by file, line and field."""
    found: dict[Key, Scheme] = {}
    read: list[Read] = []
    for path in sorted(folder.glob("*.yaml")):
        file = read_yaml(path)
        scheme = file.parsed(SchemeFile).built()
        if (scheme.code, scheme.version) in found:
            raise file.fault(("version",), "stands in another file as well")
        check_scheme(file, scheme)
        found[scheme.code, scheme.version] = scheme
        read.append((file, scheme))
    check_versions(read)
    return dict(sorted(found.items(), key=lambda one: _age(one[1])))


def _age(scheme: Scheme) -> tuple[str, date, str]:
    return scheme.code, scheme.valid_from or date.min, scheme.version


def find_scheme(code: str, version: str | None = None) -> Scheme | None:
    """Return the scheme with this code, its newest version unless one is named; or None."""
    return _newest(schemes(), code, version) or _newest(foreign_schemes(), code, version)


def _newest(known: Mapping[Key, Scheme], code: str, version: str | None) -> Scheme | None:
    fitting = [
        scheme
        for (own, edition), scheme in known.items()
        if own == code and version in {None, edition}
    ]
    return fitting[-1] if fitting else None


def offered_schemes() -> tuple[Scheme, ...]:
    """Return the schemes of this place: one made up for demonstration only where all is a demo."""
    return tuple(
        scheme
        for scheme in schemes().values()
        if scheme.state is not SchemeState.DEMONSTRATION or is_demo()
    )


def scheme_on(code: str, on: date) -> Scheme | None:
    """Return the version of a scheme that applies on a day, or None; a draft never applies."""
    return next(
        (
            scheme
            for (known, _), scheme in schemes().items()
            if known == code and scheme.state is not SchemeState.DRAFT and scheme.is_valid(on)
        ),
        None,
    )


def former_version(scheme: Scheme) -> Scheme | None:
    """Return the version of a scheme that applied just before this one, or None."""
    versions = [known for (code, _), known in schemes().items() if code == scheme.code]
    place = versions.index(scheme)
    return versions[place - 1] if place else None


def named_scheme(text: str) -> Scheme | None:
    """Return the scheme that a table's cell means: its code, or one of its Chinese names."""
    names = {
        name: scheme
        for scheme in schemes().values()
        for name in (scheme.code, scheme.name.zh, scheme.short.zh)
    }
    return names.get(text)
