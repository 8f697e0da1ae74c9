"""The registers this portal can read: their descriptions, checked against their schemes."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from portal.kernel.errors import Refused
from portal.places.reading import ProfileFile, read_yaml
from portal.ratings.registers.shape import SourceFile
from portal.ratings.registers.words import REFUSALS
from portal.ratings.rules import Scheme
from portal.ratings.scheme_files import find_scheme

SOURCES = Path(__file__).with_name("sources")


@cache
def sources() -> Mapping[str, SourceFile]:
    """Return every source by its code."""
    return load_sources(SOURCES)


def load_sources(folder: Path) -> Mapping[str, SourceFile]:
    """Read and check every source file of a folder; a fault is told by file, line and field."""
    found: dict[str, SourceFile] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = read_yaml(path)
        source = file.parsed(SourceFile)
        if source.code in found:
            raise file.fault(("code",), "stands in another file as well")
        _check(file, source)
        found[source.code] = source
    return found


def get_source(code: str) -> SourceFile:
    """Return the source with this code; raises Refused with the ones there are."""
    found = sources().get(code)
    if found is None:
        known = ", ".join(sources())
        raise Refused(REFUSALS["source_unknown"] % {"source": code, "known": known})
    return found


def scheme_of(source: SourceFile) -> Scheme:
    """Return the scheme a source grades by, in its newest version."""
    scheme = find_scheme(source.scheme)
    if scheme is None:
        raise LookupError(source.scheme)
    return scheme


def _check(file: ProfileFile, source: SourceFile) -> None:
    scheme = find_scheme(source.scheme)
    if scheme is None:
        raise file.fault(("scheme",), "there is no scheme of this code")
    for told, level in source.levels.items():
        if scheme.find_level(level) is None:
            raise file.fault(("levels", told), f"{level} is no level of {scheme.code}")
    if source.grade.score is not None and any(level.lower is None for level in scheme.levels):
        raise file.fault(("grade", "score"), "the levels of the scheme have no ranges")
    kinds = {*source.kinds.values(), *([source.other_kind] if source.other_kind else [])}
    if kinds - scheme.kinds:
        named = ", ".join(sorted(kinds - scheme.kinds))
        raise file.fault(("kinds",), f"the scheme does not grade {named}")
