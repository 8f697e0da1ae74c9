"""Codes, answers and reports, beyond what the pages show."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.enterprises.models import Enterprise
from portal.kernel import audit
from portal.kernel.errors import NotFound, Refused
from portal.owners import policy, queries, services
from portal.owners.models import DutyFiling
from portal.owners.rules import FilingKind, LetterState, Period, ReplyStage, Ruling
from portal.owners.services.claiming import Claim
from portal.places.profile import current_place
from portal.ratings.objections.rules import Subject, SubjectKind
from tests.factories.accounts import PASSWORD
from tests.factories.enterprises import make_enterprise
from tests.factories.objections import OWNER
from tests.factories.owners import CLERK, DECIDER, make_owner

SUBJECT = Subject(SubjectKind.RATING, "R-1", "示例等级")
NOVEMBER = "2026-11-20T04:00:00Z"


def claim(code: str, name: str = "shop") -> Claim:
    return Claim(code=code, username=name, display_name="示例", password=PASSWORD)


def test_a_code_lapses_after_its_last_day(inside: Flask) -> None:
    with time_machine.travel(NOVEMBER, tick=False):
        letter = services.issue_letter(make_enterprise(), by=CLERK)
        code = services.readable_code(letter) or ""
    assert letter.expires_on == date(2026, 12, 20)
    with time_machine.travel("2026-12-21T04:00:00Z", tick=False):
        assert letter.state is LetterState.LAPSED
        assert services.readable_code(letter) is None
        with pytest.raises(Refused) as refused:
            services.claim_page(claim(code))
    assert refused.value.field == "code"


def test_the_database_never_holds_a_code_that_was_sent(inside: Flask) -> None:
    letter = services.issue_letter(make_enterprise(), by=CLERK)
    code = services.readable_code(letter) or ""
    assert code.replace("-", "") not in letter.code_digest
    services.send_letter(letter, by=CLERK)
    assert letter.sealed_code is None
    assert all(code not in str(line.after) for line in audit.pending())


def test_only_so_many_act_for_one_enterprise(inside: Flask) -> None:
    enterprise = make_enterprise()
    for number in range(policy.most_people()):
        make_owner(enterprise, f"shop-{number}")
    with pytest.raises(Refused):
        make_owner(enterprise, "one-more")
    people = queries.list_people(enterprise.id)
    services.revoke_owner(people[0], by=CLERK)
    assert make_owner(enterprise, "one-more").revoked_at is None
    assert queries.find_owner(people[0].account_id) is None


def test_nobody_checks_their_own_answer_and_every_step_is_written_down(inside: Flask) -> None:
    enterprise = make_enterprise()
    reply = services.submit_reply(enterprise, subject=SUBJECT, text="示例", by=CLERK)
    with pytest.raises(Refused):
        services.moderate_reply(reply, ruling=Ruling.PUBLISH, by=CLERK)
    services.moderate_reply(reply, ruling=Ruling.PUBLISH, by=DECIDER)
    actions = [line.action for line in audit.pending()]
    assert actions[-2:] == ["reply.submitted", "reply.published"]
    assert [one.stage for one in queries.list_replies(enterprise.id)] == [ReplyStage.PUBLISHED]


def test_a_wording_that_nobody_read_is_not_published(inside: Flask) -> None:
    reply = services.submit_reply(make_enterprise(), subject=SUBJECT, text="示例一", by=OWNER)
    read = reply.mark
    services.moderate_reply(reply, ruling=Ruling.RETURN, reason="示例", by=CLERK, seen=read)
    services.revise_reply(reply, text="示例二", by=OWNER)
    with pytest.raises(Refused):
        services.moderate_reply(reply, ruling=Ruling.PUBLISH, by=DECIDER, seen=read)
    services.moderate_reply(reply, ruling=Ruling.PUBLISH, by=DECIDER, seen=reply.mark)
    assert reply.stage is ReplyStage.PUBLISHED


@pytest.mark.parametrize("text", ["", " \x00 ", "长" * 4000])
def test_an_answer_has_words_and_not_too_many(inside: Flask, text: str) -> None:
    with pytest.raises(Refused) as refused:
        services.submit_reply(make_enterprise(), subject=SUBJECT, text=text, by=CLERK)
    assert refused.value.field == "text"


def test_a_report_after_its_last_day_is_late_and_a_further_edition_is_not(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, unset = current_place(), policy.filing_rule(FilingKind.DUTY)
    assert unset is not None
    rule = replace(unset, value=10)
    whole = place.parameters.overlaid([rule])
    monkeypatch.setitem(inside.extensions, "portal.place", replace(place, parameters=whole))
    with time_machine.travel(NOVEMBER, tick=False):
        enterprise = make_enterprise()
        late = file(enterprise, "2026-Q3")
        assert (late.due_on, late.is_late) == (date(2026, 10, 20), True)
        again = file(enterprise, "2026-Q3")
        assert (again.edition, again.is_late) == (2, False)
    with time_machine.travel("2026-12-20T04:00:00Z", tick=False):
        assert not file(enterprise, "2026-Q4").is_late


def file(enterprise: Enterprise, period: str) -> DutyFiling:
    span = Period.read(period)
    assert span is not None
    return services.file_report(
        enterprise, kind=FilingKind.DUTY, period=span, text="示例", by=CLERK
    )


def test_reports_are_not_about_times_to_come(inside: Flask) -> None:
    with pytest.raises(Refused) as refused:
        file(make_enterprise(), "2090")
    assert refused.value.field == "period"


@pytest.mark.parametrize("ask", ["get_letter", "get_reply", "get_filing"])
def test_an_unknown_reference_is_not_found(inside: Flask, ask: str) -> None:
    with pytest.raises(NotFound):
        getattr(queries, ask)("X-\x00")


@pytest.mark.parametrize("ask", ["page_of_letters", "page_of_filings"])
def test_a_wrong_cursor_is_not_found(inside: Flask, ask: str) -> None:
    with pytest.raises(NotFound):
        getattr(queries, ask)(after="WyJ4Il0")


def test_long_lists_are_turned_page_by_page(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE_LENGTH", 2)
    enterprises = [make_enterprise() for _ in range(3)]
    for enterprise in enterprises:
        services.issue_letter(enterprise, by=CLERK)
        services.submit_reply(enterprise, subject=SUBJECT, text="示例", by=CLERK)
        file(enterprise, "2025")
    for turn in (
        queries.page_of_letters,
        queries.page_of_filings,
        lambda after=None: queries.page_of_replies(stage=ReplyStage.SUBMITTED, after=after),
    ):
        first = turn()
        assert len(first.items) == 2
        assert len(turn(after=first.earlier).items) == 1
