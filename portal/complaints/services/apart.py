"""Keeping the citizens of one matter apart: what is told to one never names another."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from portal.accounts.models import Account
from portal.complaints.models import Case, CasePerson
from portal.complaints.services.persons import opened_person
from portal.complaints.words import REFUSALS
from portal.kernel import audit
from portal.kernel.db import db, own_transaction
from portal.kernel.errors import Refused

SHORTEST_NAME, SHORTEST_NUMBER, SHORTEST_ADDRESS = 2, 7, 5
NOT_A_SIGN = re.compile(r"[\W_]+")


def check_apart(told: Sequence[tuple[Case, Iterable[str]]], *, field: str, by: Account) -> None:
    """Raise Refused where words for one case's citizen tell who filed another of them.

    Names, telephones, addresses and case numbers are looked for; that some were found is put on
    record. Call it before anything of the step is done.
    """
    if len(told) == 1:
        return
    marks = {case.id: _marks_of(case) for case, _texts in told}
    for case, texts in told:
        plain = _plain(" ".join(texts))
        others = {mark for id_, known in marks.items() if id_ != case.id for mark in known}
        if any(mark in plain for mark in others - marks[case.id]):
            _record(case.subject, by)
            raise Refused(REFUSALS["names_another"] % {"number": case.reference}, field=field)


def _plain(text: str) -> str:
    return NOT_A_SIGN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _marks_of(case: Case) -> set[str]:
    found = {_plain(case.reference)}
    person = db.session.scalar(select(CasePerson).filter_by(case_id=case.id))
    if person is not None:
        identity = opened_person(case.reference, person)
        for text, shortest in (
            (identity.name, SHORTEST_NAME),
            (identity.telephone, SHORTEST_NUMBER),
            (identity.address, SHORTEST_ADDRESS),
        ):
            plain = _plain(text)
            found |= {plain} if len(plain) >= shortest else set()
    return found


def _record(subject: str, by: Account) -> None:
    actor = by.actor
    with own_transaction() as own:
        audit.record("case.words-held-back", subject=subject, by=actor, session=own)
