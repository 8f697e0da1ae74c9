"""The line in the log about an enterprise."""

from collections.abc import Mapping
from typing import Any

from portal.enterprises.models import Enterprise
from portal.kernel import audit
from portal.kernel.audit import Actor


def note(
    action: str,
    enterprise: Enterprise,
    by: Actor,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write one line about a change of an enterprise, in the change's transaction."""
    subject = f"enterprise:{enterprise.reference}"
    audit.record(action, subject=subject, by=by, before=before, after=after)
