"""Mergers that weigh: one person proposes, another one confirms or declines. Callers commit."""

import secrets

from portal.enterprises import rules
from portal.enterprises.merger_proposals import MergerProposal, find_open_proposal
from portal.enterprises.models import Enterprise, Merger
from portal.enterprises.rules import ProposalStage
from portal.enterprises.services.merging import (
    LONGEST_REASON,
    check_pair,
    join,
    merge_enterprises,
)
from portal.enterprises.services.noting import note
from portal.enterprises.weights import weights_of
from portal.enterprises.words import REFUSALS
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused


def propose_merger(
    *, kept: Enterprise, gone: Enterprise, reason: str, by: Actor
) -> Merger | MergerProposal:
    """Make two entries one at once, or where something weighs let a second person decide.

    An account, a grade, an entry of the list of the seriously dishonest would move with it.
    Raises Refused as ``merge_enterprises``, and where such a proposal waits already.
    """
    check_pair(kept, gone, reason)
    weights = weights_of([kept.id, gone.id])
    if not weights:
        return merge_enterprises(kept=kept, gone=gone, reason=reason, by=by)
    if find_open_proposal([kept.id, gone.id]) is not None:
        raise Refused(REFUSALS["merge_waits"], field="gone")
    proposal = MergerProposal(
        reference=f"M-{secrets.token_hex(5)}",
        kept=kept,
        gone=gone,
        reason=reason.strip()[:LONGEST_REASON],
        weights=weights,
        stage=ProposalStage.PROPOSED,
        proposed_by=by.name,
        proposed_at=clock.now(),
    )
    db.session.add(proposal)
    db.session.flush()
    _note("enterprise.merger-proposed", proposal, by)
    return proposal


def confirm_merger(proposal: MergerProposal, *, by: Actor) -> Merger:
    """Make two entries one as somebody else proposed; raises Refused for one's own proposal."""
    _decide(proposal, ProposalStage.CONFIRMED, by)
    kept, gone = proposal.kept, proposal.gone
    check_pair(kept, gone, proposal.reason)
    proposal.merger = join(kept, gone, reason=proposal.reason, by=by)
    _note("enterprise.merger-confirmed", proposal, by)
    return proposal.merger


def decline_merger(proposal: MergerProposal, *, reason: str, by: Actor) -> None:
    """Leave two entries apart; the reason is required. Who proposed it may take it back."""
    written = rules.plain(reason)[:LONGEST_REASON]
    if not written:
        raise Refused(REFUSALS["reason_missing"], field="reason")
    _decide(proposal, ProposalStage.DECLINED, by, is_own_allowed=True)
    proposal.decision_reason = written
    _note("enterprise.merger-declined", proposal, by)


def _decide(
    proposal: MergerProposal, stage: ProposalStage, by: Actor, *, is_own_allowed: bool = False
) -> None:
    hold(proposal, "stage")
    if proposal.stage is not ProposalStage.PROPOSED:
        raise Refused(REFUSALS["merge_decided"])
    if by.name == proposal.proposed_by and not is_own_allowed:
        raise Refused(REFUSALS["merge_own"])
    proposal.stage, proposal.decided_by, proposal.decided_at = stage, by.name, clock.now()


def _note(action: str, proposal: MergerProposal, by: Actor) -> None:
    after = {"kept": proposal.kept.reference, "weights": list(proposal.weights)}
    note(action, proposal.gone, by, after=after)
