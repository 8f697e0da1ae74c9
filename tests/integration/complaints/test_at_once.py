from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from flask import Flask

from portal.accounts.models import Account
from portal.accounts.queries import find_account
from portal.complaints import policy, queries, services
from portal.complaints.models import Case
from portal.complaints.rules import Stage, Track
from portal.kernel.audit import CITIZEN
from portal.kernel.db import db
from tests.crowd import Deed, at_once, kept
from tests.factories import complaints as factory
from tests.factories.accounts import make_account


def assigned(track: Track) -> str:
    case, _handler = factory.make_assigned(track)
    return case.reference


def looking(reference: str, act: Callable[[Case, Account], object]) -> Callable[[], Deed]:
    def look() -> Deed:
        case = queries.get_case(reference)
        assert case.handler is not None
        handler = find_account(case.handler.username)
        assert handler is not None
        return lambda: act(case, handler)

    return look


def test_a_case_accepted_and_taken_back_at_once_moves_once(app: Flask) -> None:
    reference = kept(app, partial(assigned, Track.COMPLAINT))
    steps = [
        looking(reference, lambda case, by: services.accept_case(case, by=by)) for _n in range(4)
    ]
    assert sum(at_once(app, steps)) == 1
    with app.app_context():
        case = queries.get_case(reference)
        assert case.stage is Stage.ACCEPTED
        assert [event.stage for event in case.events].count(Stage.ACCEPTED) == 1


def test_a_time_limit_extended_by_two_at_once_is_extended_once(app: Flask) -> None:
    def verifying() -> str:
        case, handler = factory.make_assigned(Track.REPORT)
        services.advance_case(case, to=Stage.SCREENING, by=handler)
        services.advance_case(case, to=Stage.VERIFYING, by=handler)
        return case.reference

    reference = kept(app, verifying)
    extend = looking(
        reference, lambda case, by: services.extend_verification(case, note="示例", by=by)
    )
    assert sorted(at_once(app, [extend, extend, extend])) == [False, False, True]


def test_a_secret_asked_for_by_two_at_once_is_made_once(app: Flask) -> None:
    reference = kept(app, partial(assigned, Track.COMPLAINT))
    with app.app_context():
        seen = services.mark_of_secret(queries.get_case(reference))
        policy_check = policy.reissue_checks()[0].code

    def clerk() -> Deed:
        case, account = queries.get_case(reference), make_account("intake-clerk")
        db.session.commit()

        def ask() -> str:
            return services.reissue_secret(
                case, told=factory.PERSON, check=policy_check, seen=seen, by=account
            )

        return ask

    assert sorted(at_once(app, [clerk, clerk])) == [False, True]


def test_one_token_sent_many_times_at_once_is_one_case(app: Flask) -> None:
    def look() -> Deed:
        filing = factory.make_filing()
        return lambda: services.file_case(filing, token="one token of a test", by=CITIZEN)

    assert all(at_once(app, [look] * 5))
    with app.app_context():
        assert db.session.query(Case).count() == 1


def test_a_report_sent_twice_at_once_leads_both_to_its_receipt(app: Flask) -> None:
    told = {
        "respondent": "示例食品店",
        "respondent_address": "示例街 2 号",
        "domain": "food",
        "category": "unsafe",
        "told": factory.STORY,
    }
    writer = app.test_client()
    writer.post("/complaints/new/tip/respondent", data=told)
    cookie = writer.get_cookie("session")
    assert cookie is not None

    def press(_n: int) -> str:
        hand = app.test_client()
        hand.set_cookie("session", cookie.value)
        return hand.post("/complaints/new/tip/check", data={}).headers.get("Location", "")

    with ThreadPoolExecutor(4) as hands:
        assert set(hands.map(press, range(4))) == {"/complaints/receipt"}
    with app.app_context():
        assert db.session.query(Case).count() == 1
