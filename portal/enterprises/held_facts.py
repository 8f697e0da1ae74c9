"""What the register tells as facts of badges and certificates, each with its first and last day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import String, bindparam, select, type_coerce

from portal.enterprises import facts
from portal.enterprises.certificates import certificate_kinds
from portal.enterprises.facts import Fact, FactSource
from portal.enterprises.models import Certificate, Flag
from portal.enterprises.rules import FlagKind
from portal.enterprises.standing import among, parts_of
from portal.kernel.db import db

# Facts are told in Chinese, as official records are, whatever language is being read.
BADGES: Mapping[str, str] = {
    FlagKind.SUNSHINE_FACTORY: "阳光工厂",
    FlagKind.SUNSHINE_KITCHEN: "阳光厨房",
    FlagKind.FIVE_S: "5S 现场管理",
    FlagKind.CONTROL_POINTS: "关键控制点（CCP）在线",
    FlagKind.TRACE_CHAIN: "浙食链",
    FlagKind.SAFETY_DIRECTOR: "食品安全总监",
    FlagKind.SAFETY_OFFICER: "食品安全员",
    FlagKind.INSURANCE: "食品安全责任保险",
    FlagKind.TAKEAWAY_SEAL: "外卖封签",
}


_BADGES = select(
    Flag.enterprise_id, type_coerce(Flag.kind, String), Flag.from_on, Flag.to_on, Flag.source
).where(among(Flag.enterprise_id), Flag.from_on <= bindparam("on"))
_CERTIFICATES = select(
    Certificate.enterprise_id,
    Certificate.kind,
    Certificate.valid_from,
    Certificate.valid_to,
    Certificate.number,
    Certificate.source,
).where(among(Certificate.enterprise_id), Certificate.valid_from <= bindparam("on"))


def tell_badges(enterprise_ids: Sequence[int], on: date) -> Mapping[int, Sequence[Fact]]:
    """Tell the badges and certificates of enterprises that began by a day."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for ids in parts_of(enterprise_ids):
        wanted = {"ids": ids, "on": on}
        for owner, kind, first, last, source in db.session.execute(_BADGES, wanted):
            fact = Fact(f"flag:{kind}", first, last, None, BADGES[kind], FactSource(source))
            found[owner].append(fact)
        for owner, fact in _certificates(ids, on):
            found[owner].append(fact)
    return found


def _certificates(ids: Sequence[int], on: date) -> list[tuple[int, Fact]]:
    titles = certificate_kinds()
    return [
        (
            owner,
            Fact(
                f"certificate:{kind}",
                first,
                last,
                None,
                f"{titles[kind].zh} {number}".strip(),
                FactSource(source, number),
            ),
        )
        for owner, kind, first, last, number, source in db.session.execute(
            _CERTIFICATES, {"ids": ids, "on": on}
        )
        if first is not None
    ]


facts.provide(tell_badges, kinds=["flag", "certificate"])
