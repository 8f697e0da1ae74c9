"""The reward schemes of a place, as they lie in its profile's folders: read once, checked.

Nation, province and place each have a folder ``rewards`` of files, one per version of a scheme.
A narrower layer adds schemes, or replaces a version by stating it again; a version without a first
day gives way to any that has one. A fault is told by file, line and field, and a portal with a
faulty scheme does not start.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from pydantic import RootModel

from portal.places.profile import current_place, load_profile
from portal.places.reading import Loc, ProfileFile, read_yaml
from portal.rewards.rules import Level, Scheme, Schemes
from portal.rewards.scheme_checks import faults_of
from portal.rewards.scheme_digests import digest_of

FOLDER = "rewards"
ONE_DAY = timedelta(days=1)
NARROWEST_FIRST = tuple(Level)
Key = tuple[str, str]
Read = tuple[ProfileFile, Scheme]


class _SchemeFile(RootModel[Scheme]):
    """One file holds one version of one scheme."""


def schemes() -> Schemes:
    """Return the schemes of the running portal's place."""
    return _shipped(current_place().layers)


def schemes_of(place: str) -> Schemes:
    """Return the schemes of a place by its code; raises ProfileInvalid where a file is faulty."""
    return _shipped(load_profile(place).layers)


@cache
def _shipped(layers: tuple[Path, ...]) -> Schemes:
    # Files cannot change what a running portal decides by.
    return load_schemes(layers)


def load_schemes(layers: Sequence[Path]) -> Schemes:
    """Read and check every scheme of these layers, the widest first; raises ProfileInvalid."""
    drafts = _laid_over(layers)
    known = [scheme for _file, scheme in drafts]
    whole = [(file, _completed(scheme, known, file)) for file, scheme in drafts]
    for file, scheme in whole:
        for loc, reason in faults_of(scheme):
            raise file.fault(loc, reason)
    for file, loc, reason in _version_faults(whole):
        raise file.fault(loc, reason)
    rows = sorted((scheme for _file, scheme in whole), key=_offered_first)
    return Schemes(tuple(rows))


def _laid_over(layers: Sequence[Path]) -> list[Read]:
    found: dict[Key, Read] = {}
    for layer in layers:
        own: dict[Key, Read] = {}
        for path in sorted((layer / FOLDER).glob("*.yaml")):
            file = read_yaml(path)
            scheme = file.parsed(_SchemeFile).root
            if scheme.digest:
                raise file.fault(("digest",), "is no field here")
            if scheme.key in own:
                raise file.fault(("version",), "stands in another file of this folder as well")
            own[scheme.key] = file, scheme
        found |= own
    dated = {scheme.id for _file, scheme in found.values() if scheme.valid_from is not None}
    return [
        (file, scheme)
        for file, scheme in found.values()
        if scheme.valid_from is not None or scheme.id not in dated
    ]


def _offered_first(scheme: Scheme) -> tuple[int, bool, str, str, str]:
    # Within one level the general rule comes before the rules for particular people.
    level, is_special = NARROWEST_FIRST.index(scheme.level), bool(scheme.more_questions)
    return level, is_special, scheme.id, str(scheme.valid_from), scheme.version


def _completed(scheme: Scheme, known: list[Scheme], file: ProfileFile) -> Scheme:
    above = scheme
    seen = {scheme.id}
    while above.follows is not None:
        followed = _followed(above, known)
        if followed is None:
            raise file.fault(("follows",), f"there is no scheme {above.follows!r}")
        if followed.id in seen:
            raise file.fault(("follows",), "the schemes follow each other in a circle")
        seen.add(followed.id)
        scheme = scheme.completed_by(followed)
        above = followed
    return replace(scheme.citing_itself(), digest=digest_of(scheme))


def _followed(scheme: Scheme, known: list[Scheme]) -> Scheme | None:
    """Return the version that held when a scheme began, or the newest."""
    versions = [row for row in known if row.id == scheme.follows]
    versions.sort(key=lambda row: str(row.valid_from))
    began = scheme.valid_from
    held = [row for row in versions if began is not None and row.is_in_force(began)]
    return next(reversed(held or versions), None)


def _version_faults(whole: list[Read]) -> Iterator[tuple[ProfileFile, Loc, str]]:
    """Yield where two versions of one scheme overlap or leave days without a rule."""
    dated = [(file, scheme) for file, scheme in whole if scheme.valid_from is not None]
    dated.sort(key=lambda pair: (pair[1].id, str(pair[1].valid_from)))
    for (_older_file, older), (file, newer) in pairwise(dated):
        if older.id != newer.id or newer.valid_from is None:
            continue
        if older.valid_to is None or older.valid_to >= newer.valid_from:
            yield file, ("valid_from",), f"overlaps version {older.version} of the same scheme"
        elif older.valid_to + ONE_DAY < newer.valid_from:
            yield file, ("valid_from",), f"leaves a gap after version {older.version}"
