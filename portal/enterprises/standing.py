"""What the register itself tells as facts: the kind of an enterprise, and its licences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, bindparam, select

from portal.enterprises import facts, rules
from portal.enterprises.facts import Fact, FactSource
from portal.enterprises.holdings import may_hold
from portal.enterprises.models import Enterprise, Licence
from portal.enterprises.rules import EnterpriseKind
from portal.kernel.db import db

# Ids in one statement; SQLite allows 32,766 variables.
AT_ONCE = 5000
REGISTER = FactSource("经营主体库")
# Numbers that a product has, not its maker: they say nothing of who may do business since when.
OF_PRODUCTS = frozenset(
    {
        "drug-approval",
        "device-registration",
        "device-filing",
        "cosmetics-special",
        "cosmetics-ordinary",
        "health-food",
        "special-medical-food",
        "infant-formula",
    }
)
# Facts are told in Chinese, as official records are, whatever language is being read.
TITLES = {
    EnterpriseKind.MAKER: "食品生产",
    EnterpriseKind.SELLER: "食品销售",
    EnterpriseKind.CATERER: "餐饮服务",
    EnterpriseKind.SCHOOL_CANTEEN: "学校食堂",
    EnterpriseKind.CARE_CANTEEN: "养老机构食堂",
    EnterpriseKind.COLLECTIVE_SUPPLIER: "集体用餐配送",
    EnterpriseKind.TAKEAWAY: "外卖商家",
    EnterpriseKind.PHARMACY: "药店",
    EnterpriseKind.DEVICE: "医疗器械",
    EnterpriseKind.COSMETICS: "化妆品",
    EnterpriseKind.WORKSHOP: "小作坊",
    EnterpriseKind.FARM: "农产品主体",
}


def parts_of(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Return ids in parts that one statement can ask for."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def among(column: Any) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the ``ids`` that a statement is given.

    They are written into the statement: named one by one, thousands of them cost more than what
    is read. They are numbers of ours, never words of a visitor.
    """
    numbers: BindParameter[Any] = bindparam("ids", expanding=True, literal_execute=True)
    return cast("ColumnElement[bool]", column.in_(numbers))


_KINDS = select(Enterprise.id, Enterprise.kind).where(among(Enterprise.id))
_LICENCES = select(
    Licence.enterprise_id, Licence.kind, Licence.number, Licence.valid_from, Licence.valid_to
).where(among(Licence.enterprise_id), Licence.kind.not_in(OF_PRODUCTS))


def tell_standing(enterprise_ids: Sequence[int], _on: date) -> Mapping[int, Sequence[Fact]]:
    """Tell what each enterprise is, and since when and until when it is licensed."""
    found: dict[int, list[Fact]] = {}
    kinds = {
        kind: Fact(f"kind:{kind.value}", date.min, None, None, title, REGISTER)
        for kind, title in TITLES.items()
    }
    for ids in parts_of(enterprise_ids):
        for number, kind in _kinds(ids):
            found[number] = [kinds[kind]]
        for number, licence in _licences(ids):
            found[number].append(licence)
    return found


def _kinds(ids: Sequence[int]) -> Iterable[tuple[int, EnterpriseKind]]:
    if len(ids) == 1:
        # Whoever asks of one has it at hand already.
        known = db.session.get(Enterprise, ids[0])
        return [(known.id, known.kind)] if known else []
    return db.session.execute(_KINDS, {"ids": ids})


def _licences(ids: Sequence[int]) -> Iterator[tuple[int, Fact]]:
    if not may_hold(Licence, ids):
        return
    titles = {code: kind.name["zh"] for code, kind in rules.licence_kinds().items()}
    for owner, kind, number, first, last in db.session.execute(_LICENCES, {"ids": ids}):
        if first is None:
            continue
        title = titles.get(kind, kind)
        detail, source = f"{title}，{first} 起有效", FactSource(title, number)
        yield owner, Fact(f"licence:{kind}", first, last, None, detail, source)


facts.provide(tell_standing, kinds=["kind", "licence"])
