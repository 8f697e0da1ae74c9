"""People of the demo who join in: the roll, what supervisors saw, hours, visits."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from portal.demo.diary import Story
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.kernel import clock
from portal.kernel.db import db
from portal.members import queries
from portal.members import services as members
from portal.members.rules import Consent, Kind, Seen, Served, TermWish, Wish
from portal.visits import services as visits
from portal.visits.rules import Report, VisitWish
from portal.web.form_tokens import new_token

Row = Mapping[str, Any]
# Days between the steps that follow an observation.
VERIFIED, RECTIFIED, ANSWERED, RELEASED = 1, 2, 7, 9


def begin_joining(town: Town) -> None:
    """Begin everything that people who join in do."""
    known = seeds("joining")
    for row in known["roll"]:
        town.diary.begin(_join(town, row))
    for row in known["waiting"]:
        town.diary.begin(_wait(town, row))
    for row in known["observations"]:
        town.diary.begin(_observe(town, row))
    for row in known["hours"]:
        town.diary.begin(_serve(town, row))
    for row in known["visits"]:
        town.diary.begin(_visit(town, row))


def _street(town: Town, row: Row) -> str:
    number: int = row["street"]
    return town.streets[number % len(town.streets)].code


def _join(town: Town, row: Row) -> Story:
    kind, person = Kind(row["kind"]), town.person(row["account"])
    yield town.at(town.day(row["ago"] + 3), hour=10)
    wish = Wish(
        name=person.display_name,
        contact=f"示例：{person.username}",
        told=row["told"],
        kind=kind,
        region=_street(town, row),
    )
    application = members.keep_application(wish, account=person)
    yield town.at(town.day(row["ago"]), hour=10)
    today = clock.today()
    ends_on = today + timedelta(days=row["days"]) if "days" in row else None
    term = TermWish(_street(town, row), today, ends_on)
    members.admit(application, wish=term, by=town.person("publisher"))
    db.session.flush()
    given = {Consent(one) for one in row["consents"]}
    members.change_consents(queries.members_of(person)[0], given, by=person)


def _wait(town: Town, row: Row) -> Story:
    yield town.at(town.day(row["ago"]), hour=11)
    told = {name: row[name] for name in ("name", "contact", "told", "may_list")}
    members.keep_application(Wish(**told, kind=Kind(row["kind"]), region=_street(town, row)))


def _observe(town: Town, row: Row) -> Story:
    supervisor, handler = town.person("supervisor"), town.person("handler")
    yield town.at(town.day(row["ago"]), hour=9)
    seen = Seen(
        seen_on=clock.today(),
        region=town.streets[0].code,
        domain="food",
        category=row["category"],
        respondent=row["respondent"],
        address="",
        told=row["told"],
    )
    sent = members.send_observation(seen, token=new_token(), by=supervisor)
    if isinstance(sent, tuple):
        raise TypeError("the demo's supervisor stands on the roll")
    if "found" not in row and "unfounded" not in row:
        return
    yield town.at(town.day(row["ago"] - VERIFIED), hour=15)
    note = row.get("found") or row["unfounded"]
    members.verify_observation(sent, is_found="found" in row, note=note, by=handler)
    if "rectify" in row:
        yield town.at(town.day(row["ago"] - RECTIFIED), hour=10)
        members.rectify_observation(sent, note=row["rectify"], by=handler)
    if "answer" not in row:
        return
    yield town.at(town.day(row["ago"] - ANSWERED), hour=10)
    members.answer_observation(sent, note=row["answer"], public_text=row["public"], by=handler)
    if "release" in row:
        yield town.at(town.day(row["ago"] - RELEASED), hour=16)
        members.publish_observation(sent, by=town.person("reviewer"))


def _serve(town: Town, row: Row) -> Story:
    yield town.at(town.day(row["ago"]), hour=18)
    member = queries.members_of(town.person(row["account"]))[0]
    on, source = clock.today(), f"event:demo-{row['ago']}"
    served = Served(row["minutes"], on, source, row["activity"])
    hours = members.credit_hours(member, served, by=town.actor("editor"))
    if row["confirmed"]:
        yield town.at(town.day(row["ago"] - 2), hour=9)
        members.confirm_hours(hours, by=town.person("publisher"))


def _visit(town: Town, row: Row) -> Story:
    yield town.at(town.day(row["ago"]), hour=14)
    visit = visits.keep_request(
        VisitWish(
            organisation=row["organisation"],
            place=row["place"],
            region=_street(town, row),
            address="示例路 1 号",
            wished_on=clock.today() + timedelta(days=row["wait"]),
            people_count=row["people"],
            topic=row["topic"],
            contact="示例联系人 示例电话",
            may_publish=row.get("publish", False),
        ),
        once=new_token(),
    )
    if "publish" not in row:
        return
    yield town.at(town.day(row["ago"] - 2), hour=9)
    visits.agree_visit(visit, by=town.person("publisher"))
    if "came" in row:
        yield town.at(town.day(row["ago"] - row["wait"] - 1), hour=10)
        visits.finish_visit(visit, Report(row["came"], row["note"]), by=town.person("publisher"))
