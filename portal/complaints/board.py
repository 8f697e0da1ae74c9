"""Facts of the desk's pages: the queue in groups, what stands beside a case, replies to choose."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.accounts.models import Account
from portal.complaints import (
    doubles,
    links,
    meetings,
    pages,
    policy,
    queries,
    queue,
    services,
)
from portal.complaints.models import Case
from portal.complaints.rules import CLOSED, Party, Urgency, urgency_on
from portal.complaints.words import label
from portal.kernel import clock
from portal.places.rules import Text
from portal.web.locale import language

NUMBERS_SHOWN = 5
MOST_TOLD = 100
SEPARATOR = "."


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue, with what is to be noticed about it."""

    facts: pages.CaseFacts
    mark: str
    joined_count: int
    suggested_count: int
    has_reply: bool
    is_picked: bool = False


@dataclass(frozen=True)
class QueueGroup:
    """Lines that are equally near their limits."""

    kind: str
    title: str
    rows: list[QueueRow]


def _kind_of(case: Case, soon: int) -> tuple[str, str]:
    if case.stage in CLOSED:
        return "closed", _("已办结")
    if case.is_urgent:
        return "urgent", _("有人不舒服，先办")
    urgency = urgency_on(case.next_due_on, clock.today(), soon)
    return urgency.value, label(urgency)


def groups_of(cases: Sequence[Case], picked: Collection[str] = ()) -> list[QueueGroup]:
    """Return a page of the queue in groups, in its order."""
    joined, suggested = doubles.count_members(cases), doubles.count_suggested(cases)
    waiting, soon = queries.list_awaiting_reply(cases), policy.due_soon_days()
    groups: list[QueueGroup] = []
    for case in cases:
        kind, title = _kind_of(case, soon)
        if not groups or groups[-1].kind != kind:
            groups.append(QueueGroup(kind, title, []))
        groups[-1].rows.append(
            QueueRow(
                facts=pages.facts_of(case),
                mark=services.mark_of(case),
                joined_count=joined.get(case.id, 0),
                suggested_count=suggested.get(case.id, 0),
                has_reply=case.id in waiting,
                is_picked=case.reference in picked,
            )
        )
    return groups


def lights_of(counts: queue.Counts) -> list[tuple[str, int, str, dict[str, str]]]:
    """Return what the queue says at a glance: a kind, a figure, its words, what it leads to."""
    return [
        ("late", counts.late, _("已超期"), {"due": Urgency.LATE.value}),
        ("today", counts.today, _("今天到期"), {"due": Urgency.TODAY.value}),
        ("soon", counts.soon, _("快到期"), {"due": Urgency.SOON.value}),
        ("unassigned", counts.unassigned, _("待接办"), {"whose": "unassigned"}),
        ("all", counts.open_count, _("在办"), {}),
    ]


def told_of(assigned: str, changed: str) -> str:
    """Return in words what became of many cases, as the address after it tells; or nothing."""
    found = (queries.find_case(one) for one in changed.split(SEPARATOR)[:MOST_TOLD] if one)
    numbers = [case.reference for case in found if case is not None]
    count = int(assigned) if assigned.isascii() and assigned.isdigit() else 0
    count = min(count, MOST_TOLD)
    done = ngettext("分派了 %(num)s 件。", "分派了 %(num)s 件。", count) if count else ""
    if not numbers:
        return done
    rest = ngettext(
        "%(num)s 件没有分派，别人刚改过，请再看一眼：%(numbers)s",
        "%(num)s 件没有分派，别人刚改过，请再看一眼：%(numbers)s",
        len(numbers),
        numbers="、".join(numbers[:NUMBERS_SHOWN]),
    )
    return f"{done}{rest}"


@dataclass(frozen=True)
class Reply:
    """A reply to begin a message with."""

    code: str
    title: str
    text: str
    number: int | None = None


@cache
def _usual() -> tuple[tuple[str, Text, Text], ...]:
    told = yaml.safe_load(Path(__file__).with_name("replies.yaml").read_text(encoding="utf-8"))
    return tuple((one["code"], Text(**one["title"]), Text(**one["text"])) for one in told)


def replies_for(person: Account) -> list[Reply]:
    """Return the usual replies, then those this person has kept."""
    tongue = language()
    usual = [Reply(code, title.in_(tongue), text.in_(tongue)) for code, title, text in _usual()]
    own = [
        Reply(f"own-{one.id}", one.title, one.text, one.id) for one in queue.list_replies(person)
    ]
    return [*usual, *own]


def find_reply(person: Account, code: str) -> Reply | None:
    """Return the reply with this code, if this person has it."""
    return next((one for one in replies_for(person) if one.code == code), None)


def beside(case: Case, departments: frozenset[str] | None) -> dict[str, Any]:
    """Return what stands beside a case on the desk: its matter, notes, meetings, questions."""
    join = doubles.find_join(case)
    return {
        "suggestions": doubles.list_suggestions(case, departments),
        "lead": join.lead if join else None,
        "members": doubles.list_members(case),
        "notes": meetings.list_notes(case),
        "meetings": meetings.list_meetings(case),
        "questions": meetings.list_questions(case),
        "linked": links.list_linked(case),
        "today": clock.today(),
        "parties": {party.value: label(party) for party in Party},
    }
