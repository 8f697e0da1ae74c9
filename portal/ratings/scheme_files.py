"""The schemes this portal knows: read from their files, and refused where they contradict."""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from portal.places.reading import ProfileFile, read_yaml
from portal.ratings.rules import Bound, Level, Scale, Scheme, SchemeState
from portal.ratings.scheme_shape import SchemeFile

SCHEMES = Path(__file__).with_name("schemes")
Key = tuple[str, str]


@cache
def schemes() -> Mapping[Key, Scheme]:
    """Return every scheme by code and version."""
    return load_schemes(SCHEMES)


def load_schemes(folder: Path) -> Mapping[Key, Scheme]:
    """Read and check every scheme file of a folder; a fault is told by file, line and field."""
    found: dict[Key, Scheme] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = read_yaml(path)
        scheme = file.parsed(SchemeFile).built()
        if (scheme.code, scheme.version) in found:
            raise file.fault(("version",), "stands in another file as well")
        _check_levels(file, scheme)
        found[scheme.code, scheme.version] = scheme
    return found


def find_scheme(code: str, version: str | None = None) -> Scheme | None:
    """Return the scheme with this code, its newest version unless one is named; or None."""
    fitting = [
        scheme
        for (known, edition), scheme in schemes().items()
        if known == code and version in {None, edition}
    ]
    return fitting[-1] if fitting else None


def named_scheme(text: str) -> Scheme | None:
    """Return the scheme that a table's cell means: its code, or one of its Chinese names."""
    names = {
        name: scheme
        for scheme in schemes().values()
        for name in (scheme.code, scheme.name.zh, scheme.short.zh)
    }
    return names.get(text)


def _check_levels(file: ProfileFile, scheme: Scheme) -> None:
    codes = [level.code for level in scheme.levels]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            raise file.fault(("levels", index, "code"), f"level {code} stands twice")
    if not codes and scheme.state is not SchemeState.PILOT:
        raise file.fault(("levels",), "only a pilot may have no levels")
    bounded = [level.lower is not None for level in scheme.levels]
    if not any(bounded):
        return
    if not all(bounded):
        raise file.fault(("levels", bounded.index(False), "score"), "the other levels have a range")
    if scheme.scale is None:
        raise file.fault(("score",), "levels with a range need a score")
    _check_ranges(file, scheme.levels, scheme.scale)


def _check_ranges(file: ProfileFile, levels: tuple[Level, ...], scale: Scale) -> None:
    ranged = [
        (index, level.lower, level.upper, level.code)
        for index, level in enumerate(levels)
        if level.lower is not None and level.upper is not None
    ]
    ascending = sorted(ranged, key=lambda row: row[1].at)
    first, last = ascending[0], ascending[-1]
    if first[1] != Bound(scale.least, is_inside=True):
        reason = f"the lowest range must start at {scale.least}"
        raise file.fault(("levels", first[0], "score"), reason)
    if last[2] != Bound(scale.most, is_inside=True):
        reason = f"the highest range must end at {scale.most}"
        raise file.fault(("levels", last[0], "score"), reason)
    for (_, _, upper, below), (index, lower, _, above) in pairwise(ascending):
        if lower.at < upper.at or (lower.at == upper.at and lower.is_inside and upper.is_inside):
            reason = f"the ranges of {below} and {above} overlap"
            raise file.fault(("levels", index, "score"), reason)
        if lower.at > upper.at or not (lower.is_inside or upper.is_inside):
            reason = f"a gap lies between {below} and {above}"
            raise file.fault(("levels", index, "score"), reason)
