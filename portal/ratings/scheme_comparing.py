"""How one version of a scheme differs from the one before, in the words of the scheme's page."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.places.rules import Text
from portal.ratings.rules import Scheme
from portal.ratings.scheme_files import former_version
from portal.ratings.scheme_parts import Adjustment, FactorRule
from portal.ratings.scheme_words import points_in_words, range_in_words


class Difference(StrEnum):
    """What became of a piece of a scheme."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True)
class SchemeDifference:
    """One piece that is not the same in two versions: how it was told, and how it is."""

    what: Difference
    name: Text
    before: str = ""
    after: str = ""


def differences_of(scheme: Scheme) -> list[SchemeDifference] | None:
    """Return how a version differs from the one before it, None where it is the first."""
    former = former_version(scheme)
    if former is None:
        return None
    return [*_factors(former, scheme), *_reasons(former, scheme), *_levels(former, scheme)]


def _factors(former: Scheme, scheme: Scheme) -> Iterator[SchemeDifference]:
    before = {factor.code: factor for factor in former.recipe.factors}
    after = {factor.code: factor for factor in scheme.recipe.factors}
    for code, factor in after.items():
        was = before.get(code)
        if was is None:
            yield SchemeDifference(Difference.ADDED, factor.name, after=_told(factor))
        elif (was.rule, was.most) != (factor.rule, factor.most):
            told = _told(was), _told(factor)
            yield SchemeDifference(Difference.CHANGED, factor.name, *told)
    for code in before.keys() - after.keys():
        yield SchemeDifference(Difference.DROPPED, before[code].name, before=_told(before[code]))


def _reasons(former: Scheme, scheme: Scheme) -> Iterator[SchemeDifference]:
    for rows, others in (
        (former.recipe.raises, scheme.recipe.raises),
        (former.recipe.lowers, scheme.recipe.lowers),
    ):
        before, after = _by_code(rows), _by_code(others)
        for code in sorted(before.keys() | after.keys()):
            was, now = before.get(code), after.get(code)
            if was is None and now is not None:
                yield SchemeDifference(Difference.ADDED, now.name)
            elif was is not None and now is None:
                yield SchemeDifference(Difference.DROPPED, was.name)
            elif was is not None and now is not None and (was.when, was.to) != (now.when, now.to):
                yield SchemeDifference(Difference.CHANGED, now.name, str(was.name), str(now.name))


def _levels(former: Scheme, scheme: Scheme) -> Iterator[SchemeDifference]:
    before = {level.code: range_in_words(level) for level in former.levels}
    for level in scheme.levels:
        told = range_in_words(level)
        if before.get(level.code) != told:
            yield SchemeDifference(Difference.CHANGED, level.name, before.get(level.code, ""), told)


def _by_code(rows: tuple[Adjustment, ...]) -> dict[str, Adjustment]:
    return {row.code: row for row in rows}


def _told(factor: FactorRule) -> str:
    most = "" if factor.most is None else f" / {factor.most}"
    return "；".join(points_in_words(factor)) + most
