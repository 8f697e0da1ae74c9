"""Records as files tell them, field by field: what pages show, with the addresses to go on to."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from portal.penalties.telling import PublicEntry, PublicPenalty
from portal.penalties.words import PENALTY_FIELDS

FEN_OF_YUAN = 100


def yuan_of(fen: int) -> str:
    """Return an amount as yuan with two decimals, without a sign: for files."""
    return f"{fen // FEN_OF_YUAN}.{fen % FEN_OF_YUAN:02d}"


def _enterprise_titles() -> Mapping[str, str]:
    return {
        "enterprise_code": _("企业的统一社会信用代码（个人没有）"),
        "enterprise_url": _("企业的网页（个人没有）"),
    }


def penalty_titles() -> Mapping[str, str]:
    """Return the fields of a penalty in files, with their titles."""
    return {
        "reference": _("本站编号"),
        "number": _("行政处罚决定书文号"),
        "respondent": _("当事人"),
        **_enterprise_titles(),
        "field": _("领域"),
        "conduct": _("违法行为类型"),
        "basis": _("处罚依据"),
        "kinds": _("处罚种类"),
        "content": _("处罚内容"),
        "fine_yuan": _("罚款（元）"),
        "confiscated_yuan": _("没收（元）"),
        "authority": _("作出决定的机关"),
        "decided_on": _("决定日期"),
        "published_on": _("公示日期"),
        "shown_until": _("公示截止日期"),
        "summary": _("决定书摘要"),
        "url": _("网页"),
    }


def penalty_row(one: PublicPenalty) -> dict[str, Any]:
    """Return a penalty as files tell it, field by field; days and amounts as written."""
    return {
        "reference": one.reference,
        "number": one.number,
        "respondent": one.respondent,
        "enterprise_code": one.enterprise_code,
        "enterprise_url": one.enterprise_url,
        "field": str(PENALTY_FIELDS[one.field]),
        "conduct": one.conduct,
        "basis": one.basis,
        "kinds": one.kinds_told,
        "content": one.content,
        "fine_yuan": yuan_of(one.fine_fen),
        "confiscated_yuan": yuan_of(one.confiscated_fen),
        "authority": one.authority,
        "decided_on": one.decided_on.isoformat(),
        "published_on": one.published_on.isoformat(),
        "shown_until": one.shown_until.isoformat() if one.shown_until else None,
        "summary": one.summary,
        "url": one.url,
    }


def entry_titles() -> Mapping[str, str]:
    """Return the fields of an entry in files, with their titles."""
    return {
        "reference": _("本站编号"),
        "respondent": _("当事人"),
        **_enterprise_titles(),
        "decision_number": _("列入决定书文号"),
        "penalty_number": _("所依据的处罚决定书文号"),
        "ground": _("法律依据"),
        "reason": _("列入事由"),
        "authority": _("作出决定的机关"),
        "listed_on": _("列入日期"),
        "published_on": _("公示日期"),
        "last_on": _("期满日期"),
        "url": _("网页"),
    }


def entry_row(one: PublicEntry, language: str) -> dict[str, Any]:
    """Return an entry as files tell it, field by field."""
    return {
        "reference": one.reference,
        "respondent": one.respondent,
        "enterprise_code": one.enterprise_code,
        "enterprise_url": one.enterprise_url,
        "decision_number": one.decision_number,
        "penalty_number": one.penalty_number,
        "ground": one.ground.label.in_(language) if one.ground else None,
        "reason": one.reason,
        "authority": one.authority,
        "listed_on": one.listed_on.isoformat(),
        "published_on": one.published_on.isoformat(),
        "last_on": one.last_on.isoformat() if one.last_on else None,
        "url": one.url,
    }
