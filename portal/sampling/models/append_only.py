"""Versions are added, never changed, never deleted: neither by the mapper nor past it."""

from portal.kernel.append_only import keep_for_ever
from portal.sampling.models.batches import BatchVersion
from portal.sampling.models.plans import PlanVersion

KEPT = (BatchVersion, PlanVersion)
REFUSAL = "versions are never changed and never deleted"


class VersionKept(Exception):  # noqa: N818 - names what stands in the way
    """Something tried to change or delete a version."""


for _model in KEPT:
    keep_for_ever(_model, REFUSAL, VersionKept)
