"""What a signed-in person may be allowed to do. Which role holds what is data (accounts)."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that some people may do and others may not."""

    DESK_OPEN = "desk.open"
    SAMPLING_IMPORT = "sampling.import"
    SAMPLING_PUBLISH = "sampling.publish"
    DISPOSAL_RECORD = "disposal.record"
    ENTERPRISE_EDIT = "enterprise.edit"
    RATING_IMPORT = "rating.import"
    RATING_PUBLISH = "rating.publish"
    CASE_READ = "case.read"
    CASE_ENTER = "case.enter"
    CASE_HANDLE = "case.handle"
    IDENTITY_READ = "identity.read"
    REWARD_PROPOSE = "reward.propose"
    REWARD_APPROVE = "reward.approve"
    REWARD_PAY = "reward.pay"
    ARTICLE_WRITE = "article.write"
    ARTICLE_REVIEW = "article.review"
    ARTICLE_PUBLISH = "article.publish"
    COMMITMENT_REPORT = "commitment.report"
    COMMITMENT_PUBLISH = "commitment.publish"
    MEMBER_ADMIT = "member.admit"
    AUDIT_READ = "audit.read"
    ACCOUNT_MANAGE = "account.manage"
    JOB_READ = "job.read"
