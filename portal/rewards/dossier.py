"""What each member of staff may know of a reward: the handler, an approver, finance."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from portal.complaints import queries as complaints
from portal.complaints.rules import Verdict
from portal.complaints.words import LABELS
from portal.kernel import clock
from portal.places.rules import Text
from portal.rewards import explained, queries
from portal.rewards.explained import Counted
from portal.rewards.models import Payment, RewardAnswer, RewardApproval, RewardCase
from portal.rewards.questions import questions_of
from portal.rewards.rules import (
    AWAITING_APPROVAL,
    CLAIMABLE,
    Part,
    PayMethod,
    Proposal,
    Question,
    Scheme,
    Side,
    Stage,
    conflict,
)
from portal.rewards.words import METHODS, PARTS, STAGE_MARKS, STAGES

NEXT_PART = {
    Stage.PROPOSED: Part.APPROVE_FIRST,
    Stage.FIRST_APPROVED: Part.APPROVE_SECOND,
    Stage.OBJECTED: Part.REVIEW,
    Stage.CONTESTED: Part.REVIEW,
}


@dataclass(frozen=True)
class Asked:
    """One question with what either side said to it, who, and when."""

    question: Question
    declared: RewardAnswer | None
    found: RewardAnswer | None

    @property
    def is_against(self) -> bool:
        """Whether either answer stands against a reward."""
        said = [answer.said for answer in (self.declared, self.found) if answer]
        return any(answer is not self.question.expects for answer in said)


@dataclass(frozen=True)
class SameMatter:
    """Another report of the same violation, and what became of its reward."""

    case: str
    received_at: datetime
    reward: str
    stage: Stage
    is_earlier: bool

    @property
    def stage_word(self) -> str:
        """Where its reward stands, in words."""
        return str(STAGES[self.stage])


@dataclass(frozen=True)
class Dossier:
    """A reward as handler and approvers see it: the case's verdict, not who reported."""

    reward: RewardCase
    scheme: Scheme
    offered: tuple[Scheme, ...]
    counted: Counted | None
    answers: tuple[Asked, ...]
    matter: tuple[SameMatter, ...]
    decisions: tuple[RewardApproval, ...]
    related: tuple[str, ...]
    extension_left: int
    names: Mapping[str, str]
    taken_part: str = ""
    has_interest: bool = False

    @property
    def is_partly(self) -> bool:
        """Whether only part of the report was found true, so that only that part counts."""
        return self.reward.case.verdict is Verdict.PARTLY_TRUE

    @property
    def is_late(self) -> bool:
        """Whether the reporter should have been told by now."""
        return is_late(self.reward)

    @property
    def verdict(self) -> str:
        """What verification found."""
        verdict = self.reward.case.verdict
        return str(LABELS[verdict]) if verdict else ""

    @property
    def stage_word(self) -> str:
        """Where it stands, in words."""
        return str(STAGES[self.reward.stage])

    @property
    def mark(self) -> str:
        """The kind of mark that goes with the words."""
        return STAGE_MARKS[self.reward.stage]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the handler answers, by the scheme on the form."""
        return questions_of(self.scheme)

    @property
    def grade_help(self) -> dict[int, Text]:
        """What earns each grade of the scheme."""
        return {grade.number: grade.when for grade in self.scheme.grades or ()}

    def call(self, username: str) -> str:
        """Return what a member of staff is called; the account's name where it is gone."""
        return self.names.get(username, username)

    @property
    def may_propose(self) -> bool:
        """Whether it waits for the handler."""
        return self.reward.stage is Stage.OPENED

    @property
    def may_extend(self) -> bool:
        """Whether the time to claim may still be extended."""
        return self.reward.stage in CLAIMABLE and self.extension_left > 0

    @property
    def next_part(self) -> Part | None:
        """Whose turn it is among the approvers."""
        return NEXT_PART.get(self.reward.stage)

    @property
    def next_part_word(self) -> str:
        """Whose turn it is, in words."""
        return str(PARTS[self.next_part]) if self.next_part else ""


def for_handler(reward: RewardCase, scheme_id: str | None = None) -> Dossier:
    """Return a reward for its handler; ``scheme_id`` is the scheme on the form."""
    offered = tuple(queries.list_schemes_for(reward))
    own = queries.scheme_of(reward)
    scheme = next((row for row in offered if row.id == scheme_id), own)
    return _dossier(reward, scheme, offered, taken_part="")


