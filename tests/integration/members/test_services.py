"""What services refuse when no form stands before them."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.kernel import audit, clock
from portal.kernel.audit import SYSTEM
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.members import policy, queries, services
from portal.members.rules import Stage, Wish
from portal.members.services.forgetting import erase_old_applicants
from tests.factories.accounts import make_account

OTHER = Wish(name="示例另一人", contact="13900000000", told="写")


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


def test_who_was_refused_is_forgotten_in_the_time_the_place_set(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = Wish(name="示例申请人", contact="13800000000", told="写")
    refused, waiting = services.keep_application(wish), services.keep_application(OTHER)
    db.session.flush()
    services.refuse(refused, reason="已满", by=make_account("publisher"))
    later = clock.now() + timedelta(days=31)
    with time_machine.travel(later, tick=False):
        assert erase_old_applicants(by=SYSTEM) == 0  # the place has set no time
        monkeypatch.setattr(policy, "applicant_days", lambda: 30)
        assert erase_old_applicants(by=SYSTEM) == 1
        assert erase_old_applicants(by=SYSTEM) == 0
    assert queries.open_applicant(refused) is None
    assert (refused.wish, refused.person_digest, refused.reason) == ("", None, "已满")
    assert queries.open_applicant(waiting) is not None
