"""One enterprise of the demo that has claimed its page: it objects, answers and reports."""

from collections.abc import Sequence
from typing import Any

from portal.demo.diary import Story
from portal.demo.people import FIRST_PASSWORD
from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseKind
from portal.kernel import clock
from portal.kernel.audit import Actor
from portal.owners import record, services
from portal.owners.rules import FilingKind, Ruling, periods_before
from portal.owners.services.claiming import Claim
from portal.ratings.objections import deciding, lodging
from portal.ratings.objections.models import Objection
from portal.ratings.objections.rules import Change, NoteKind, Subject, SubjectKind, Wish
from portal.ratings.rules import Stage

NAME = "enterprise"
# Of how many makers a grade is contestable on the last day (see grades).
CONTESTED = 6


def begin_owners(town: Town) -> None:
    """Begin what the first maker of the place does for itself, and a letter nobody has used."""
    shops = [shop for shops in town.shops.values() for shop in shops]
    makers = [shop for shop in shops if shop.kind is EnterpriseKind.MAKER]
    town.diary.begin(_claim(town, makers))
    town.diary.begin(_letter(town, makers[-1]))


def _letter(town: Town, shop: Enterprise) -> Story:
    yield town.in_office(town.day(seeds("owners")["waiting_letter"]["ago"]))
    services.issue_letter(shop, by=town.actor("data-officer"))


def _claim(town: Town, makers: Sequence[Enterprise]) -> Story:
    row, who = seeds("owners")["letter"], seeds("people")["owner"]
    yield town.in_office(town.day(row["ago"]))
    # Whoever has the best grades has nothing to object to.
    shop = next((one for one in makers[:CONTESTED] if not _is_best(one)), makers[0])
    letter = services.issue_letter(shop, by=town.actor("data-officer"))
    code = services.readable_code(letter) or ""
    yield town.in_office(town.day(row["ago"] - row["sent"]))
    services.send_letter(letter, by=town.actor("data-officer"))
    yield town.at(town.day(row["ago"] - row["claimed"]))
    password = FIRST_PASSWORD.format(**who)
    claim = Claim(code, who["username"], who["name"], password)
    town.people[who["username"]] = services.claim_page(claim)
    by = town.actor(NAME)
    town.diary.begin(_decided(town, shop, by))
    town.diary.begin(_pending(town, shop, by))
    for reply in seeds("owners")["replies"]:
        town.diary.begin(_reply(town, shop, by, reply))
    for filing in seeds("owners")["filings"]:
        town.diary.begin(_filing(town, shop, by, filing))


def _decided(town: Town, shop: Enterprise, by: Actor) -> Story:
    row = seeds("owners")["decided"]
    steps = town.moments_along(town.at(town.day(row["ago"])), (0, 1, 2, 1))
    yield next(steps)
    objection = _lodged(shop, row, by, Stage.IN_FORCE)
    if objection is None:
        return
    verifier, decider = town.actor("verifier"), town.actor("reviewer-2")
    yield next(steps)
    deciding.accept_objection(objection, by=verifier)
    yield next(steps)
    deciding.add_note(objection, kind=NoteKind.FINDING, text=row["finding"], by=verifier)
    deciding.verify_objection(objection, by=verifier)
    yield next(steps)
    better = _better(shop, objection)
    if better is None:
        deciding.uphold_objected(objection, answer=row["uphold"], by=decider)
    else:
        deciding.change_objected(objection, answer=row["change"], by=decider, change=better)


def _pending(town: Town, shop: Enterprise, by: Actor) -> Story:
    row = seeds("owners")["pending"]
    yield town.in_office(town.day(row["ago"]))
    _lodged(shop, row, by, Stage.CONTESTABLE)


def _lodged(shop: Enterprise, row: dict[str, Any], by: Actor, stage: Stage) -> Objection | None:
    able = (grade for grade in record.list_grades(shop) if grade.may_object)
    grade = next((one for one in able if one.stage is stage), None)
    if grade is None:
        return None
    title = f"{grade.scheme.short.zh} {grade.level.name.zh}"
    subject = Subject(SubjectKind.RATING, grade.rating.reference, title)
    return lodging.lodge_objection(shop, Wish(subject, row["ground"], row["statement"]), by=by)


def _is_best(shop: Enterprise) -> bool:
    held = [grade for grade in record.list_grades(shop) if grade.stage is Stage.IN_FORCE]
    return not held or held[0].scheme.position(held[0].level.code) == 1


def _better(shop: Enterprise, objection: Objection) -> Change | None:
    grades = record.list_grades(shop)
    grade = next(one for one in grades if one.rating.reference == objection.subject_reference)
    codes = grade.scheme.levels_from(grade.level.code)[:-1]
    return Change(codes[-1]) if codes else None


def _reply(town: Town, shop: Enterprise, by: Actor, row: dict[str, Any]) -> Story:
    yield town.at(town.day(row["ago"]))
    lines = [line for line in record.list_lines(shop) if line.is_public]
    if not lines:
        return
    # The newest results are what an enterprise answers first.
    lines.sort(key=lambda line: line.subject.kind is not SubjectKind.RESULT)
    reply = services.submit_reply(shop, subject=lines[0].subject, text=row["text"], by=by)
    if "ruling" not in row:
        return
    yield town.in_office(clock.today())
    ruling, checker = Ruling(row["ruling"]), town.actor("reviewer")
    ground, reason = row.get("ground", ""), row.get("reason", "")
    services.moderate_reply(reply, ruling=ruling, by=checker, ground=ground, reason=reason)
    if ruling is Ruling.RETURN:
        yield town.at(town.day(row["ago"] - 2))
        services.revise_reply(reply, text=row["revised"], by=by)
        yield town.in_office(town.day(row["ago"] - 4))
        services.moderate_reply(reply, ruling=Ruling.PUBLISH, by=checker)


def _filing(town: Town, shop: Enterprise, by: Actor, row: dict[str, Any]) -> Story:
    yield town.in_office(town.day(row["ago"]))
    ended = [one for one in periods_before(clock.today()) if one.last_on < clock.today()]
    quarter = next(one for one in ended if one.part.startswith("Q"))
    services.file_report(
        shop, kind=FilingKind(row["kind"]), period=quarter, text=row["text"], by=by
    )
