"""The life of a reward, from the verdict to the payment."""

from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class Stage(StrEnum):
    """Where a reward stands."""

    OPENED = "opened"  # 待判定
    INELIGIBLE = "ineligible"  # 不符合
    CONTESTED = "contested"  # 对不符合有异议，复核中
    PROPOSED = "proposed"  # 拟奖
    FIRST_APPROVED = "first-approved"  # 一审通过
    SECOND_APPROVED = "second-approved"  # 二审通过
    NOTIFIED = "notified"  # 已通知，待领取
    OBJECTED = "objected"  # 异议
    REVIEWED = "reviewed"  # 复核维持，待领取
    VERIFIED = "verified"  # 核验通过
    PAYING = "paying"  # 支付中
    PAID = "paid"  # 已支付
    FAILED = "failed"  # 支付失败
    LAPSED = "lapsed"  # 失效
    RECOVERED = "recovered"  # 追回


REWARD_LIFECYCLE = Lifecycle(
    {
        Stage.OPENED: frozenset({Stage.INELIGIBLE, Stage.PROPOSED}),
        # A refusal is reviewed apart from a reward: its review never leads to the money.
        Stage.INELIGIBLE: frozenset({Stage.CONTESTED}),
        Stage.CONTESTED: frozenset({Stage.INELIGIBLE, Stage.OPENED}),
        Stage.PROPOSED: frozenset({Stage.FIRST_APPROVED, Stage.OPENED}),
        Stage.FIRST_APPROVED: frozenset({Stage.SECOND_APPROVED, Stage.OPENED}),
        Stage.SECOND_APPROVED: frozenset({Stage.NOTIFIED}),
        Stage.NOTIFIED: frozenset({Stage.VERIFIED, Stage.OBJECTED, Stage.LAPSED}),
        Stage.OBJECTED: frozenset({Stage.REVIEWED, Stage.OPENED}),
        Stage.REVIEWED: frozenset({Stage.VERIFIED, Stage.LAPSED}),
        Stage.VERIFIED: frozenset({Stage.PAYING}),
        Stage.PAYING: frozenset({Stage.PAID, Stage.FAILED}),
        Stage.FAILED: frozenset({Stage.VERIFIED}),
        Stage.PAID: frozenset({Stage.RECOVERED}),
    }
)

CLAIMABLE = frozenset({Stage.NOTIFIED, Stage.REVIEWED})
# What may be objected to, and how it is reviewed.
OBJECTIONS = {Stage.NOTIFIED: Stage.OBJECTED, Stage.INELIGIBLE: Stage.CONTESTED}
UNDER_REVIEW = frozenset(OBJECTIONS.values())
AWAITING_APPROVAL = frozenset({Stage.PROPOSED, Stage.FIRST_APPROVED})
# A reported violation's reward is still under way: not refused, not lapsed, not paid.
OPEN_STAGES = frozenset(Stage) - {
    Stage.INELIGIBLE, Stage.PAID, Stage.LAPSED, Stage.RECOVERED
}  # fmt: skip


class Decision(StrEnum):
    """What somebody decided about a reward."""

    PROPOSE = "propose"
    REFUSE = "refuse"
    APPROVE = "approve"
    RETURN = "return"
    UPHOLD = "uphold"
    REOPEN = "reopen"


class Ruling(StrEnum):
    """What the review of an objection may end with."""

    UPHOLD = "uphold"
    REOPEN = "reopen"


class PayMethod(StrEnum):
    """How a reporter wants the money."""

    COUNTER = "counter"
    ACCOUNT = "account"


class Collector(StrEnum):
    """Who stands at the counter."""

    SELF = "self"
    AGENT = "agent"


class Paper(StrEnum):
    """What has to be looked at before a claim is accepted; its kind is kept, never a number."""

    IDENTITY = "identity"  # 领取人身份证件
    ATTORNEY = "attorney"  # 授权委托书
    PRINCIPAL_IDENTITY = "principal-identity"  # 委托人身份证件
    AGENT_IDENTITY = "agent-identity"  # 受托人身份证件
    JOINT_CONSENT = "joint-consent"  # 其他联名举报人同意由其代表领取的书面材料
    NOT_STAFF = "not-staff"  # 与工作人员或其亲属同名，已核对不是同一人


class PaymentResult(StrEnum):
    """How one attempt to pay ended, or that it has not ended."""

    STARTED = "started"
    PAID = "paid"
    FAILED = "failed"


def papers_needed(
    *, is_named: bool, is_joint: bool, has_namesake: bool, collector: Collector
) -> frozenset[Paper]:
    """Return what has to be seen at the counter (Art. 18; without a name, codes alone).

    An agent brings a power of attorney and both identity cards. Who stands for several joint
    reporters brings the others' consent. A name that a member of staff or a declared relative
    bears as well is looked at twice (D7).
    """
    needed: set[Paper] = set()
    if collector is Collector.AGENT:
        needed |= {Paper.ATTORNEY, Paper.PRINCIPAL_IDENTITY, Paper.AGENT_IDENTITY}
    elif is_named:
        needed.add(Paper.IDENTITY)
    if is_joint:
        needed.add(Paper.JOINT_CONSENT)
    if has_namesake:
        needed.add(Paper.NOT_STAFF)
    return frozenset(needed)
