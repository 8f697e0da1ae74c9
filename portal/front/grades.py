"""An enterprise's grades as its page shows them: in words first, then how they came about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import g, has_request_context, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.enterprises.models import Enterprise
from portal.enterprises.panels import FurtherField, Narrowing
from portal.front.drawings import HistoryDrawing, ScaleDrawing, draw_history, draw_scale
from portal.front.steps import StepDrawing, draw_steps
from portal.front.words import GRADE_FILTER
from portal.kernel.panels import Panel
from portal.ratings import queries
from portal.ratings.models import Rating
from portal.ratings.rules import Factor, Level, Origin, Part, Scheme, label_of, parts_of, total_of
from portal.ratings.scheme_files import find_scheme, schemes
from portal.web.locale import language

SEPARATOR = "."
SEGMENT = 25


@dataclass(frozen=True)
class Grade:
    """A rating with the scheme's words for it."""

    rating: Rating
    scheme: Scheme
    level: Level

    @property
    def dashes(self) -> list[tuple[float, bool]]:
        """The little bar under the letter: one dash for each level, filled up to this one."""
        position = self.scheme.position(self.level.code)
        return [(n * SEGMENT + 0.5, n < position) for n in range(len(self.scheme.levels))]

    @property
    def bar_width(self) -> int:
        """How wide that bar is."""
        return len(self.scheme.levels) * SEGMENT - 4

    @property
    def scale(self) -> ScaleDrawing | None:
        """The scheme's scale with the score on it."""
        return draw_scale(self.scheme, self.rating.score, self.level.code)

    @property
    def parts(self) -> tuple[tuple[Part, Decimal], ...]:
        """What each part of the score adds up to."""
        return parts_of(self.scheme, self.rating.factors)

    def label(self, factor: Factor) -> str | None:
        """Return what the scheme calls a factor in the reader's language, None where it does not.

        Then the words of the table itself are shown, which are Chinese.
        """
        found = label_of(self.scheme, factor)
        return found.in_(language()) if found else None

    @property
    def total(self) -> Decimal:
        """What the factors add up to."""
        return total_of(self.rating.factors)


def grade_of(rating: Rating) -> Grade | None:
    """Return a rating with its words, or None where its scheme no longer knows the level."""
    scheme = find_scheme(rating.scheme, rating.scheme_version)
    level = scheme.find_level(rating.level) if scheme else None
    return Grade(rating, scheme, level) if scheme and level else None


def grades_in_force(enterprise_id: int) -> list[Grade]:
    """Return an enterprise's grades of today, those with a score first.

    Several pieces of one page show them: whoever only reads a page reads them once.
    """
    kept: dict[int, list[Grade]] = {}
    if has_request_context() and request.method == "GET":
        kept = g.setdefault("grades_in_force", kept)
    if enterprise_id not in kept:
        kept[enterprise_id] = _read_in_force(enterprise_id)
    return kept[enterprise_id]


def _read_in_force(enterprise_id: int) -> list[Grade]:
    found = [grade_of(rating) for rating in queries.list_in_force(enterprise_id)]
    known = [grade for grade in found if grade is not None]
    return sorted(known, key=lambda grade: grade.rating.score is None)


def show_plates(enterprise: Enterprise) -> Panel:
    """Return the grades in words with what they mean, or that there is none yet."""
    applicable = [
        scheme
        for scheme in schemes().values()
        if enterprise.kind in scheme.kinds and not scheme.levels
    ]
    facts = {"grades": grades_in_force(enterprise.id), "unset": applicable}
    return Panel("front/_plates.html", facts)


def show_derivations(enterprise: Enterprise) -> Panel | None:
    """Return how each grade came about: its table and sum, or the document it came with."""
    grades = grades_in_force(enterprise.id)
    return Panel("front/_derivations.html", {"grades": grades}) if grades else None


@dataclass(frozen=True)
class History:
    """One scheme's grades over time, newest first, and a chart of scores or else levels."""

    scheme: Scheme
    grades: Sequence[Grade]
    drawing: HistoryDrawing | None
    steps: StepDrawing | None = None


def show_history(enterprise: Enterprise) -> Panel | None:
    """Return every grade that is or was in force, by scheme."""
    by_scheme: dict[str, list[Grade]] = {}
    for rating in queries.list_history(enterprise.id):
        grade = grade_of(rating)
        if grade is not None:
            by_scheme.setdefault(rating.scheme, []).append(grade)
    histories = [_history(grades) for grades in by_scheme.values()]
    histories.sort(key=lambda history: history.drawing is None)
    return Panel("front/_history.html", {"histories": histories}) if histories else None


