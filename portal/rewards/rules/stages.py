"""The life of a reward, from the verdict to the payment."""

from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class Stage(StrEnum):
    """Where a reward stands."""

    OPENED = "opened"  # 待判定
    INELIGIBLE = "ineligible"  # 不符合
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
AWAITING_APPROVAL = frozenset({Stage.PROPOSED, Stage.FIRST_APPROVED})
# A reported violation's reward is still under way: not refused, not lapsed, not paid.
OPEN_STAGES = frozenset(Stage) - {
    Stage.INELIGIBLE, Stage.PAID, Stage.LAPSED, Stage.RECOVERED
}  # fmt: skip


class Decision(StrEnum):
    """What an approver may decide."""

    APPROVE = "approve"
    RETURN = "return"


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


class PaymentResult(StrEnum):
    """How one attempt to pay ended, or that it has not ended."""

    STARTED = "started"
    PAID = "paid"
    FAILED = "failed"
