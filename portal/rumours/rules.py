"""Rumours in plain Python: the way from a lead to a published verdict, and who may go it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Self

import yaml

from portal.kernel.lifecycle import Lifecycle
from portal.kernel.permissions import Permission

RECEIPT = "py"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 60
# Somebody who mistypes tries again; a machine that fills the desk does not.
LEADS = "10 per 1 hour"
MOST_EVIDENCE = 8


class LeadStage(StrEnum):
    """What became of a lead."""

    WAITING = "waiting"
    JOINED = "joined"
    SET_ASIDE = "set-aside"


LEAD_LIFE = Lifecycle(
    {
        LeadStage.WAITING: frozenset({LeadStage.JOINED, LeadStage.SET_ASIDE}),
        LeadStage.JOINED: frozenset({LeadStage.WAITING}),
        LeadStage.SET_ASIDE: frozenset({LeadStage.WAITING}),
    }
)


class Stage(StrEnum):
    """Where a rumour stands: 线索, 核实, 结论, 审核, 发布, 更新."""

    LEAD = "lead"
    CHECKING = "checking"
    CONCLUDED = "concluded"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    UPDATING = "updating"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


LIFE = Lifecycle(
    {
        Stage.LEAD: frozenset({Stage.CHECKING, Stage.CLOSED}),
        Stage.CHECKING: frozenset({Stage.CONCLUDED, Stage.CLOSED}),
        Stage.CONCLUDED: frozenset({Stage.REVIEWED, Stage.CHECKING, Stage.UPDATING}),
        Stage.REVIEWED: frozenset({Stage.PUBLISHED, Stage.CHECKING, Stage.UPDATING}),
        Stage.PUBLISHED: frozenset({Stage.UPDATING, Stage.WITHDRAWN}),
        Stage.UPDATING: frozenset({Stage.CONCLUDED, Stage.WITHDRAWN}),
        Stage.CLOSED: frozenset({Stage.CHECKING}),
    }
)
EDITABLE = frozenset({Stage.CHECKING, Stage.UPDATING})


class Deed(StrEnum):
    """What somebody did with a rumour."""

    OPENED = "opened"
    TAKEN = "taken"
    EDITED = "edited"
    CONCLUDED = "concluded"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


LEADS_TO: Mapping[Deed, Stage] = {
    Deed.TAKEN: Stage.CHECKING,
    Deed.CONCLUDED: Stage.CONCLUDED,
    Deed.REVIEWED: Stage.REVIEWED,
    Deed.PUBLISHED: Stage.PUBLISHED,
    Deed.REOPENED: Stage.UPDATING,
    Deed.RETURNED: Stage.CHECKING,
    Deed.CLOSED: Stage.CLOSED,
    Deed.WITHDRAWN: Stage.WITHDRAWN,
}
BEGINS_AT: Mapping[Deed, frozenset[Stage]] = {
    Deed.TAKEN: frozenset({Stage.LEAD, Stage.CLOSED}),
    Deed.CONCLUDED: frozenset({Stage.CHECKING, Stage.UPDATING}),
    Deed.REVIEWED: frozenset({Stage.CONCLUDED}),
    Deed.PUBLISHED: frozenset({Stage.REVIEWED}),
    Deed.REOPENED: frozenset({Stage.PUBLISHED}),
    Deed.RETURNED: frozenset({Stage.CONCLUDED, Stage.REVIEWED}),
    Deed.CLOSED: frozenset({Stage.LEAD, Stage.CHECKING}),
    Deed.WITHDRAWN: frozenset({Stage.PUBLISHED, Stage.UPDATING}),
}
# A word is owed to whoever wrote it, or to the public.
OWES_A_WORD = frozenset({Deed.RETURNED, Deed.REOPENED, Deed.CLOSED, Deed.WITHDRAWN})
PUBLISHERS_DEEDS = frozenset({Deed.PUBLISHED, Deed.WITHDRAWN})
# Whoever had a hand in the words does not pass them.
HANDS = frozenset({Deed.EDITED, Deed.CONCLUDED})


def stage_after(deed: Deed, *, is_public: bool) -> Stage:
    """Return where a deed leads; what is returned of an update is an update still."""
    if deed is Deed.RETURNED and is_public:
        return Stage.UPDATING
    return LEADS_TO[deed]


def permission_for(deed: Deed) -> Permission:
    """Return what somebody must be allowed to for this deed."""
    return Permission.ARTICLE_PUBLISH if deed in PUBLISHERS_DEEDS else Permission.ARTICLE_REVIEW


def may_review(person: int, hands: Collection[int]) -> bool:
    """Whether somebody may pass a conclusion: only who wrote none of it (S5, E2)."""
    return person not in hands


def next_deeds(stage: Stage) -> list[Deed]:
    """Return what may be done with a rumour at this stage, in the order of the way."""
    return [deed for deed, stages in BEGINS_AT.items() if stage in stages]


class Verdict(StrEnum):
    """What the desk found."""

    RUMOUR = "rumour"
    FALSE = "false"
    PARTLY_TRUE = "partly-true"
    TRUE = "true"
    UNDECIDED = "undecided"


# schema.org Rating: 1 is false, 5 is true; what is not decided has no number.
RATINGS: Mapping[Verdict, int] = {
    Verdict.RUMOUR: 1,
    Verdict.FALSE: 2,
    Verdict.PARTLY_TRUE: 3,
    Verdict.TRUE: 5,
}


class EvidenceKind(StrEnum):
    """What a verdict rests on."""

    STANDARD = "standard"
    LAW = "law"
    DOCUMENT = "document"
    TEST = "test"


@dataclass(frozen=True)
class Evidence:
    """One thing a verdict rests on: its number and the place in it."""

    kind: EvidenceKind
    title: str
    number: str = ""
    place: str = ""
    address: str = ""


@dataclass(frozen=True)
class SentPicture:
    """A picture painted again: nothing but its pixels."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class SentClaim:
    """What somebody sends: the claim, where it was seen; nothing about themselves."""

    text: str
    link: str = ""
    heard_where: str = ""
    picture: SentPicture | None = None


