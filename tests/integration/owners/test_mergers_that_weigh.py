"""What takes an account, a grade or a listing along is merged by two people, or not at all."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from portal.enterprises import merger_proposals, naming_queries, services
from portal.enterprises.merger_proposals import MergerProposal
from portal.enterprises.models import Enterprise, Merger
from portal.enterprises.rules import ProposalStage
from portal.kernel import audit
from portal.kernel.audit import Actor
from portal.kernel.errors import NotFound, Refused
from portal.owners import queries as owners
from tests.factories.enterprises import make_enterprise
from tests.factories.objections import contestable
from tests.factories.owners import make_owner
from tests.factories.penalties import make_entry
from tests.factories.ratings import make_rating

FIRST = Actor(kind="staff", name="first-1", role="data-officer")
SECOND = Actor(kind="staff", name="second-1", role="data-officer")
WEIGHTS: dict[str, Callable[[Enterprise], object]] = {
    "account": make_owner,
    "grade": make_rating,
    "grade that was told": contestable,
    "dishonest-entry": make_entry,
}


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-20T04:00:00Z", tick=False):
        yield


def proposed(kept: Enterprise, gone: Enterprise) -> MergerProposal:
    found = services.propose_merger(kept=kept, gone=gone, reason="同一家", by=FIRST)
    assert isinstance(found, MergerProposal)
    return found


@pytest.mark.parametrize("is_kept", [True, False], ids=["of the kept", "of the gone"])
@pytest.mark.parametrize("weight", WEIGHTS)
def test_nobody_moves_it_alone(inside: Flask, weight: str, is_kept: bool) -> None:
    kept, gone = make_enterprise(), make_enterprise()
    WEIGHTS[weight](kept if is_kept else gone)
    with pytest.raises(Refused):
        services.merge_enterprises(kept=kept, gone=gone, reason="同一家", by=FIRST)
    proposal = proposed(kept, gone)
    assert list(proposal.weights) == [weight.partition(" ")[0]]
    with pytest.raises(Refused):
        services.confirm_merger(proposal, by=FIRST)
    assert proposal.merger is None
    merger = services.confirm_merger(proposal, by=SECOND)
    assert gone.merged_into_id == kept.id
    assert (proposal.stage, proposal.proposed_by) == (ProposalStage.CONFIRMED, FIRST.name)
    assert (merger.merged_by, merger.reason) == (SECOND.name, "同一家")


def test_what_weighs_nothing_needs_one_person(inside: Flask) -> None:
    kept, gone = make_enterprise(), make_enterprise()
    found = services.propose_merger(kept=kept, gone=gone, reason="同一家", by=FIRST)
    assert isinstance(found, Merger)
    assert gone.merged_into_id == kept.id


def test_an_account_follows_when_confirmed_and_comes_back_when_split(inside: Flask) -> None:
    kept, gone = make_enterprise(), make_enterprise()
    account_id = make_owner(gone).account_id
    services.confirm_merger(proposed(kept, gone), by=SECOND)
    owner = owners.find_owner(account_id)
    assert owner is not None
    assert owner.enterprise_id == kept.id
    merger = naming_queries.get_merger(gone.reference)
    services.split_enterprise(merger, reason="是两家", by=SECOND)
    assert owner.enterprise_id == gone.id


def test_a_proposal_is_declined_with_a_reason_and_then_over(inside: Flask) -> None:
    kept, gone = make_enterprise(), make_enterprise()
    make_owner(gone)
    proposal = proposed(kept, gone)
    with pytest.raises(Refused) as refused:
        services.decline_merger(proposal, reason=" \x00", by=SECOND)
    assert refused.value.field == "reason"
    services.decline_merger(proposal, reason="是两家", by=FIRST)  # taken back by who proposed it
    for decide in (
        lambda: services.confirm_merger(proposal, by=SECOND),
        lambda: services.decline_merger(proposal, reason="是两家", by=SECOND),
    ):
        with pytest.raises(Refused):
            decide()
    assert gone.merged_into_id is None
    assert proposed(kept, gone).stage is ProposalStage.PROPOSED
    actions = [line.action for line in audit.pending()]
    assert actions.count("enterprise.merger-proposed") == 2
    assert "enterprise.merger-declined" in actions


def test_one_proposal_at_a_time_and_none_that_cannot_be(inside: Flask) -> None:
    kept, gone, third = make_enterprise(), make_enterprise(), make_enterprise()
    make_owner(gone)
    proposal = proposed(kept, gone)
    for pair in ((third, gone), (gone, third), (kept, kept)):
        with pytest.raises(Refused):
            services.propose_merger(kept=pair[0], gone=pair[1], reason="同一家", by=SECOND)
    assert merger_proposals.get_proposal(proposal.reference) is proposal
    assert list(merger_proposals.list_proposals()) == [proposal]
    with pytest.raises(NotFound):
        merger_proposals.get_proposal("M-\x000")
