"""What services refuse when no form stands before them."""

import pytest
from flask import Flask

from portal.kernel import audit
from portal.kernel.errors import Refused
from portal.members import services
from portal.members.rules import Stage, Wish
from tests.factories.accounts import make_account


def test_a_refusal_needs_a_reason_and_lines_name_nobody(inside: Flask) -> None:
    wish = Wish(name="示例申请人", contact="13800000000", told="写")
    application = services.submit_application(wish, network="bucket")
    publisher = make_account("publisher")
    with pytest.raises(Refused) as refusal:
        services.refuse(application, reason="", by=publisher)
    assert refusal.value.field == "reason"
    assert application.stage is Stage.SUBMITTED
    services.refuse(application, reason="已满", by=publisher)
    lines = [line for line in audit.pending() if line.action.startswith("members.")]
    assert [line.action for line in lines] == ["members.applied", "members.refused"]
    assert "示例申请人" not in str([(line.subject, line.before, line.after) for line in lines])
