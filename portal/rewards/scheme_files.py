"""The reward schemes as they lie in files: read once, checked, completed by what they follow.

A fault is told by file, line and field, and a portal with a faulty scheme does not start.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from pydantic import RootModel

from portal.places.reading import Loc, ProfileFile, read_yaml
from portal.rewards.rules import Level, Scheme, Schemes
from portal.rewards.scheme_checks import faults_of

FOLDER = Path(__file__).with_name("schemes")
ONE_DAY = timedelta(days=1)
NARROWEST_FIRST = tuple(Level)


class _SchemeFile(RootModel[Scheme]):
    """One file holds one version of one scheme."""


@cache
def schemes() -> Schemes:
    """Return the schemes this portal ships; raises ProfileInvalid where a file is faulty."""
    return load_schemes(FOLDER)


def load_schemes(folder: Path) -> Schemes:
    """Read and check every scheme in ``folder``; raises ProfileInvalid."""
    files = [read_yaml(path) for path in sorted(folder.glob("*.yaml"))]
    drafts = {id(file): file.parsed(_SchemeFile).root for file in files}
    by_id = {scheme.id: scheme for scheme in drafts.values()}
    whole = [(file, _completed(drafts[id(file)], by_id, file)) for file in files]
    for file, scheme in whole:
        for loc, reason in faults_of(scheme):
            raise file.fault(loc, reason)
    for file, loc, reason in _version_faults(whole):
        raise file.fault(loc, reason)
    rows = sorted((scheme for _file, scheme in whole), key=_offered_first)
    return Schemes(tuple(rows))


def _offered_first(scheme: Scheme) -> tuple[int, bool, str, str]:
    # Within one level the general rule comes before the rules for particular people.
    is_special = bool(scheme.more_questions)
    return NARROWEST_FIRST.index(scheme.level), is_special, scheme.id, scheme.version


def _completed(scheme: Scheme, by_id: dict[str, Scheme], file: ProfileFile) -> Scheme:
    above = scheme
    seen = {scheme.id}
    while above.follows is not None:
        followed = by_id.get(above.follows)
        if followed is None:
            raise file.fault(("follows",), f"there is no scheme {above.follows!r}")
        if followed.id in seen:
            raise file.fault(("follows",), "the schemes follow each other in a circle")
        seen.add(followed.id)
        scheme = scheme.completed_by(followed)
        above = followed
    return replace(scheme, digest=_digest(scheme))


def _digest(scheme: Scheme) -> str:
    # Rewards remember it, so that a file edited after use is noticed.
    content = json.dumps(asdict(scheme), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def _version_faults(
    whole: list[tuple[ProfileFile, Scheme]],
) -> Iterator[tuple[ProfileFile, Loc, str]]:
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
