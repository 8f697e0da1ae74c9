"""A list of letters, calls or hotline orders from another system, filed as a staff batch.

Each row becomes a tip of the department that receives (C9), with the day it was received there:
the clocks of the law run from it. A row's number keeps it from being filed twice. A complaint
needs a name, which no list carries: it is entered one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.complaints import policy
from portal.complaints.rules import Channel, Filing, Track
from portal.complaints.services.batches import BatchCase, file_batch, numbers_known
from portal.complaints.words import BATCH_REFUSALS
from portal.enterprises import queries as enterprises
from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.kernel.permissions import Permission
from portal.places.rules import Item, Text
from portal.tables.kinds import Origin, TableKind, fields_of
from portal.tables.rows import Row
from portal.tables.rules.verdicts import NEW, SAME, Verdict

COMPLAINT_WORDS = frozenset({"投诉", "complaint"})
KNOWN_WORDS = {word: word for word in ("投诉", "举报", "匿名线索", "线索", "来信", "留言")}
OTHER = "other"
# A letter may be longer than what the form takes.
LONGEST_TOLD = 20_000


@dataclass(frozen=True)
class Entry:
    """One row: its number at its source, what it is filed as, and the day it was received."""

    number: str
    filing: Filing
    received_on: date | None


def _told(row: Row) -> str:
    title, told = row.text("title"), row.cells.get("told", "").strip()
    whole = f"{title}\n{told}" if title and title not in told else told
    if len(whole) > LONGEST_TOLD:
        raise Refused(BATCH_REFUSALS["told_long"] % {"most": LONGEST_TOLD}, field="told")
    return whole


def _code(row: Row, name: str, items: Sequence[Item], fallback: str) -> str:
    words = {word: one.code for one in items for word in (one.code, one.label.zh, one.label.en)}
    return row.chosen(name, words) or fallback


def read_entry(row: Row) -> Entry:
    """Return one row as what would be filed; raises Refused with the field."""
    if row.chosen("track", KNOWN_WORDS) in COMPLAINT_WORDS:
        raise Refused(BATCH_REFUSALS["complaint"], field="track")
    received_on = row.day("received_on")
    if received_on is not None and received_on > clock.today():
        raise Refused(BATCH_REFUSALS["day_future"], field="received_on")
    domains = policy.domains()
    filing = Filing(
        track=Track.TIP,
        told=_told(row),
        category=_code(row, "category", policy.categories(), OTHER),
        domain=_code(row, "domain", domains, domains[0].code),
        respondent=row.text("respondent")[:200],
        respondent_address=row.text("respondent_address")[:300],
        channel=Channel.LETTER,
        batch=row.text("batch")[:60] or None,
        product=row.text("product")[:120],
    )
    return Entry(row.text("number")[:80], filing, received_on)


def judge_entries(entries: Sequence[Entry], origin: Origin) -> Sequence[Verdict]:
    """Say of each whether it is new or was filed before, from this source."""
    known = numbers_known(origin.source, [entry.number for entry in entries])
    return [SAME if entry.number in known else NEW for entry in entries]


def add_entries(entries: Sequence[Entry], origin: Origin) -> None:
    """File what was judged new."""
    named = {(entry.filing.respondent, "") for entry in entries if entry.filing.respondent}
    matched = enterprises.match_parties(named)
    rows = [
        BatchCase(
            entry.filing,
            matched.get((entry.filing.respondent, "")),
            entry.number,
            entry.received_on,
        )
        for entry in entries
    ]
    file_batch(rows, import_reference=origin.reference, source=origin.source, by=origin.by)


KIND = TableKind(
    code="cases",
    title=Text("来信来电登记表", "Lists of letters and calls"),
    fields=fields_of(Path(__file__).with_name("cases.yaml")),
    permission=Permission.CASE_ENTER,
    read=read_entry,
    key=lambda entry: entry.number,
    judge=judge_entries,
    add=add_entries,
)
