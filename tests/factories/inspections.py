"""Inspections for tests."""

from datetime import date
from itertools import count
from typing import Any

from portal.enterprises.models import Enterprise
from portal.inspections import services
from portal.inspections.models import InspectionRecord
from portal.inspections.rules import InspectionKind, InspectionResult
from portal.inspections.services import Sheet
from portal.kernel.audit import Actor

OFFICER = Actor(kind="staff", name="officer", role="data-officer")
_numbers = count(1)


def sheet(**facts: Any) -> Sheet:
    """Return the sheet of an inspection in October 2026: 48 items, 2 not in order."""
    usual: dict[str, Any] = {
        "document": f"示例检〔2026〕{next(_numbers)}号",
        "kind": InspectionKind.ROUTINE,
        "inspected_on": date(2026, 10, 12),
        "concluded_on": date(2026, 10, 14),
        "item_count": 48,
        "failed_count": 2,
        "result": InspectionResult.RECTIFY,
        "inspector_count": 2,
        "findings": "2 项记录不全（示例）",
    }
    return Sheet(**{**usual, **facts})


def make_record(enterprise: Enterprise, **facts: Any) -> InspectionRecord:
    """Return a record that is kept and not yet published by hand; the caller commits."""
    return services.record_inspections([(enterprise, sheet(**facts))], by=OFFICER)[0]
