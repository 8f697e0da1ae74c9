"""Rounds of voting, all made up."""

from datetime import timedelta

from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.rounds import queries, services
from portal.rounds.facts import RoundFacts
from portal.rounds.models import RoundProposal, VoteRound
from tests.factories.joining import token

DESK = Actor(kind="staff", name="officer-o", role="data-officer")
DAY = timedelta(days=1)


def make_round(shown: int = 4, *, opens: int = -1, closes: int = 3, codes: bool = False) -> str:
    """Return the reference of a round with so many proposals shown; days from now."""
    now = clock.now()
    facts = RoundFacts(
        title="示例一轮",
        title_en="Example round",
        opens_at=now + opens * DAY,
        closes_at=now + closes * DAY,
        kinds=["01", "04"],
        choices=2,
        needs_code=codes,
    )
    made = services.make_round(facts, by=DESK)
    for _n in range(shown):
        services.decide_proposal(propose(made), is_shown=True, by=DESK)
    return made.reference


def propose(of: VoteRound, *, mark: str = "", once: str = "") -> RoundProposal:
    """Return a proposal."""
    return services.propose(
        of, text="示例烤肠", kind="04", mark=mark or token(), once=once or token(), network=None
    )


def vote(reference: str, *numbers: int, mark: str = "", code: str = "") -> object:
    """Cast a ballot in a round."""
    found = queries.get_round(reference)
    return services.vote(found, numbers, mark=mark or token(), code=code, network=None)
