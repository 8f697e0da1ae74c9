"""Kinds of incidents, and the life of one."""

from enum import StrEnum

from portal.kernel.lifecycle import Lifecycle


class IncidentKind(StrEnum):
    """What happened; each is a kind of fact that a scheme may name."""

    ACCIDENT = "accident"
    RECALL = "recall-not-followed"
    OBSTRUCTION = "obstructed-inspection"


class IncidentStage(StrEnum):
    """Where an incident stands."""

    RECORDED = "recorded"  # 待确认
    CONFIRMED = "confirmed"  # 已确认
    REFUSED = "refused"  # 不确认
    WITHDRAWN = "withdrawn"  # 已撤回


INCIDENT_LIFECYCLE = Lifecycle(
    {
        IncidentStage.RECORDED: frozenset({IncidentStage.CONFIRMED, IncidentStage.REFUSED}),
        IncidentStage.CONFIRMED: frozenset({IncidentStage.WITHDRAWN}),
    }
)
