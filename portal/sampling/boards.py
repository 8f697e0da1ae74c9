"""The board of disposals: its columns by what is due, its filters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from portal.sampling import queries
from portal.sampling.disposal_clocks import running_clocks
from portal.sampling.disposal_search import LONGEST, department_labels
from portal.sampling.models import Disposal
from portal.sampling.queries import DisposalFilter, Urgency
from portal.sampling.rules.disposals import ENDED, DisposalStage
from portal.sampling.words import DISPOSAL_STAGES
from portal.web.questions import Unknown

EVERY = "all"
COLUMNS = {
    Urgency.OVERDUE: (lazy_gettext("已超期"), "bad"),
    Urgency.THIS_WEEK: (lazy_gettext("本周到期"), "warn"),
    Urgency.LATER: (lazy_gettext("以后到期"), "info"),
    Urgency.NO_LIMIT: (lazy_gettext("期限未设定"), "hold"),
}
OPEN_STAGES = tuple(stage for stage in DisposalStage if stage not in ENDED)


@dataclass(frozen=True)
class Column:
    """One column of the board."""

    code: str
    title: str
    mark: str
    count: int
    disposals: Sequence[Disposal]

    @property
    def more_count(self) -> int:
        """How many are not shown."""
        return self.count - len(self.disposals)


@dataclass(frozen=True)
class Board:
    """What is asked of the board: a department (the own one unless another is asked), a stage."""

    own: str
    department: str
    stage: str = ""
    unknown: Unknown | None = None

    @classmethod
    def read(cls, sent: "MultiDict[str, str]", *, department: str | None) -> "Board":
        """Read an address; what the board does not offer is told by ``unknown``."""
        own = department or ""
        asked = sent.get("department", "").strip() or own
        stage = sent.get("stage", "").strip()
        board = cls(own, asked, stage)
        if asked != own and asked not in board.departments:
            return board._not_offered("department", _("承办部门"), asked, board.departments)
        if stage and stage not in board.stages:
            return board._not_offered("stage", _("办到哪一步"), stage, board.stages)
        return board

    def _not_offered(self, name: str, title: str, value: str, given: Mapping[str, str]) -> "Board":
        unknown = Unknown(name, title, value[:LONGEST], tuple(given.items()))
        return Board(self.own, self.own, unknown=unknown)

    @property
    def departments(self) -> Mapping[str, str]:
        """Every department that can be asked for, and all of them together."""
        return {**department_labels(), EVERY: _("全部部门")}

    @property
    def stages(self) -> Mapping[str, str]:
        """Every stage an open disposal can be at."""
        return {stage.value: str(DISPOSAL_STAGES[stage]) for stage in OPEN_STAGES}

    @property
    def wanted(self) -> DisposalFilter:
        """The question as the queries understand it."""
        stage = DisposalStage(self.stage) if self.stage else None
        return DisposalFilter("" if self.department == EVERY else self.department, stage)

    def may_open(self, disposal: Disposal) -> bool:
        """Whether it is the own department's; another's is read on its public page."""
        return disposal.department == self.own

    def columns(self) -> Iterator[Column]:
        """Return the columns in order; that of what has no limit only where there is any."""
        wanted = self.wanted
        counts = queries.count_by_urgency(wanted)
        for urgency, (title, mark) in COLUMNS.items():
            count = counts[urgency]
            if count or urgency is not Urgency.NO_LIMIT:
                shown = queries.list_by_urgency(wanted, urgency) if count else []
                shown = sorted(shown, key=due_first)
                yield Column(urgency.value, str(title), mark, count, shown)


def due_first(disposal: Disposal) -> tuple[bool, str]:
    """Return what disposals are put in order by: what ends first, first."""
    running = running_clocks(disposal)
    due = running[0].due_on if running else None
    return due is None, due.isoformat() if due else ""
