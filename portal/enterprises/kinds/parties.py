"""Tables whose rows belong to an enterprise that the register knows: whose row, and held rows.

For every room whose tables name enterprises::

    KIND = TableKind(
        ...,
        fields=(*party_fields(), *fields_of(FILE)),
        judge=judged_by_party(judge_one, read_also=load),
        hold=hold_parties("行政处罚"),
    )

where each record has a ``party`` (see ``party_of``) and ``judge_one(enterprise, record, origin)``
returns the verdict on a record of a known enterprise. Nothing is entered in the register here.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from portal.enterprises import rules
from portal.enterprises.kinds.reading import fields_in
from portal.enterprises.matching import Party, explain_matches
from portal.enterprises.models import Enterprise
from portal.enterprises.services.questions import ask_about
from portal.enterprises.table_words import FAULTS
from portal.kernel.errors import Refused
from portal.tables.kinds import Origin, TableField
from portal.tables.rows import Row
from portal.tables.rules.verdicts import Verdict, held


class OfParty(Protocol):
    """A record that names whose it is."""

    @property
    def party(self) -> Party:
        """The name and the credit code that the row gives, either may be empty."""


def party_fields() -> tuple[TableField, ...]:
    """Return the fields by which a row names its enterprise: code and name."""
    return fields_in("belongings.yaml", "party")


def party_of(row: Row) -> Party:
    """Return whose row it is; raises Refused with the field for a false code or without either."""
    name, code = row.text("name"), row.text("credit_code")
    if code and rules.clean_code(code) is None:
        raise Refused(FAULTS["code_wrong"], field="credit_code")
    if not name and not code:
        raise Refused(FAULTS["party_missing"], field="name")
    return name, rules.clean_code(code) or ""


def enterprises_of(records: Sequence[OfParty]) -> list[Enterprise | None]:
    """Return whom each record means, or None where that is not sure; asks once for all."""
    matches = explain_matches({one.party for one in records})
    return [found.enterprise if (found := matches.get(one.party)) else None for one in records]


def judged_by_party(
    judge_one: Callable[[Enterprise, Any, Origin], Verdict],
    *,
    read_also: Callable[[Sequence[Enterprise]], object] | None = None,
) -> Callable[[Sequence[Any], Origin], list[Verdict]]:
    """Return a kind's ``judge``: records of nobody known are held, the others judged.

    ``read_also`` loads what ``judge_one`` looks at, once for all the enterprises.
    """

    def judge(records: Sequence[Any], origin: Origin) -> list[Verdict]:
        meant = enterprises_of(records)
        if read_also is not None:
            read_also([one for one in meant if one is not None])
        return [
            held(FAULTS["enterprise_unknown"], field=_named_by(record))
            if one is None
            else judge_one(one, record, origin)
            for one, record in zip(meant, records, strict=True)
        ]

    return judge


def _named_by(record: OfParty) -> str:
    return "credit_code" if record.party[1] else "name"


def hold_parties(what: str) -> Callable[[Sequence[Any], Origin], None]:
    """Return a kind's ``hold``: the names are queued for people; ``what`` says in which table."""

    def hold(records: Sequence[Any], origin: Origin) -> None:
        parties = {one.party for one in records}
        ask_about(parties, seen_in=f"{what}：{origin.source}", is_needed=True)

    return hold
