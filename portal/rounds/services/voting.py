"""Proposing and voting. Nothing that is kept tells who."""

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError

from portal.extensions import keyring
from portal.kernel import audit, clock
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db, hold
from portal.kernel.errors import Refused
from portal.kernel.throttle import count_try
from portal.rounds import queries
from portal.rounds.models import RoundBallot, RoundChoice, RoundProposal, VoteRound
from portal.rounds.queries import ONCE
from portal.rounds.rules import BALLOTS, PROPOSALS, Door, Stage, tidy_choices, tidy_code
from portal.rounds.words import SHUT, WORDS

# Of one browser, a proposal and a ballot get digests that cannot be told to belong together.
VOTER, PROPOSER = "rounds.voter", "rounds.proposer"


def check_open(of: VoteRound) -> None:
    """Refuse where nobody can vote or propose now, saying why and what else to do."""
    if of.door is not Door.OPEN:
        raise Refused(SHUT[of.door])


def vote(
    of: VoteRound, numbers: Iterable[int], *, mark: str, code: str = "", network: str | None
) -> RoundBallot:
    """Cast one person's vote for some proposals; raises Refused with the field.

    ``mark`` is what the voter's browser holds; where the round needs a code, the slip counts
    instead. One mark, or one slip, has one ballot in a round (F2): the database keeps no second.
    """
    if network is not None:
        count_try("rounds.vote", f"{network} {of.reference}", limit=BALLOTS)
    check_open(of)
    digest = keyring().digest(VOTER, f"{of.reference} {_voter(of, mark, code)}")
    chosen = _chosen(of, tidy_choices(numbers))
    if queries.find_ballot(of, digest) is not None:
        raise Refused(WORDS["voted"])
    ballot = RoundBallot(round_id=of.id, voter_digest=digest, cast_on=clock.today())
    ballot.choices = [RoundChoice(proposal_id=one.id) for one in chosen]
    try:
        with db.session.begin_nested():
            db.session.add(ballot)
            db.session.flush()
    except IntegrityError:  # the same person voted a moment ago, in another process
        raise Refused(WORDS["voted"]) from None
    # Neither who nor what: a line for each choice would be a list of votes in their order.
    audit.record("rounds.voted", subject=of.subject, by=CITIZEN)
    return ballot


def _voter(of: VoteRound, mark: str, code: str) -> str:
    if not of.needs_code:
        return f"mark {mark}"
    tidy = tidy_code(code)
    if not tidy:
        raise Refused(WORDS["code"], field="code")
    if not queries.has_code(of, tidy):
        raise Refused(WORDS["code_unknown"], field="code")
    return f"code {tidy}"


def _chosen(of: VoteRound, numbers: tuple[int, ...]) -> list[RoundProposal]:
    if not numbers:
        raise Refused(WORDS["no_choice"], field="choices")
    if len(numbers) > of.choices_count:
        raise Refused(str(WORDS["choices"]) % {"most": of.choices_count}, field="choices")
    shown = {one.number: one for one in queries.list_shown(of)}
    if not shown.keys() >= set(numbers):
        raise Refused(WORDS["choice_unknown"], field="choices")
    return [shown[number] for number in numbers]


def propose(
    of: VoteRound, *, text: str, kind: str, mark: str, once: str, network: str | None
) -> RoundProposal:
    """Propose a product; it is shown once the desk has read it. Raises Refused with the field.

    ``once`` is the form's own token: a form that is sent again changes nothing.
    """
    if network is not None:
        count_try("rounds.propose", network, limit=PROPOSALS)
    hold(of, "closes_at", "cancelled_at")
    known = queries.find_by_once(once)
    if known is not None:
        return known
    check_open(of)
    if kind not in of.kinds:
        raise Refused(WORDS["kind"], field="kind")
    digest = keyring().digest(PROPOSER, f"{of.reference} {mark}")
    db.session.refresh(of, attribute_names=["proposals"])
    own = [one for one in of.proposals if one.proposer_digest == digest]
    if len(own) >= of.proposals_count:
        raise Refused(str(WORDS["proposals"]) % {"most": of.proposals_count})
    made = RoundProposal(
        number=1 + max((one.number for one in of.proposals), default=0),
        text=text,
        kind=kind,
        stage=Stage.WAITING,
        proposer_digest=digest,
        ordinal=len(own) + 1,
        once_digest=keyring().digest(ONCE, once),
        proposed_on=clock.today(),
    )
    of.proposals.append(made)
    subject = f"{of.subject}-{made.number}"
    audit.record("rounds.proposed", subject=subject, by=CITIZEN, after={"kind": kind})
    db.session.flush()
    return made
