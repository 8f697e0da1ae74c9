"""Finding cases that may be one matter, and saying whether they are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.accounts.models import Account
from portal.complaints import doubles
from portal.complaints.access import check_same_department
from portal.complaints.likeness import Likened, judge, marks_of, model
from portal.complaints.models import Case, CaseDouble, CaseMark
from portal.complaints.rules import DOUBLE_LIFECYCLE, DoubleState, are_joinable
from portal.jobs import queries as jobs
from portal.jobs import services as job_services
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.bulk import insert_rows
from portal.kernel.db import db, only_reading

COMPARE_JOB = "complaints.compare"
PART = 200
# Written at once: on SQLite a citizen who files waits for no more than this.
PIECE = 10
# Beyond these a list of suggestions helps nobody.
MOST_SUGGESTED = 10
MOST_CANDIDATES = 80
Found = tuple[float, bool, int]


def ask_to_compare(by: Actor) -> None:
    """See to it that new cases are compared with the others soon, beside whoever files them."""
    if not jobs.is_waiting(COMPARE_JOB):
        job_services.enqueue(COMPARE_JOB, {}, by=by)


@dataclass(frozen=True)
class Compared:
    """What a look at new cases found: the marks of each, and which may be the matter of another."""

    marks: Mapping[int, Sequence[int]]
    best: Mapping[int, Sequence[Found]]


def compare_some(limit: int = PART) -> int:
    """Compare cases that are new with all others and keep what is suggested; return how many."""
    return _keep(_compared(limit))


def _compared(limit: int = PART) -> Compared:
    rows = doubles.list_uncompared(limit)
    new = {row.id: doubles.likened(row) for row in rows}
    marks = {case_id: marks_of(one) or [case_id] for case_id, one in new.items()}
    with_mark = doubles.cases_with(mark for found in marks.values() for mark in found)
    # The new ones are not kept yet; they are compared with one another as well.
    for case_id, found in marks.items():
        for mark in found:
            if len(with_mark[mark]) < doubles.MOST_OF_A_MARK:
                with_mark[mark].append(case_id)
    likely = {case_id: _likely(case_id, found, with_mark) for case_id, found in marks.items()}
    compared = doubles.read_compared({other for others in likely.values() for other in others})
    known = {case_id: doubles.likened(row) for case_id, row in compared.items()}
    best = {}
    for row in rows:
        others = [
            other
            for other in likely[row.id]
            if other in compared and are_joinable(row.track, compared[other].track)
        ]
        best[row.id] = _best(new[row.id], others, known)
    return Compared(marks, best)


def _keep(found: Compared) -> int:
    # Whoever compared the same cases meanwhile has kept the same of them.
    done = doubles.list_marked(found.marks)
    told = [
        (case_id, mark)
        for case_id, marks in found.marks.items()
        for mark in marks
        if case_id not in done
    ]
    table = CaseMark.__table__
    insert_rows(table, ("case_id", "mark"), told)  # type: ignore[arg-type]  # a mapped class has a Table
    # Whoever joined two cases before they were compared has said what they are.
    said = doubles.list_pairs(found.best)
    for case_id, best in found.best.items():
        if case_id not in done:
            _suggest(case_id, [one for one in best if (one[-1], case_id) not in said])
    return len(found.marks)


def _pieces(found: Compared) -> Iterator[Compared]:
    cases = list(found.marks)
    for at in range(0, len(cases), PIECE):
        some = cases[at : at + PIECE]
        yield Compared(
            {one: found.marks[one] for one in some}, {one: found.best[one] for one in some}
        )


def _likely(
    case_id: int, marks: Sequence[int], with_mark: Mapping[int, Sequence[int]]
) -> list[int]:
    # Only with those before: each pair is looked at once, when its later case is new.
    shared = Counter(
        other for mark in marks for other in with_mark.get(mark, ()) if other < case_id
    )
    best = sorted(shared, key=lambda other: (-shared[other], other))
    return best[:MOST_CANDIDATES]


def _best(one: Likened, others: Sequence[int], known: Mapping[int, Likened]) -> list[Found]:
    threshold = model().threshold
    found = [(*judge(one, known[other]), other) for other in others]
    sure = [told for told in found if told[0] >= threshold]
    return sorted(sure, key=lambda told: (-told[1], -told[0], told[2]))[:MOST_SUGGESTED]


def _suggest(case_id: int, found: Sequence[Found]) -> None:
    now = clock.now()
    db.session.add_all(
        CaseDouble(
            first_id=other,
            second_id=case_id,
            score=round(sure, 3),
            is_copy=copy,
            state=DoubleState.SUGGESTED,
            found_at=now,
            decided_by="",
        )
        for sure, copy, other in found
    )
    db.session.flush()


def dismiss_double(case: Case, other: Case, *, by: Account) -> None:
    """Say that two cases are two matters; it is not suggested again."""
    check_same_department(case, by)
    decide(doubles.get_double(case, other), DoubleState.DISMISSED, by=by.actor)
    after = {"other": other.reference}
    audit.record("case.double-dismissed", subject=case.subject, by=by.actor, after=after)


def decide(double: CaseDouble, state: DoubleState, *, by: Actor) -> None:
    """Note what people said of a suggestion."""
    DOUBLE_LIFECYCLE.check(double.state, state)
    double.state, double.decided_at, double.decided_by = state, clock.now(), by.name


def run_comparing(_payload: Mapping[str, Any], progress: Any) -> None:
    """Compare all new cases, part by part; the runner of the job.

    It looks for long and writes for a moment: meanwhile the next citizens file.
    """
    done = 0
    while True:
        with only_reading():
            found = _compared()
        if not found.marks:
            break
        for piece in _pieces(found):
            done += _keep(piece)
            progress.keep(done, done)


def compare_all() -> int:
    """Compare all new cases at once; for commands and batches. Return how many."""
    done = 0
    while count := compare_some():
        done += count
    return done
