"""The roll: entered, renewed, left; consents given and taken back; hours confirmed by another."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.kernel import audit
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.lifecycle import MoveRefused
from portal.members import queries, services
from portal.members.certificate import words_of_minutes
from portal.members.models import MemberTerm, RollRewriteError
from portal.members.rules import Consent, Kind, Served, Standing, TermWish, Wish, standing
from portal.members.words import WORDS
from tests.factories.accounts import make_account
from tests.factories.members import PLACE, STREET, make_member

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+08:00", tick=False):
        yield


def test_somebody_admitted_stands_on_the_roll_until_the_clock_ends_it(inside: Flask) -> None:
    member = make_member(term=(TODAY, date(2026, 12, 31)))
    assert member.card.startswith("JD-")
    assert member.account.roles == ["supervisor"]
    days = [date(2026, 11, 21), TODAY, date(2026, 12, 31), date(2027, 1, 1)]
    found = [standing(member.terms, member.left_on, day) for day in days]
    assert found == [Standing.COMING, Standing.ON_ROLL, Standing.ON_ROLL, Standing.EXPIRED]


def test_a_further_term_follows_and_never_overlaps(inside: Flask) -> None:
    member, publisher = make_member(term=(TODAY, date(2026, 12, 31))), make_account("publisher")
    too_early = TermWish(STREET, date(2026, 12, 1), date(2027, 12, 31))
    with pytest.raises(Refused) as refusal:
        services.renew_term(member, too_early, by=publisher)
    assert refusal.value.field == "begins_on"
    with pytest.raises(Refused) as refusal:
        services.renew_term(member, TermWish(STREET, date(2027, 1, 1)), by=publisher)
    assert refusal.value.field == "ends_on"
    with pytest.raises(Refused) as refusal:
        services.renew_term(member, TermWish("110101", date(2027, 1, 1)), by=publisher)
    assert refusal.value.field == "region"
    services.renew_term(
        member, TermWish(PLACE, services.next_day(member), date(2027, 12, 31)), by=publisher
    )
    assert [term.region for term in member.terms] == [STREET, PLACE]


def test_a_term_is_never_rewritten(inside: Flask) -> None:
    member = make_member()
    db.session.flush()
    member.rows[0].ends_on = date(2030, 1, 1)
    with pytest.raises(RollRewriteError):
        db.session.flush()
    db.session.rollback()
    with pytest.raises(RollRewriteError):
        db.session.query(MemberTerm).delete()


def test_whoever_leaves_is_named_nowhere_and_applies_again(inside: Flask) -> None:
    member, publisher = make_member(may_list=True), make_account("publisher")
    assert [one.card for one in queries.list_listed()] == [member.card]
    services.leave_roll(member, by=member.account)
    assert queries.list_listed() == []
    assert member.public_name == ""
    with pytest.raises(MoveRefused):
        services.leave_roll(member, by=member.account)
    with pytest.raises(Refused):
        services.change_consents(member, {Consent.LISTED}, by=member.account)
    with pytest.raises(Refused):
        services.renew_term(member, TermWish(STREET, TODAY, TODAY), by=publisher)
    again = make_member(account=member.account)
    assert again.card != member.card


def test_a_consent_taken_back_takes_the_name_off_at_once(inside: Flask) -> None:
    member = make_member(may_list=True)
    services.change_consents(member, {Consent.THANKED}, by=member.account)
    assert queries.list_listed() == []
    assert member.public_name == member.account.display_name
    services.change_consents(member, set(), by=member.account)
    assert member.public_name == ""
    lines = [line for line in audit.pending() if line.action == "member.consents-changed"]
    assert [line.after for line in lines] == [{"given": ["thanked"]}, {"given": []}]


def test_the_same_person_does_not_apply_twice_for_the_same(inside: Flask) -> None:
    wish = Wish(name="示例 人", contact="138 0000 0000", told="示例", kind=Kind.HELPER)
    services.keep_application(wish)
    again = Wish(name="示例人", contact="13800000000", told="又一次", kind=Kind.HELPER)
    with pytest.raises(Refused) as refusal:
        services.keep_application(again)
    assert refusal.value.reason == WORDS["same_person"]
    services.keep_application(Wish("示例人", "13800000000", "写", kind=Kind.AUTHOR))
    services.keep_application(Wish("另一人", "13800000000", "来", kind=Kind.HELPER))


def test_whoever_was_refused_may_ask_again_and_both_are_kept(inside: Flask) -> None:
    wish, publisher = Wish("示例人", "13800000000", "示例"), make_account("publisher")
    for number in (1, 2):
        application = services.keep_application(wish)
        services.refuse(application, reason=f"示例：第 {number} 次", by=publisher)
        db.session.flush()
    assert {one.reason for one in queries.list_decided()} == {"示例：第 1 次", "示例：第 2 次"}


def test_one_more_kind_keeps_the_account(inside: Flask) -> None:
    member = make_member(Kind.HELPER, term=(TODAY, None))
    other = make_member(Kind.SUPERVISOR, account=member.account)
    assert other.account is member.account
    assert member.account.roles == ["helper", "supervisor"]
    assert len(queries.members_of(member.account)) == 2


def test_few_people_are_not_counted_out(inside: Flask) -> None:
    for number in range(3):
        make_member(Kind.HELPER, term=(TODAY, None), may_list=number == 0)
    count = next(one for one in queries.count_roll() if one.kind is Kind.HELPER)
    assert (count.total, count.named, count.unnamed) == (None, 1, None)
    nobody = next(one for one in queries.count_roll() if one.kind is Kind.SUPERVISOR)
    assert (nobody.total, nobody.unnamed) == (0, 0)


def served(minutes: int = 90, on: date = TODAY, source: str = "event:example") -> Served:
    return Served(minutes, on, source, "示例讲座")


def test_hours_count_once_and_once_another_person_confirms(inside: Flask) -> None:
    member = make_member(Kind.HELPER, term=(date(2026, 1, 1), None))
    host, editor = make_account("editor"), make_account("editor")
    hours = services.credit_hours(member, served(), by=host.actor)
    assert services.credit_hours(member, served(500), by=host.actor) is hours
    assert queries.hours_of(member).waiting == 90
    with pytest.raises(Refused) as refusal:
        services.confirm_hours(hours, by=host)
    assert refusal.value.reason == WORDS["same_person_confirms"]
    services.confirm_hours(hours, by=editor)
    assert (queries.hours_of(member).confirmed, queries.hours_of(member).counting) == (90, None)
    with pytest.raises(Refused):
        services.decline_hours(hours, note="示例", by=editor)
    declined = services.credit_hours(member, served(source="event:other"), by=host.actor)
    services.decline_hours(declined, note="示例：没有到场", by=editor)
    assert queries.hours_of(member).confirmed == 90


@pytest.mark.parametrize(
    ("minutes", "on", "field"),
    [
        (0, TODAY, "minutes"),
        (1441, TODAY, "minutes"),
        (60, date(2026, 11, 23), "served_on"),
        (60, date(2025, 12, 31), "served_on"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    inside: Flask, minutes: int, on: date, field: str
) -> None:
    member = make_member(Kind.HELPER, term=(date(2026, 1, 1), None))
    with pytest.raises(Refused) as refusal:
        services.credit_hours(member, served(minutes, on), by=make_account("editor").actor)
    assert refusal.value.field == field


def test_nobody_writes_down_or_confirms_their_own_hours(inside: Flask) -> None:
    member = make_member(Kind.AUTHOR, term=(date(2026, 1, 1), None))
    with pytest.raises(Refused):
        services.credit_hours(member, served(), by=member.account.actor)
    hours = services.credit_hours(member, served(), by=make_account("editor").actor)
    with pytest.raises(Refused):
        services.confirm_hours(hours, by=member.account)


def test_only_hours_of_a_kind_that_the_place_counts_count(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    member, checker = make_member(Kind.HELPER), make_account("publisher", name="checker")
    for minutes, kind in ((60, "fair"), (30, "")):
        served = Served(minutes, TODAY, f"example:{minutes}", "示例", kind)
        hours = services.credit_hours(member, served, by=make_account("editor").actor)
        db.session.flush()
        services.confirm_hours(hours, by=checker)
    assert queries.hours_of(member).counting is None, "what counts is not set"
    monkeypatch.setattr("portal.members.queries.hours.counting_kinds", lambda: frozenset({"fair"}))
    told = queries.hours_of(member)
    assert (told.confirmed, told.counting) == (90, 60)


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45 分钟"), (120, "2 小时"), (90, "1 小时 30 分钟")]
)
def test_minutes_are_said_as_people_say_them(inside: Flask, minutes: int, words: str) -> None:
    with inside.test_request_context():
        assert words_of_minutes(minutes) == words


def test_thanks_name_only_who_agrees_and_tell_hours_only_where_agreed(inside: Flask) -> None:
    host, editor = make_account("editor"), make_account("editor")
    people = [make_member(Kind.HELPER, term=(date(2026, 1, 1), None)) for _ in range(3)]
    for member in people:
        services.confirm_hours(services.credit_hours(member, served(), by=host.actor), by=editor)
    db.session.flush()
    assert queries.list_thanked() == []
    services.change_consents(people[0], {Consent.THANKED}, by=people[0].account)
    services.change_consents(people[1], {Consent.THANKED, Consent.HOURS}, by=people[1].account)
    assert [one.minutes for one in queries.list_thanked()] == [None, 90]
