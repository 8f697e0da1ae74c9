"""How an enterprise stands among its nearest peers: same kind, same street, same scheme.

Where a street has too few, the whole place is looked at; where the place has too few, nothing is
said: of three shops with a grade, a median would tell what each of them has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

import numpy as np

from portal.enterprises.models import Enterprise
from portal.enterprises.roll.columns import Roll
from portal.enterprises.roll.keeping import current_roll, kept_beside
from portal.enterprises.roll.letters import Mask, Numbers
from portal.enterprises.rules import EnterpriseKind, EnterpriseStatus
from portal.front.grades import Grade, grades_in_force
from portal.kernel import clock
from portal.kernel.panels import Panel
from portal.places.profile import current_place
from portal.places.rules import Region
from portal.ratings import queries
from portal.ratings.models import Rating
from portal.ratings.rules import HUNDREDTHS, Level

SMALLEST = "privacy.small_cell"
NO_SCORE = -1


@dataclass(frozen=True)
class Peers:
    """The middle of some peers: how many, where, their level and, by a scheme of scores, score."""

    grade: Grade
    count: int
    region: Region
    level: Level
    score: Decimal | None


@dataclass(frozen=True, eq=False)
class _Graded:
    """Everybody with a grade by one version of a scheme: their rows, levels and scores."""

    rows: Numbers
    positions: Numbers
    scores: Numbers
    by_kind: dict[EnterpriseKind, Numbers] = field(default_factory=dict)

    def of_kind(self, roll: Roll, kind: EnterpriseKind) -> Numbers:
        """Return which of these are of a kind and open for business."""
        if kind not in self.by_kind:
            is_open = roll.answers["status"].mask_of_rows([EnterpriseStatus.OPERATING], self.rows)
            is_alike = roll.answers["kind"].mask_of_rows([kind], self.rows)
            self.by_kind[kind] = np.flatnonzero(is_open & is_alike)
        return self.by_kind[kind]


def show_peers(enterprise: Enterprise) -> Panel | None:
    """Return the median of the nearest peers for each grade, or nothing where there is no grade."""
    grades = grades_in_force(enterprise.id)
    if not grades:
        return None
    smallest = current_place().parameters.value(SMALLEST, on=clock.today())
    if not isinstance(smallest, int):
        return None
    found = [(grade, peers_of(enterprise, grade, smallest)) for grade in grades]
    return Panel("front/_peers.html", {"found": found, "smallest": smallest})


def peers_of(enterprise: Enterprise, grade: Grade, smallest: int) -> Peers | None:
    """Return the nearest peers that are enough to speak of, or None."""
    roll = current_roll()
    graded = _graded(roll, grade)
    # Of those with a grade alone, and of those of its kind alone: a street is then soon counted.
    alike = graded.of_kind(roll, enterprise.kind)
    alike = alike[roll.ids[graded.rows[alike]] != enterprise.id]
    regions = current_place().regions
    for region in reversed(regions.lineage(enterprise.region_code or regions.root.code)):
        inside = alike[_inside(roll, region, graded.rows[alike])]
        if len(inside) >= smallest:
            return _middle(grade, region, graded.positions[inside], graded.scores[inside])
    return None


def _middle(grade: Grade, region: Region, positions: Numbers, scores: Numbers) -> Peers:
    level = grade.scheme.levels[int(np.sort(positions)[(len(positions) - 1) // 2])]
    score = None
    if grade.rating.score is not None and NO_SCORE not in scores:
        score = Decimal(str(median(scores.tolist()))) / HUNDREDTHS
    return Peers(grade, len(positions), region, level, score)


def _inside(roll: Roll, region: Region, rows: Numbers) -> Mask:
    answers, regions = roll.answers["region"], current_place().regions
    within = [code for code in answers.names if regions.is_within(code, region.code)]
    return answers.mask_of_rows(within, rows)


def _graded(roll: Roll, grade: Grade) -> _Graded:
    scheme = grade.scheme

    def make() -> _Graded:
        places = {level.code: at for at, level in enumerate(scheme.levels)}
        told = queries.list_levels(scheme.code, scheme.version, on=clock.today())
        known = [row for row in told if row.level in places]
        return _columns(roll, known, places)

    name = f"grades {scheme.code} {scheme.version}"
    graded: _Graded = kept_beside(roll, name, [Rating.__tablename__], make)
    return graded


def _columns(roll: Roll, told: Sequence[queries.LevelRow], places: dict[str, int]) -> _Graded:
    ids = np.array([row.enterprise_id for row in told], dtype=np.int64)
    is_listed = np.isin(ids, roll.ids)
    scores = [NO_SCORE if row.score is None else row.score for row in told]
    return _Graded(
        rows=roll.rows_of(ids[is_listed]),
        positions=np.array([places[row.level] for row in told], dtype=np.int64)[is_listed],
        scores=np.array(scores, dtype=np.int64)[is_listed],
    )