@dataclass(frozen=True)
class Content:
    """What is said of a rumour; the English is empty where nobody wrote it yet."""

    claim: str
    claim_en: str = ""
    verdict: Verdict | None = None
    short: str = ""
    short_en: str = ""
    truth: str = ""
    truth_en: str = ""
    category: str = "other"
    seen_where: str = ""
    seen_on: date | None = None
    product: str = ""
    enterprise: str = ""
    authority: str = ""
    expert: str = ""
    evidence: tuple[Evidence, ...] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what a table keeps as JSON."""
        return cls(
            **{
                **kept,
                "verdict": Verdict(kept["verdict"]) if kept.get("verdict") else None,
                "seen_on": date.fromisoformat(kept["seen_on"]) if kept.get("seen_on") else None,
                "evidence": tuple(
                    Evidence(**{**one, "kind": EvidenceKind(one["kind"])})
                    for one in kept.get("evidence", ())
                ),
            }
        )

    def written(self) -> dict[str, Any]:
        """Return it as a table keeps it."""
        told = {**vars(self), "evidence": [dict(vars(one)) for one in self.evidence]}
        return {**told, "seen_on": self.seen_on.isoformat() if self.seen_on else None}

    def words_in(self, language: str, part: str) -> str:
        """Return claim, short or truth in a language; in Chinese where English is missing."""
        english: str = getattr(self, f"{part}_en")
        chinese: str = getattr(self, part)
        return (english or chinese) if language == "en" else chinese


def lacks(content: Content) -> tuple[str, ...]:
    """Return what a conclusion needs and this has not: E3, no verdict without its source."""
    needed = ("claim", "verdict", "short", "truth", "authority", "evidence")
    return tuple(name for name in needed if not getattr(content, name))


def is_code(text: str) -> bool:
    """Whether this can be the name of a rumour in an address."""
    return len(text) <= LONGEST_CODE and CODE.fullmatch(text) is not None


@cache
def _read(name: str) -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table


def categories() -> Mapping[str, Mapping[str, str]]:
    """Return what a claim may be about, by code, in both languages."""
    return _read("categories.yaml")


def verdicts() -> Mapping[str, Mapping[str, str]]:
    """Return what each verdict is called, by code, in both languages."""
    return _read("verdicts.yaml")
