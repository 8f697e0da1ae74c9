"""An extract compared and, on somebody's word, brought in whole or not at all."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from portal.enterprises.identifiers import last_listed_on
from portal.kernel import audit, clock
from portal.kernel.audit import Actor
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.ratings.registers.comparing import Change, Entry, compare
from portal.ratings.registers.establishments import Fault, read_establishments
from portal.ratings.registers.reading import Extract
from portal.ratings.registers.sources import get_source, scheme_of
from portal.ratings.registers.words import REFUSALS
from portal.ratings.registers.writing import Writing

MOST_FAULTS = 1000
Hear = Callable[[Entry], None]


@dataclass
class Report:
    """What became of an extract. ``told`` is how many its header says there are."""

    source: str
    on: date
    told: int | None = None
    counts: Counter[Change] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    digest: str = ""
    is_kept: bool = False

    @property
    def read(self) -> int:
        """How many establishments the extract lists that could be read."""
        return sum(self.counts.values()) - self.counts[Change.REMOVED]


def check_register(
    code: str, paths: Sequence[Path], *, on: date | None = None, hear: Hear | None = None
) -> Report:
    """Say what an extract would change, and write nothing; ``hear`` is told each difference.

    Raises Refused where the files cannot be read, are not whole, or are older than what is kept.
    """
    source = get_source(code)
    extract = Extract(source, tuple(paths))
    day = _day_of(extract, on)
    return _go_through(extract, day, hear or _nobody, None)


def import_register(
    code: str,
    paths: Sequence[Path],
    *,
    by: Actor,
    on: date | None = None,
    hear: Hear | None = None,
) -> Report:
    """Bring an extract in; the caller commits.

    Raises Refused as ``check_register`` does, and where a record cannot be read: a register that
    is brought in by halves would call shops closed that are open.
    """
    checked = check_register(code, paths, on=on)
    if checked.fault_count:
        raise Refused(REFUSALS["has_faults"] % {"count": checked.fault_count})
    source = get_source(code)
    writing = Writing(source, scheme_of(source), checked.on, by)
    report = _go_through(Extract(source, tuple(paths)), checked.on, hear or _nobody, writing)
    report.is_kept = True
    counts = {str(change): report.counts[change] for change in Change}
    after = {**counts, "on": report.on.isoformat(), "digest": report.digest}
    audit.record("ratings.register-imported", subject=f"register:{code}", by=by, after=after)
    return report


def _go_through(extract: Extract, day: date, hear: Hear, writing: Writing | None) -> Report:
    report = Report(extract.source.code, day)
    digest = hashlib.sha256()
    for part in compare(extract.source.code, read_establishments(extract, day)):
        if isinstance(part, Fault):
            report.fault_count += 1
            report.faults += [part] if report.fault_count <= MOST_FAULTS else []
            continue
        for entry in part:
            report.counts[entry.change] += 1
            if entry.change is not Change.SAME:
                digest.update(f"{entry.change} {entry.identifier} {entry.fields}\n".encode())
                hear(entry)
        if writing is not None:
            writing.write(part)
            db.session.expire_all()
    if writing is not None:
        writing.conclude()
    report.told = _told_count(extract)
    report.digest = digest.hexdigest()
    listed = report.read + report.fault_count
    if report.told is not None and report.told != listed:
        raise Refused(REFUSALS["count_differs"] % {"told": report.told, "read": listed})
    return report


def _told_count(extract: Extract) -> int | None:
    header = extract.source.header
    if header is None:
        return None
    written = extract.header.get(header.count, "")
    return int(written) if written.isascii() and written.isdigit() else -1


def _day_of(extract: Extract, given: date | None) -> date:
    told = _told_day(extract)
    if told is not None and given is not None and told != given:
        raise Refused(REFUSALS["day_differs"] % {"told": told, "given": given})
    day = told or given
    if day is None:
        raise Refused(REFUSALS["day_missing"])
    if day > clock.today():
        raise Refused(REFUSALS["in_future"])
    known = last_listed_on(extract.source.code)
    if known is not None and day < known:
        raise Refused(REFUSALS["older"] % {"known": known, "given": day})
    return day


def _told_day(extract: Extract) -> date | None:
    header = extract.source.header
    if header is None:
        return None
    # The header stands before the first record.
    next(iter(extract.records()), None)
    try:
        return date.fromisoformat(extract.header.get(header.extracted_on, ""))
    except ValueError:
        return None


def _nobody(_entry: Entry) -> None:
    """Hear nothing."""
