"""Schemes, and the amounts they lead to."""

from datetime import date
from fractions import Fraction

import structlog

from portal.kernel.errors import Refused
from portal.rewards.models import RewardCase
from portal.rewards.riders import capping
from portal.rewards.rules import Computation, Scheme, Uncomputable, compute
from portal.rewards.scheme_digests import is_unedited
from portal.rewards.scheme_files import schemes
from portal.rewards.words import FLAWS, WORDS

log = structlog.get_logger("portal.rewards")


class SchemeEdited(Refused):
    """The file of a scheme says something else than when a reward was counted by it."""


def get_scheme(scheme_id: str, on: date) -> Scheme:
    """Return the version of a scheme in force on this day; raises Refused at field scheme."""
    known = [scheme for scheme in schemes() if scheme.id == scheme_id]
    if not known:
        raise Refused(WORDS["scheme_unknown"], field="scheme")
    return schemes().find_in_force(scheme_id, on) or known[-1]


def scheme_of(reward: RewardCase) -> Scheme:
    """Return the very version a reward is counted by.

    Raises SchemeEdited, naming the scheme, where its file changed since; the log tells which.
    """
    scheme = schemes().find_version(reward.scheme_id, reward.scheme_version)
    if scheme is not None and is_unedited(scheme, reward.scheme_digest):
        return scheme
    named = {"scheme": reward.scheme_id, "version": reward.scheme_version}
    found = scheme.digest if scheme else None
    log.warning(
        "scheme edited after use",
        reward=reward.reference,
        found=found,
        remembered=reward.scheme_digest,
        **named,
    )
    raise SchemeEdited(str(WORDS["scheme_changed"]) % named)


def list_schemes_for(reward: RewardCase) -> list[Scheme]:
    """Return the schemes a handler may choose for this reward, the narrowest first."""
    shelf = schemes()
    offered = shelf.in_force(reward.concluded_on)
    return [scheme for scheme in offered if shelf.family_of(scheme) == reward.family]


def count_amount(
    scheme: Scheme,
    *,
    grade: int,
    base_fen: int,
    uplift: Fraction,
    on: date,
    matched_fen: int | None = None,
) -> Computation:
    """Compute an amount; raises Refused, at the field to change, where it cannot be computed."""
    try:
        return compute(scheme, grade, base_fen, uplift, on, matched_fen=matched_fen)
    except Uncomputable as answer:
        raise Refused(FLAWS[answer.flaw], field=answer.field) from None


def recount(reward: RewardCase) -> Computation | None:
    """Recompute a reward from its stored inputs and scheme version; None before the proposal."""
    if reward.grade is None or reward.base_fen is None:
        return None
    scheme = scheme_of(reward)
    computation = count_amount(
        scheme,
        grade=reward.grade,
        base_fen=reward.base_fen,
        uplift=Fraction(reward.uplift_percent or 0, 100),
        on=reward.concluded_on,
        matched_fen=reward.matched_fen,
    )
    return capping.shown(reward, scheme, computation)
