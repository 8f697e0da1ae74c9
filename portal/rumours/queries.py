"""Reads of the rumour desk: what readers see, what the desk works on, what search indexes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session, contains_eager, selectinload

from portal.kernel import clock, likeness
from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused, Withdrawn
from portal.kernel.paging import Page, decode_cursor, encode_cursor
from portal.kernel.receipts import is_receipt
from portal.places.profile import current_place
from portal.rumours.models import Rumour, RumourLead, RumourStep, RumourVersion
from portal.rumours.rules import HANDS, RECEIPT, Deed, LeadStage, Stage, Verdict, is_code
from portal.rumours.words import WORDS

PAGE_SIZE = 20
FEED_LENGTH = 30
# A list that is taken away whole; a bureau publishes some dozens a year.
LONGEST_LIST = 5000
MOST_COMPARED = 2000


@dataclass(frozen=True)
class RumourFilter:
    """What a reader asks for."""

    verdict: Verdict | None = None
    category: str = ""
    product: str = ""


def _shown() -> ColumnElement[bool]:
    return (
        (Rumour.version > 0)
        & (Rumour.stage != Stage.WITHDRAWN)
        & (RumourVersion.number == Rumour.version)
    )


def _published() -> Select[RumourVersion]:
    joined = select(RumourVersion).join(RumourVersion.rumour).where(_shown())
    return joined.options(contains_eager(RumourVersion.rumour))


def _conditions(wanted: RumourFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.verdict:
        found.append(RumourVersion.verdict == wanted.verdict)
    if wanted.category:
        found.append(RumourVersion.category == wanted.category)
    if wanted.product:
        found.append(RumourVersion.product.contains(wanted.product, autoescape=True))
    return found


def page_of_published(wanted: RumourFilter, *, after: str | None = None) -> Page[RumourVersion]:
    """Return a page of what is published, the newest told first; ``after`` is a cursor.

    Raises NotFound for a cursor that leads nowhere.
    """
    asked = _published().where(*_conditions(wanted))
    total = db.session.scalar(
        select(func.count(RumourVersion.id))
        .join(RumourVersion.rumour)
        .where(_shown(), *_conditions(wanted))
    )
    if after:
        asked = asked.where(tuple_(RumourVersion.published_at, RumourVersion.id) < _place(after))
    order = (RumourVersion.published_at.desc(), RumourVersion.id.desc())
    found = list(db.session.scalars(asked.order_by(*order).limit(PAGE_SIZE + 1)).all())
    shown = found[:PAGE_SIZE]
    last = shown[-1] if len(found) > PAGE_SIZE else None
    earlier = encode_cursor(last.published_at.isoformat(), last.id) if last else None
    return Page(shown, earlier=earlier, total=total or 0)


def _place(cursor: str) -> tuple[datetime, int]:
    moment, number = decode_cursor(cursor, length=2)
    try:
        at = datetime.fromisoformat(str(moment))
    except ValueError:
        raise NotFound(cursor) from None
    if at.tzinfo is None or not isinstance(number, int) or not 0 < number < 2**31:
        raise NotFound(cursor)
    return at, number


def list_published(
    wanted: RumourFilter | None = None, *, limit: int = LONGEST_LIST
) -> Sequence[RumourVersion]:
    """Return what is published, the newest told first."""
    asked = _published().where(*_conditions(wanted or RumourFilter()))
    order = (RumourVersion.published_at.desc(), RumourVersion.id.desc())
    return db.session.scalars(asked.order_by(*order).limit(limit)).all()


def count_by_verdict() -> Mapping[Verdict, int]:
    """Return how many rumours are published with each verdict; 0 is counted."""
    counted = (
        select(RumourVersion.verdict, func.count())
        .join(RumourVersion.rumour)
        .where(_shown())
        .group_by(RumourVersion.verdict)
    )
    found = {row[0]: row[1] for row in db.session.execute(counted).all()}
    return {verdict: found.get(verdict, 0) for verdict in Verdict}


def get_published(code: str) -> RumourVersion:
    """Return what is published of a rumour. Raises Withdrawn with the reason, NotFound."""
    rumour = _find(code)
    if rumour is None or not rumour.version:
        raise NotFound(code)
    if rumour.stage is Stage.WITHDRAWN:
        raise Withdrawn(rumour.reason)
    wanted = _published().where(RumourVersion.rumour_id == rumour.id)
    return db.session.scalars(wanted).one()


def find_answer(rumour: Rumour) -> RumourVersion | None:
    """Return what readers see of a rumour, or None where nothing is public."""
    wanted = _published().where(RumourVersion.rumour_id == rumour.id)
    return db.session.scalars(wanted).one_or_none()


def list_versions(rumour: Rumour) -> Sequence[RumourVersion]:
    """Return every version that was public, the newest first."""
    wanted = select(RumourVersion).filter_by(rumour_id=rumour.id)
    return db.session.scalars(wanted.order_by(RumourVersion.number.desc())).all()


def published_like(text: str, *, most: int = likeness.SUGGESTED) -> Sequence[RumourVersion]:
    """Return published rumours that may be what somebody asks about, the likest first."""
    several = list_published(limit=MOST_COMPARED)
    known = {one.rumour.code: one for one in several}
    texts = ((code, one.content.claim) for code, one in known.items())
    return [known[code] for code in likeness.most_alike(text, texts, most=most)]


def for_products(words: Collection[str], limit: int = 3) -> Sequence[RumourVersion]:
    """Return the newest published rumours about any of these products or test items."""
    named = [word for word in words if word]
    if not named:
        return []
    order = (RumourVersion.published_at.desc(), RumourVersion.id.desc())
    asked = _published().where(RumourVersion.product.in_(named))
    return db.session.scalars(asked.order_by(*order).limit(limit)).all()


def asked_shown(rumour: Rumour) -> int | None:
    """Return how many asked about a rumour; None where they are too few to be told."""
    smallest = current_place().parameters.whole("privacy.small_cell", clock.today())
    return rumour.asked_count if smallest and rumour.asked_count >= smallest else None


def current_versions(
    session: Session | None = None, *, among: Iterable[int] | None = None
) -> Mapping[int, int]:
    """Return the version of every rumour that may be found, by the rumour's id (for search)."""
    asked = select(Rumour.id, Rumour.version)
    asked = asked.where(Rumour.version > 0, Rumour.stage != Stage.WITHDRAWN)
    if among is not None:
        asked = asked.where(Rumour.id.in_(list(among)))
    return {row.id: row.version for row in (session or db.session).execute(asked)}


