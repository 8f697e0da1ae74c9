"""What a scheme may not say: ranges that overlap, levels nobody knows, versions that collide."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from portal.places.reading import ProfileFile
from portal.ratings.rules import Bound, Level, Scale, Scheme, SchemeState
from portal.ratings.scheme_parts import Adjustment, Method

Read = tuple[ProfileFile, Scheme]


def check_scheme(file: ProfileFile, scheme: Scheme) -> None:
    """Refuse a scheme that contradicts itself; the field is named."""
    _check_levels(file, scheme)
    _check_method(file, scheme)
    _check_factors(file, scheme)
    for field, rows in (("raises", scheme.recipe.raises), ("lowers", scheme.recipe.lowers)):
        _check_adjustments(file, scheme, field, rows)


def check_versions(read: Sequence[Read]) -> None:
    """Refuse two versions of one scheme that apply on the same day."""
    by_code: dict[str, list[Read]] = {}
    for one in read:
        by_code.setdefault(one[1].code, []).append(one)
    for versions in by_code.values():
        # A draft never applies, so that it may stand beside what does.
        applying = [one for one in versions if one[1].state is not SchemeState.DRAFT]
        for index, (_, earlier) in enumerate(applying):
            for file, later in applying[index + 1 :]:
                if _overlap(earlier, later):
                    reason = f"overlaps in time with version {earlier.version}"
                    raise file.fault(("valid",), reason)


def _overlap(one: Scheme, other: Scheme) -> bool:
    return not (_is_over_before(one, other) or _is_over_before(other, one))


def _is_over_before(one: Scheme, other: Scheme) -> bool:
    return (
        one.valid_to is not None
        and other.valid_from is not None
        and one.valid_to < other.valid_from
    )


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
    wanted = ascending if scale.is_lower_better else ascending[::-1]
    for place, (index, _, _, code) in enumerate(wanted):
        if index != place:
            reason = f"the order is inverted: levels stand best first, and {code} does not"
            raise file.fault(("levels", index, "score"), reason)


def _check_method(file: ProfileFile, scheme: Scheme) -> None:
    method = scheme.recipe.method
    at = ("grading", "method")
    if (method is Method.UNSET) != (not scheme.levels):
        raise file.fault(at, "a scheme without levels is unset, one with levels is not")
    if method is not Method.DERIVED:
        return
    if scheme.scale is None or any(level.lower is None for level in scheme.levels):
        raise file.fault(at, "grades are derived only from a score with cut-offs")
    if not scheme.recipe.factors:
        raise file.fault(("grading", "factors"), "grades are derived from factors: name them")


def _check_factors(file: ProfileFile, scheme: Scheme) -> None:
    recipe = scheme.recipe
    parts = {part.code: part.most for part in scheme.scale.parts} if scheme.scale else {}
    codes: set[str] = set()
    for index, factor in enumerate(recipe.factors):
        at = ("grading", "factors", index)
        if factor.code in codes:
            raise file.fault((*at, "code"), f"factor {factor.code} stands twice")
        codes.add(factor.code)
        if parts and factor.part not in parts:
            raise file.fault((*at, "part"), f"the score has no part {factor.part!r}")
        if recipe.method is Method.DERIVED and (factor.rule is None or factor.most is None):
            raise file.fault(at, "a derived grade needs its points: count, measure or held, most")
    if recipe.method is Method.DERIVED and scheme.scale is not None:
        _check_sums(file, scheme, parts or {"": scheme.scale.most})
    if recipe.new_operator is not None and recipe.new_operator.part not in parts:
        where = ("grading", "new_operator", "part")
        raise file.fault(where, f"the score has no part {recipe.new_operator.part!r}")


def _check_sums(file: ProfileFile, scheme: Scheme, parts: Mapping[str, Decimal]) -> None:
    for code, most in parts.items():
        reached = sum(
            factor.most or 0 for factor in scheme.recipe.factors if code in (factor.part, "")
        )
        at_least = sum(
            factor.least for factor in scheme.recipe.factors if code in (factor.part, "")
        )
        if at_least < 0:
            raise file.fault(("grading", "factors"), "together they may fall below nothing")
        if reached != most:
            reason = f"the factors of {code or 'the score'} reach {reached}, not {most}"
            raise file.fault(("grading", "factors"), reason)


def _check_adjustments(
    file: ProfileFile, scheme: Scheme, field: str, rows: Iterable[Adjustment]
) -> None:
    codes: set[str] = set()
    for index, row in enumerate(rows):
        if row.code in codes:
            raise file.fault(("grading", field, index, "code"), f"{row.code} stands twice")
        codes.add(row.code)
        if row.to is not None and scheme.find_level(row.to) is None:
            raise file.fault(("grading", field, index, "to"), f"the scheme has no level {row.to}")
        if row.when is None and scheme.recipe.method is Method.DERIVED:
            raise file.fault(("grading", field, index, "when"), "says not when it applies")
