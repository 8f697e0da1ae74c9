"""The table of penalties: how a bureau's sheet becomes records that wait for a second person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portal.enterprises import queries as enterprises
from portal.enterprises import rules as enterprise_rules
from portal.enterprises.models import Enterprise
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.penalties import services
from portal.penalties.decisions import Decision
from portal.penalties.models import Penalty
from portal.penalties.queries import penalties
from portal.penalties.refusals import REFUSALS
from portal.penalties.rules.amounts import fen_of
from portal.penalties.rules.kinds import PenaltyField, PenaltyKind, Procedure, RespondentKind
from portal.places.rules import Text
from portal.tables.kinds import Origin, TableKind, fields_of, register
from portal.tables.rows import Row
from portal.tables.rules.verdicts import NEW, Difference, Verdict, changed, held, refused

BETWEEN = re.compile(r"[;；、,，/\s]+")
KIND_WORDS: Mapping[str, PenaltyKind] = {
    "警告": PenaltyKind.WARNING,
    "通报批评": PenaltyKind.CRITICISM,
    "罚款": PenaltyKind.FINE,
    "没收违法所得": PenaltyKind.CONFISCATION,
    "没收非法财物": PenaltyKind.CONFISCATION,
    "没收": PenaltyKind.CONFISCATION,
    "责令停产停业": PenaltyKind.SUSPENSION,
    "停产停业": PenaltyKind.SUSPENSION,
    "责令关闭": PenaltyKind.CLOSURE,
    "限制开展生产经营活动": PenaltyKind.RESTRICT_TRADE,
    "限制从业": PenaltyKind.RESTRICT_CAREER,
    "降低资质等级": PenaltyKind.LOWER_GRADE,
    "暂扣许可证件": PenaltyKind.LICENCE_HELD,
    "吊销许可证件": PenaltyKind.LICENCE,
    "吊销许可证": PenaltyKind.LICENCE,
    "吊销营业执照": PenaltyKind.LICENCE,
    "其他": PenaltyKind.OTHER,
}
FIELD_WORDS: Mapping[str, str] = {
    "食品": PenaltyField.FOOD,
    "食品安全": PenaltyField.FOOD,
    "药品": PenaltyField.DRUG,
    "医疗器械": PenaltyField.DEVICE,
    "化妆品": PenaltyField.COSMETIC,
    "特种设备": PenaltyField.SPECIAL_EQUIPMENT,
    "其他": PenaltyField.OTHER,
}
PROCEDURE_WORDS: Mapping[str, str] = {
    "普通程序": Procedure.ORDINARY,
    "一般程序": Procedure.ORDINARY,
    "简易程序": Procedure.SUMMARY,
}
RESPONDENT_WORDS: Mapping[str, str] = {
    "企业": RespondentKind.ENTERPRISE,
    "法人": RespondentKind.ENTERPRISE,
    "法人及非法人组织": RespondentKind.ENTERPRISE,
    "个体工商户": RespondentKind.ENTERPRISE,
    "自然人": RespondentKind.PERSON,
    "个人": RespondentKind.PERSON,
}
COMPARED = (
    "conduct",
    "basis",
    "content",
    "fine_fen",
    "confiscated_fen",
    "authority",
    "decided_on",
    "ban_until",
    "summary",
)


@dataclass(frozen=True)
class Entry:
    """One row: whom it names, and what was decided."""

    party: tuple[str, str]
    decision: Decision


def read_penalty(row: Row) -> Entry:
    """Return one decision; raises Refused with the field where a cell cannot be."""
    code = row.text("credit_code")
    if code and enterprise_rules.clean_code(code) is None:
        raise Refused(REFUSALS["code_wrong"], field="credit_code")
    decided_on = row.day("decided_on")
    if decided_on is None:
        raise Refused(REFUSALS["decided_missing"], field="decided_on")
    kind = row.chosen("respondent_kind", RESPONDENT_WORDS) or RespondentKind.ENTERPRISE
    decision = Decision(
        number=row.text("number"),
        respondent=row.text("respondent"),
        respondent_kind=RespondentKind(kind),
        conduct=row.text("conduct"),
        basis=row.text("basis"),
        kinds=_kinds(row),
        content=row.text("content"),
        fine_fen=_fen(row, "fine_fen"),
        confiscated_fen=_fen(row, "confiscated_fen"),
        authority=row.text("authority"),
        decided_on=decided_on,
        shown_since=row.day("shown_since"),
        field=PenaltyField(row.chosen("field", FIELD_WORDS) or PenaltyField.FOOD),
        procedure=Procedure(row.chosen("procedure", PROCEDURE_WORDS) or Procedure.ORDINARY),
        ban_until=row.day("ban_until"),
        summary=row.text("summary"),
    )
    services.check_decision(decision)
    return Entry((decision.respondent, code), decision)


def judge_penalties(entries: Sequence[Entry], _origin: Origin) -> Sequence[Verdict]:
    """Say of each whether it is new or known; a code that nobody has waits for people."""
    matched = enterprises.match_parties(entry.party for entry in entries)
    known = penalties.known_numbers(entry.decision.number for entry in entries)
    return [_judge(entry, matched, known) for entry in entries]


def add_penalties(entries: Sequence[Entry], origin: Origin) -> None:
    """Record what was judged new; a second person publishes it."""
    matched = enterprises.match_parties(entry.party for entry in entries)
    for entry in entries:
        decision = replace(
            entry.decision, enterprise=matched.get(entry.party), source=origin.document
        )
        services.record_penalty(decision, by=origin.by)


def _judge(
    entry: Entry,
    matched: Mapping[tuple[str, str], Enterprise],
    known: Mapping[tuple[str, str], Penalty],
) -> Verdict:
    decision = entry.decision
    name = enterprise_rules.name_key
    penalty = known.get((name(decision.number), name(decision.respondent)))
    if penalty is not None:
        told = changed(
            *(
                Difference(one, _told(getattr(penalty, one)), _told(getattr(decision, one)))
                for one in COMPARED
            )
        )
        # A decision that was changed is a new decision: the old one is withdrawn, by a person.
        return refused(REFUSALS["differs"], field="number") if told.differences else told
    is_ours = decision.respondent_kind is RespondentKind.ENTERPRISE and entry.party[1]
    return (
        held(REFUSALS["held"], field="credit_code")
        if is_ours and entry.party not in matched
        else NEW
    )


def _told(value: object) -> str:
    return "" if value is None else str(value)


def _kinds(row: Row) -> tuple[PenaltyKind, ...]:
    words = [word for word in BETWEEN.split(row.text("kinds")) if word]
    unknown = next((word for word in words if word not in KIND_WORDS), None)
    if unknown is not None:
        raise Refused(REFUSALS["kind_unknown"] % {"word": unknown[:40]}, field="kinds")
    return tuple(dict.fromkeys(KIND_WORDS[word] for word in words))


def _fen(row: Row, name: str) -> int:
    text = row.text(name)
    if not text:
        return 0
    fen = fen_of(text)
    if fen is None:
        raise Refused(REFUSALS["amount_unreadable"], field=name)
    return fen


KIND = TableKind(
    code="penalties",
    title=Text("行政处罚", "Administrative penalties"),
    fields=fields_of(Path(__file__).with_name("penalties.yaml")),
    permission=Permission.PENALTY_RECORD,
    read=read_penalty,
    key=lambda entry: f"{entry.decision.number} {entry.decision.respondent}",
    judge=judge_penalties,
    add=add_penalties,
)
register(KIND)