def list_current(ids: Iterable[int], session: Session | None = None) -> Sequence[RumourVersion]:
    """Return those of these rumours that may be found, as readers see them (for search)."""
    wanted = _published().where(RumourVersion.rumour_id.in_(list(ids)))
    return (session or db.session).scalars(wanted).all()


def _find(code: str, *, for_change: bool = False) -> Rumour | None:
    if not is_code(code):
        return None
    wanted = select(Rumour).filter_by(code=code)
    return db.session.scalar(wanted.with_for_update() if for_change else wanted)


def get_rumour(code: str, *, for_change: bool = False) -> Rumour:
    """Return a rumour for the desk; raises NotFound.

    ``for_change`` makes others who want to change it wait (PostgreSQL).
    """
    found = _find(code, for_change=for_change)
    if found is None:
        raise NotFound(code)
    return found


def named(code: str) -> Rumour:
    """Return the rumour that somebody names at the field of a form; raises Refused."""
    found = _find(code)
    if found is None:
        raise Refused(WORDS["no_such_rumour"], field="rumour")
    return found


def get_lead(reference: str, *, for_change: bool = False) -> RumourLead:
    """Return the lead with this receipt number; raises NotFound."""
    found = None
    if is_receipt(RECEIPT, reference):
        wanted = select(RumourLead).filter_by(reference=reference)
        found = db.session.scalar(wanted.with_for_update() if for_change else wanted)
    if found is None:
        raise NotFound(reference)
    return found


def list_waiting() -> Sequence[RumourLead]:
    """Return the leads nobody has looked at, longest waiting first."""
    wanted = select(RumourLead).filter_by(stage=LeadStage.WAITING)
    return db.session.scalars(wanted.order_by(RumourLead.sent_at, RumourLead.id)).all()


def groups_waiting() -> Sequence[Sequence[RumourLead]]:
    """Return the waiting leads, like ones together; the largest group first."""
    known = {lead.reference: lead for lead in list_waiting()[:MOST_COMPARED]}
    groups = likeness.groups_of((key, lead.text) for key, lead in known.items())
    told = [[known[key] for key in keys] for keys in groups]
    return sorted(told, key=lambda leads: (-len(leads), leads[0].sent_at, leads[0].reference))


def list_leads(rumour: Rumour) -> Sequence[RumourLead]:
    """Return the leads that belong to a rumour, oldest first."""
    wanted = select(RumourLead).filter_by(rumour_id=rumour.id)
    return db.session.scalars(wanted.order_by(RumourLead.sent_at, RumourLead.id)).all()


def count_leads(rumour: Rumour) -> int:
    """Return how many leads belong to a rumour."""
    counted = select(func.count(RumourLead.id)).filter_by(rumour_id=rumour.id)
    return db.session.scalar(counted) or 0


def rumours_like(text: str) -> Sequence[Rumour]:
    """Return rumours of the desk that a lead may belong to, the likest first."""
    wanted = select(Rumour).where(Rumour.stage != Stage.WITHDRAWN).order_by(Rumour.id.desc())
    known = {one.code: one for one in db.session.scalars(wanted.limit(MOST_COMPARED)).all()}
    texts = ((code, one.content.claim) for code, one in known.items())
    return [known[code] for code in likeness.most_alike(text, texts)]


def list_by_stage() -> Mapping[Stage, Sequence[Rumour]]:
    """Return the rumours the desk works on, by stage; of what is published the newest."""
    rows = db.session.scalars(
        select(Rumour).order_by(Rumour.opened_at.desc(), Rumour.id.desc()).limit(MOST_COMPARED)
    ).all()
    return {stage: [one for one in rows if one.stage is stage] for stage in Stage}


def count_waiting() -> int:
    """Return how much waits at the desk: leads nobody has looked at, and what is to be reviewed."""
    leads = select(func.count(RumourLead.id)).filter_by(stage=LeadStage.WAITING)
    concluded = select(func.count(Rumour.id)).filter_by(stage=Stage.CONCLUDED)
    return (db.session.scalar(leads) or 0) + (db.session.scalar(concluded) or 0)


def list_steps(rumour: Rumour) -> Sequence[RumourStep]:
    """Return who did what with a rumour, the newest first."""
    wanted = select(RumourStep).filter_by(rumour_id=rumour.id).options(selectinload(RumourStep.by))
    return db.session.scalars(wanted.order_by(RumourStep.id.desc())).all()


def hands_of(rumour: Rumour) -> frozenset[int]:
    """Return who had a hand in the words since they were last published."""
    hands: set[int] = set()
    for step in list_steps(rumour):
        if step.deed is Deed.PUBLISHED:
            break
        if step.deed in HANDS:
            hands.add(step.by_id)
    return frozenset(hands)