def _history(grades: Sequence[Grade]) -> History:
    newest = grades[0]
    marks = [
        (grade.rating.effective_on, grade.rating.score, grade.level.code)
        for grade in reversed(grades)
        if grade.rating.score is not None
        and grade.rating.scheme_version == newest.rating.scheme_version
    ]
    drawing = draw_history(newest.scheme, marks)
    levels = [(grade.rating.effective_on, grade.level.code) for grade in reversed(grades)]
    steps = None if drawing else draw_steps(newest.scheme, levels)
    return History(newest.scheme, grades, drawing, steps)


def note_grades(enterprises: Sequence[Enterprise]) -> Panel:
    """Return the grades of a page of the register, for its rows."""
    by_id = grades_by_id(enterprise.id for enterprise in enterprises)
    return Panel("front/_row_grades.html", {"by_id": by_id})


def grades_by_id(ids: Iterable[int]) -> Mapping[int, list[Grade]]:
    """Return the grades of today of many enterprises, by inner number."""
    return {
        number: [grade for rating in ratings if (grade := grade_of(rating)) is not None]
        for number, ratings in queries.grades_of(ids).items()
    }


def grade_answers() -> Mapping[str, str]:
    """Return every level of every scheme as an answer of the register's filter."""
    return {
        f"{scheme.code}{SEPARATOR}{level.code}": " ".join(
            text.in_(language()) for text in (scheme.short, level.name)
        )
        for scheme in schemes().values()
        for level in scheme.levels
    }


def list_graded(on: date) -> Mapping[str, Sequence[int]]:
    """Return the inner numbers of the enterprises that have each level on a day."""
    found = queries.ids_by_level(on)
    return {f"{scheme}{SEPARATOR}{level}": ids for (scheme, level), ids in found.items()}


GRADES = Narrowing("grade", GRADE_FILTER, grade_answers, list_graded, (Rating.__tablename__,))


def read_grades(ids: Sequence[int]) -> Mapping[int, list[dict[str, object]]]:
    """Return today's grades of many enterprises as programmes are told them."""
    return {
        number: [told_of(grade) for grade in grades] for number, grades in grades_by_id(ids).items()
    }


def told_of(grade: Grade) -> dict[str, object]:
    """Return a grade as programmes are told it: level, score, basis and the days it holds."""
    rating = grade.rating
    return {
        "reference": rating.reference,
        "scheme": rating.scheme,
        "scheme_version": rating.scheme_version,
        "name": grade.scheme.short.in_(language()),
        "level": rating.level,
        "words": grade.level.name.in_(language()),
        "score": None if rating.score is None else str(rating.score),
        "origin": rating.origin.value,
        "origin_words": _origin_of(rating),
        "document": rating.document,
        "effective_on": rating.effective_on.isoformat(),
        "expires_on": rating.expires_on.isoformat() if rating.expires_on else None,
    }


def _origin_of(rating: Rating) -> str:
    if rating.origin is Origin.DERIVED:
        return str(_("由本站按方案算出"))
    if rating.notified_on and not rating.objection_until:
        return str(_("按异议处理结果变更：%(document)s", document=rating.document))
    return str(_("由文件导入：%(document)s", document=rating.document))


def tell_origins(grades: Sequence[Mapping[str, object]]) -> str:
    """Return for each grade whether it was worked out here or brought in, and from what."""
    return "；".join(f"{one['name']} {one['origin_words']}" for one in grades)


def pick_origins(grades: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Return the same for programmes."""
    return [{name: one[name] for name in ("scheme", "origin", "document")} for one in grades]


def tell_grades(grades: Sequence[Mapping[str, object]]) -> str:
    """Return grades in words, for a table."""
    return "；".join(f"{one['name']} {one['words']}" for one in grades)


def tell_history(enterprise: Enterprise) -> list[dict[str, object]]:
    """Return every grade that is or was in force, newest first, for programmes."""
    found = (grade_of(rating) for rating in queries.list_history(enterprise.id))
    return [told_of(grade) for grade in found if grade is not None]


GRADE_FIELD = FurtherField(
    "grades",
    lazy_gettext("等级"),
    lazy_gettext("今天有效的等级；程序得到的是列表，带分数、文件和有效期"),
    read_grades,
    tell_grades,
)
ORIGIN_FIELD = FurtherField(
    "grade_origins",
    lazy_gettext("等级的来历"),
    lazy_gettext("每个等级是本站按方案算出（derived）还是由文件导入（imported），出自哪份文件"),
    read_grades,
    tell_origins,
    pick_origins,
)
