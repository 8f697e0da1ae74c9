"""An enterprise's own record: what it may answer, object to, or have repaired."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.enterprises.models import Enterprise
from portal.inspections import queries as inspections
from portal.kernel import clock
from portal.owners import queries
from portal.penalties.queries import entries, penalties
from portal.ratings import queries as ratings
from portal.ratings.models import Rating
from portal.ratings.objections import queries as objections
from portal.ratings.objections.rules import Subject, SubjectKind
from portal.ratings.objections.subjects import is_grade_open
from portal.ratings.rules import Level, Scheme, Stage, stage_on
from portal.ratings.scheme_files import find_scheme
from portal.sampling import queries as sampling

SEPARATOR = ":"
MOST = 100
HELD = (Stage.IN_FORCE, Stage.EXPIRED, Stage.REPLACED)
NOT_OVER = (Stage.CONTESTABLE, Stage.SCHEDULED, Stage.IN_FORCE)
# Results have an objection of their own, by the rules of sampling; they are answered, not objected
# to, from here.
OBJECTIONABLE = (SubjectKind.RATING, SubjectKind.INSPECTION, SubjectKind.PENALTY)


@dataclass(frozen=True)
class Line:
    """One record about the enterprise, its day, and what can be done about it."""

    subject: Subject
    on: date
    is_public: bool = True

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.subject.kind}{SEPARATOR}{self.subject.reference}"

    @property
    def may_object(self) -> bool:
        """Whether an objection can be lodged from here."""
        return self.subject.kind in OBJECTIONABLE


@dataclass(frozen=True)
class OwnGrade:
    """A grade the enterprise was told of, with its words: also before it shows to others."""

    rating: Rating
    scheme: Scheme
    level: Level
    stage: Stage
    may_object: bool
    is_contested: bool

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{SubjectKind.RATING}{SEPARATOR}{self.rating.reference}"


def list_grades(enterprise: Enterprise) -> list[OwnGrade]:
    """Return the grades that hold, and then those that wait for their day or an objection."""
    today, found = clock.today(), []
    for rating in objections.list_told(enterprise.id):
        scheme = find_scheme(rating.scheme, rating.scheme_version)
        level = scheme.find_level(rating.level) if scheme else None
        stage = stage_on(rating.stage, rating.period, today)
        if scheme is None or level is None or stage not in NOT_OVER:
            continue
        is_contested = objections.find_pending(rating.reference) is not None
        may_object = is_grade_open(rating)
        found.append(
            OwnGrade(rating, scheme, level, stage, may_object and not is_contested, is_contested)
        )
    return sorted(found, key=lambda grade: grade.stage is not Stage.IN_FORCE)


def list_lines(enterprise: Enterprise) -> list[Line]:
    """Return every record about an enterprise that it may do something about."""
    return [
        *_grades(enterprise),
        *_results(enterprise),
        *_inspections(enterprise),
        *penalties_of(enterprise),
        *listings_of(enterprise),
    ]


def is_shown(subject: Subject) -> bool:
    """Whether everybody may read a record today: what nobody may is not named in public either.

    A grade before its first day (B3) is not, nor what was withdrawn, or whose time is over.
    """
    if subject.kind is SubjectKind.RATING:
        rating = ratings.find_rating(subject.reference)
        return rating is not None and stage_on(rating.stage, rating.period, clock.today()) in HELD
    if subject.kind is SubjectKind.RESULT:
        batch = sampling.find_batch(subject.reference)
        return batch is not None and batch.is_listed
    if subject.kind is SubjectKind.INSPECTION:
        return queries.is_inspection_public(subject.reference)
    if subject.kind is SubjectKind.LISTING:
        entry = entries.find_entry(subject.reference)
        return entry is not None and entries.is_listed_on(entry, clock.today())
    penalty = penalties.find_penalty(subject.reference)
    return penalty is not None and penalties.is_shown_on(penalty, clock.today())


def find_line(lines: Sequence[Line], key: str) -> Line | None:
    """Return the record that a form named, or None."""
    return next((line for line in lines if line.key == key), None)


def _grades(enterprise: Enterprise) -> Iterator[Line]:
    for grade in list_grades(enterprise):
        rating = grade.rating
        title = f"{grade.scheme.short.zh} {grade.level.name.zh}（{rating.effective_on} 起）"
        subject = Subject(SubjectKind.RATING, rating.reference, title)
        yield Line(subject, rating.effective_on, is_public=grade.stage is Stage.IN_FORCE)


def _results(enterprise: Enterprise) -> Iterator[Line]:
    for batch in sampling.list_of_enterprise(enterprise.id, limit=MOST):
        subject = Subject(SubjectKind.RESULT, batch.reference, batch.product)
        if batch.shown_on is not None:
            yield Line(subject, batch.shown_on)


def _inspections(enterprise: Enterprise) -> Iterator[Line]:
    for record in inspections.newest_of(enterprise.id, limit=MOST):
        subject = Subject(SubjectKind.INSPECTION, record.reference, record.document)
        yield Line(subject, record.inspected_on)


def penalties_of(enterprise: Enterprise) -> Iterator[Line]:
    """Yield the penalties of an enterprise that show today."""
    for penalty in penalties.list_of_enterprise(enterprise.id):
        subject = Subject(SubjectKind.PENALTY, penalty.reference, penalty.number)
        yield Line(subject, penalty.decided_on)


def listings_of(enterprise: Enterprise) -> Iterator[Line]:
    """Yield the entries of an enterprise that stand on the list of the seriously dishonest."""
    for entry in entries.list_of_enterprise(enterprise.id):
        subject = Subject(SubjectKind.LISTING, entry.reference, entry.decision_number)
        if entry.listed_on is not None:
            yield Line(subject, entry.listed_on)