def for_approver(reward: RewardCase, username: str) -> Dossier:
    """Return a reward for an approver; it says where this person took a part already."""
    wanted = NEXT_PART.get(reward.stage)
    taken = conflict(username, wanted, queries.parts_taken(reward)) if wanted else None
    found = _dossier(
        reward, queries.scheme_of(reward), (), taken_part=str(PARTS[taken]) if taken else ""
    )
    return replace(found, has_interest=queries.has_interest(username, reward))


def is_late(reward: RewardCase) -> bool:
    """Whether the bureau's own time limit is over: to tell the reporter what was decided."""
    is_ours = reward.stage in (AWAITING_APPROVAL | {Stage.OPENED})
    due_on = reward.notice_due_on
    return is_ours and due_on is not None and due_on < clock.today()


def count_proposal(reward: RewardCase, proposal: Proposal) -> Counted:
    """Return what a proposal would lead to; raises Refused with the field."""
    computation = queries.count_amount(
        queries.get_scheme(proposal.scheme_id, reward.concluded_on),
        grade=proposal.grade,
        base_fen=proposal.base_fen,
        uplift=Fraction(proposal.uplift_percent, 100),
        on=reward.concluded_on,
        matched_fen=proposal.matched_fen,
    )
    return explained.count_in_words(computation)


def _dossier(
    reward: RewardCase, scheme: Scheme, offered: tuple[Scheme, ...], *, taken_part: str
) -> Dossier:
    computation = queries.recount(reward)
    most = scheme.windows.extension.whole if scheme.windows else None
    declared = queries.answers_of(reward, Side.REPORTER)
    found = queries.answers_of(reward, Side.HANDLER)
    asked = (
        Asked(row, declared.get(row.code), found.get(row.code))
        for row in questions_of(queries.scheme_of(reward))
    )
    same = (row for row in queries.list_rewards_of_matter(reward) if row is not reward)
    given = [*declared.values(), *found.values()]
    people = [*(row.given_by for row in given), *(row.approver for row in reward.approvals)]
    return Dossier(
        reward=reward,
        scheme=scheme,
        offered=offered,
        counted=explained.count_in_words(computation) if computation else None,
        answers=tuple(row for row in asked if row.declared or row.found),
        matter=tuple(_same_matter(row, reward) for row in same),
        decisions=tuple(reward.approvals),
        related=tuple(row.reference for row in complaints.list_related(reward.case, None)),
        extension_left=(most or 0) - reward.extension_days,
        names=queries.display_names(people),
        taken_part=taken_part,
    )


def _same_matter(other: RewardCase, own: RewardCase) -> SameMatter:
    theirs, ours = queries.standing(other), queries.standing(own)
    return SameMatter(
        case=other.case.reference,
        received_at=other.case.received_at,
        reward=other.reference,
        stage=other.stage,
        is_earlier=(theirs.received_at, theirs.order) < (ours.received_at, ours.order),
    )


@dataclass(frozen=True)
class PayFile:
    """All that finance sees of a reward: no case, no report, no name (that is opened apart)."""

    reference: str
    stage: Stage
    amount_fen: int
    identity_code: str
    is_named: bool
    method: PayMethod
    has_payee: bool
    verified_on: date | None
    attempts: tuple[Payment, ...]

    @property
    def stage_word(self) -> str:
        """Where it stands, in words."""
        return str(STAGES[self.stage])

    @property
    def mark(self) -> str:
        """The kind of mark that goes with the words."""
        return STAGE_MARKS[self.stage]

    @property
    def method_word(self) -> str:
        """How it is to be paid, in words."""
        return str(METHODS[self.method])

    @property
    def last_bank_reference(self) -> str:
        """The bank's number of the payment that went out."""
        return (self.attempts[-1].bank_reference or "") if self.attempts else ""


def for_finance(reward: RewardCase) -> PayFile | None:
    """Return what finance may see, or None before the claim was verified."""
    claim = reward.claim
    if claim is None or claim.verified_at is None:
        return None
    return PayFile(
        reference=reward.reference,
        stage=reward.stage,
        amount_fen=reward.amount_fen or 0,
        identity_code=claim.identity_code,
        is_named=claim.is_named,
        method=claim.method,
        has_payee=claim.payee is not None,
        verified_on=clock.in_china(claim.verified_at).date(),
        attempts=tuple(reward.payments),
    )
