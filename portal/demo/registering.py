"""Certificates of the demo's enterprises, and what waits at the desk of its register."""

from datetime import date

from portal.demo.seeds import seeds
from portal.demo.town import Town
from portal.enterprises import services
from portal.enterprises.kinds import ENTRIES
from portal.enterprises.models import Enterprise
from portal.enterprises.services import CertificateEntry
from portal.kernel.audit import Actor
from portal.tables.services import bring_in

YEAR = 365
HEAD = "统一社会信用代码,企业名称,企业类型,经营地址,经营状态\n"


def give_certificates(town: Town) -> None:
    """Enter certificates of some enterprises: by their place in the list, so that none is drawn."""
    told, by = seeds("enterprises")["certificates"], town.actor("data-officer")
    for shop in _all(town):
        for place, code in enumerate(told["kinds"].get(shop.kind.value, ())):
            if (shop.id + place) % told["every"] == 0:
                _give(town, shop, code, by)


def _give(town: Town, shop: Enterprise, code: str, by: Actor) -> None:
    told = seeds("enterprises")["certificates"]
    begun: date = town.day(YEAR // 2 + shop.id % YEAR)
    ends = begun.replace(year=begun.year + told["years"], day=1)
    entry = CertificateEntry(code, f"示例-{code}-{shop.id:05d}", "", told["issued_by"], begun, ends)
    services.add_certificate(shop, entry, source=told["source"], by=by)


def _all(town: Town) -> list[Enterprise]:
    return [shop for shops in town.shops.values() for shop in shops]


def begin_tables(town: Town) -> None:
    """Leave a table that waits to be written, and names that people must settle."""
    told, by = seeds("enterprises")["desk"], town.actor("data-officer")
    first, second, *_others = _all(town)
    rows = (
        f"{first.credit_code},{first.name},{first.kind},{told['address']},在营\n"
        f"{second.credit_code},{second.name},{second.kind},{second.address},停业\n"
        f"{told['false_code']},{told['false_name']},餐饮服务,{told['address']},在营\n"
    )
    bring_in(
        content=(HEAD + rows).encode(),
        file_name=told["file"],
        kind=ENTRIES.code,
        source=told["source"],
        by=by,
        is_applied=False,
    )
    shown = [(form.format(name=first.name), "") for form in told["names"]]
    services.ask_about(shown, seen_in=told["seen_in"], is_needed=True)
