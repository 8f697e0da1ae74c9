"""The register of the demo: enterprises with codes, licences and badges."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.enterprises import services
from portal.enterprises.models import Enterprise
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus, FlagKind
from portal.enterprises.services import Entry
from portal.kernel.audit import Actor
from portal.kernel.db import db

SOURCE = "示例登记数据"
YEAR = 365
LICENCE_YEARS = 5
FLAG_SOURCE = "示例部门核定"
CLOSED_SHARE, PAUSED_SHARE = 0.02, 0.03


def fill_register(town: Town) -> None:
    """Enter every enterprise, on the first day of the demo."""
    by = town.actor("data-officer")
    serials = count(1)
    for row in seeds("enterprises")["kinds"]:
        place = row.get("place", row["kind"])
        for name, line in _names(row):
            enterprise = _enter(town, row, name, line, next(serials), by)
            town.shops.setdefault(place, []).append(enterprise)
            if line:
                town.makers.setdefault(line, []).append(enterprise)
    db.session.flush()


def _names(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    words, lines = seeds("enterprises")["words"], row.get("lines", [""])
    forms = row["names"]
    for n in range(row["count"]):
        line = lines[n % len(lines)]
        form = forms[(n // len(lines)) % len(forms)] if line else forms[n % len(forms)]
        word = words[(n * 7 + len(forms[0])) % len(words)]
        named = seeds("enterprises")["lines"][line]["name"] if line else ""
        yield form.format(word=word, line=named, n=n % 60 + 1), line


def _enter(
    town: Town, row: dict[str, Any], name: str, line: str, serial: int, by: Actor
) -> Enterprise:
    chance = town.chance
    street = town.streets[serial % len(town.streets)]
    business = seeds("enterprises")["lines"][line]["business"] if line else ""
    enterprise = services.add_enterprise(
        Entry(
            name=name,
            kind=EnterpriseKind(row["kind"]),
            credit_code=credit_code(row["code"], serial),
            business=business or chance.one_of(row["business"]),
            address=town.address(street, chance.one_of(seeds("enterprises")["roads"])),
            region_code=street.code,
            status=_status(town),
            source=SOURCE,
        ),
        by=by,
    )
    if "licence" in row:
        _license(town, enterprise, row["licence"], line, serial, by)
    for kind, percent in row["flags"].items():
        if chance.happens(percent / 100):
            _flag(town, enterprise, FlagKind(kind), by)
    return enterprise


def _status(town: Town) -> EnterpriseStatus:
    drawn = town.chance.amount(0, 1)
    if drawn < CLOSED_SHARE:
        return EnterpriseStatus.CLOSED
    return EnterpriseStatus.SUSPENDED if drawn < PAUSED_SHARE else EnterpriseStatus.OPERATING


def credit_code(start: str, serial: int) -> str:
    """Return a well-formed unified credit code of an authority that does not exist."""
    body = f"{start}{seeds('enterprises')['authority']}MA{serial:07d}"
    return body + str(uscc.calc_check_digit(body))


def licence_number(row: dict[str, Any], line: str, serial: int) -> str:
    """Return a licence number of the right form, its check digit right where it has one."""
    start, width = row["start"], row.get("width")
    if width is None:
        return f"{start}〔2024〕第{serial:04d}号"
    if not start.startswith(("SC", "JY", "YB")):
        return f"{start}{serial:0{width}d}"
    authority = seeds("enterprises")["authority"]
    digits = seeds("enterprises")["lines"][line]["digits"] if start == "SC1" else ""
    body = f"{start[2:]}{digits}{authority}{serial:0{width}d}"
    return f"{start[:2]}{body}{mod_11_10.calc_check_digit(body)}"


def _license(
    town: Town, enterprise: Enterprise, row: dict[str, Any], line: str, serial: int, by: Actor
) -> None:
    begun = town.day(town.chance.between(YEAR, YEAR * LICENCE_YEARS))
    services.add_licence(
        enterprise,
        kind=row["kind"],
        number=licence_number(row, line, serial),
        scope=enterprise.business,
        validity=(begun, _years_on(begun)),
        by=by,
    )


def _years_on(begun: date) -> date:
    return begun + timedelta(days=LICENCE_YEARS * YEAR)


def _flag(town: Town, enterprise: Enterprise, kind: FlagKind, by: Actor) -> None:
    begun = town.day(town.chance.between(60, 3 * YEAR))
    has_end = kind is FlagKind.INSURANCE
    services.add_flag(
        enterprise,
        kind=kind,
        from_on=begun,
        to_on=town.today + timedelta(days=town.chance.between(-40, YEAR)) if has_end else None,
        source=FLAG_SOURCE,
        by=by,
    )
