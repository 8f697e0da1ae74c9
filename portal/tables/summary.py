"""What became of a table in a few numbers and lines, for commands and forms that take it whole."""

from dataclasses import dataclass, field

from portal.kernel import clock
from portal.kernel.audit import SYSTEM
from portal.kernel.errors import Refused
from portal.tables.judging import Judged, Judging
from portal.tables.kinds import Origin, get_kind
from portal.tables.layout import iter_records, lay_out
from portal.tables.models import TableImport
from portal.tables.queries import count_outcomes, iter_lines, learned_columns
from portal.tables.reading import FileRefused, check_size
from portal.tables.rules.cells import plain
from portal.tables.rules.verdicts import Outcome
from portal.tables.words import RECEIVING_REFUSALS

FAULTY = (Outcome.REFUSED, Outcome.HELD)


@dataclass(frozen=True)
class RowFault:
    """Why one record was not taken: its line in the file, its column, the reason."""

    line: int
    column: str
    reason: str


@dataclass
class TableReport:
    """What became of a table: how many records it held, and what was not taken.

    ``accepted`` were, or would be, written; ``duplicate`` are there already; ``held`` wait until
    people have said which enterprise is meant.
    """

    read: int = 0
    accepted: int = 0
    duplicate: int = 0
    held: int = 0
    faults: list[RowFault] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """How many records were not taken."""
        return self.read - self.accepted - self.duplicate


def report_on(table: TableImport) -> TableReport:
    """Return what became of a table that was brought in."""
    counts = count_outcomes(table)
    faults = sorted(
        (RowFault(one.line, one.column, one.reason) for one in iter_lines(table, *FAULTY)),
        key=lambda one: one.line,
    )
    return TableReport(
        read=sum(count for one, count in counts.items() if one is not Outcome.GONE),
        accepted=counts[Outcome.NEW] + counts[Outcome.CHANGED],
        duplicate=counts[Outcome.SAME],
        held=counts[Outcome.HELD],
        faults=faults,
    )


def rehearse(content: bytes, *, kind: str, source: str) -> TableReport:
    """Report what a table holds and what it would change, without keeping anything.

    Raises FileRefused where it is no such table, Refused without a source.
    """
    check_size(len(content))
    if not plain(source):
        raise Refused(RECEIVING_REFUSALS["source_missing"], field="source")
    wanted, report = get_kind(kind), TableReport()
    judging = Judging(wanted, Origin("", source, "", "", SYSTEM, clock.today()))
    tables = [
        one for one in lay_out(content, wanted, learned_columns(kind, source)) if one.is_ready
    ]
    if not tables:
        titles = "、".join(one.title.zh for one in wanted.fields if one.is_required)
        raise FileRefused("no_head", titles=titles)
    for part in judging.parts(iter_records(tables, wanted)):
        for one in judging.judge(part):
            _count(report, one)
    return report


def _count(report: TableReport, one: Judged) -> None:
    outcome = one.verdict.outcome
    report.read += 1
    report.accepted += outcome in {Outcome.NEW, Outcome.CHANGED}
    report.duplicate += outcome is Outcome.SAME
    report.held += outcome is Outcome.HELD
    if outcome in FAULTY:
        report.faults.append(RowFault(one.read.row.line, one.column, one.verdict.note))
