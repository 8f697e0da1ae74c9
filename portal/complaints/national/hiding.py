"""Taking who filed a case out of what they wrote, before it leaves the house."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from portal.complaints.models import Case, CasePerson
from portal.complaints.services.persons import opened_person
from portal.kernel.db import db

SHORTEST = 2
AT_ONCE = 500
PUT_FOR = {"name": "〔当事人姓名〕", "telephone": "〔当事人电话〕", "address": "〔当事人地址〕"}
BETWEEN = r"[\W_]*"
WIDER = 0xFEE0
NOT_A_SIGN = re.compile(r"[\W_]+")


def own_details(cases: Sequence[Case]) -> Mapping[int, Mapping[str, str]]:
    """Return what to look for in each case's own text, and what stands there instead.

    Nobody is shown it: it is only compared with what the same person wrote.
    """
    found: dict[int, Mapping[str, str]] = {}
    references = {case.id: case.reference for case in cases}
    ids = list(references)
    for at in range(0, len(ids), AT_ONCE):
        asked = select(CasePerson).where(CasePerson.case_id.in_(ids[at : at + AT_ONCE]))
        for person in db.session.scalars(asked):
            identity = opened_person(references[person.case_id], person)
            told = {getattr(identity, name): put for name, put in PUT_FOR.items()}
            found[person.case_id] = {
                text: put for text, put in told.items() if len(_signs(text)) >= SHORTEST
            }
    return found


def without(text: str, details: Mapping[str, str]) -> str:
    """Return a text with each detail taken out, however its signs are spaced or how wide."""
    told = text
    for detail, put in details.items():
        told = _replaced(told, _signs(detail), put)
    return told


def _signs(text: str) -> str:
    return NOT_A_SIGN.sub("", unicodedata.normalize("NFKC", text))


def _either(sign: str) -> str:
    # As wide as it may be written among Chinese.
    return f"[{re.escape(sign)}{chr(ord(sign) + WIDER)}]" if "!" <= sign <= "~" else re.escape(sign)


def _replaced(text: str, signs: str, put: str) -> str:
    return re.sub(BETWEEN.join(map(_either, signs)), put, text, flags=re.IGNORECASE)
