"""Facts that the pages of this room are given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _

from portal.complaints import deadlines, policy, receipt
from portal.complaints.clock_words import ClockLine, lines_of
from portal.complaints.models import Case, CaseEvent, Evidence
from portal.complaints.rules import Deadline, Stage
from portal.complaints.telling import door_lines
from portal.complaints.words import RESULTS, TITLES, label
from portal.extensions import keyring
from portal.kernel import clock
from portal.places.profile import current_place
from portal.web.attachments import family_of
from portal.web.locale import language

FULL_CIRCLE = 100
MEGABYTE = 1024 * 1024
MASK = 0
QUIET = 2  # modules of white around a code
DARK = re.compile(rb"\x01+")


@dataclass(frozen=True)
class FileMark:
    """A file as a page names it: never by the name it was sent under."""

    key: str
    label: str
    size: str
    media_type: str
    is_cleaned: bool
    family: str
    is_removed: bool = False


def file_marks(files: Sequence[Evidence]) -> list[FileMark]:
    """Return files, numbered."""
    return [_file_mark(file, number) for number, file in enumerate(files, 1)]


def _file_mark(file: Evidence, number: int) -> FileMark:
    family = family_of(file.shown_type)
    return FileMark(
        key=file.key,
        label=_name_of(family, number),
        size=f"{file.size / MEGABYTE:.1f} MB" if file.size > MEGABYTE // 10 else "< 0.1 MB",
        media_type=file.media_type,
        is_cleaned=file.cleaned is not None,
        family=family,
        is_removed=file.removed_at is not None,
    )


def _name_of(family: str, number: int) -> str:
    name = {
        "image": _("照片 %(n)s", n=number),
        "video": _("视频 %(n)s", n=number),
        "audio": _("录音 %(n)s", n=number),
    }.get(family)
    return str(name or _("PDF 文件 %(n)s", n=number))


@dataclass(frozen=True)
class Secret:
    """One word of the secret and its digits."""

    word: str
    digits: str


def secret_words(token: str) -> list[Secret]:
    """Return the secret that belongs to a submit token; shown on the receipt alone."""
    found = receipt.secret_for(token, ring=keyring())
    return [Secret(word, receipt.digits_of(word)) for word in found]


@dataclass(frozen=True)
class Drawing:
    """A QR code as one path on a square of ``size`` units."""

    size: int
    path: str


def qr_of(text: str) -> Drawing:
    """Return the QR code of a text."""
    # Every mask can be read. Left to itself the library draws all eight to find the most even
    # one, which takes longer than the rest of the receipt.
    rows = segno.make(text, error="m", micro=False, mask=MASK).matrix
    path = "".join(
        f"M{run.start() + QUIET} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(rows, QUIET)
        for run in DARK.finditer(row)
    )
    return Drawing(size=len(rows) + 2 * QUIET, path=path)


@dataclass(frozen=True)
class Remaining:
    """How much of a time limit is left: words, colour, and the share of the ring."""

    text: str
    kind: str
    share: int
    is_over: bool
    may_move: bool = False


def remaining(deadline: Deadline | None) -> Remaining | None:
    """Return what the desk shows of a time limit."""
    today = clock.today()
    left = deadline.days_left(today) if deadline else None
    if deadline is None or left is None:
        return None
    share = min(round(deadline.share_used(today) * FULL_CIRCLE), FULL_CIRCLE)
    text, kind = _left_in_words(left)
    return Remaining(
        _("暂停中") if deadline.is_standing else text,
        "info" if deadline.is_standing else kind,
        share,
        is_over=left < 0,
        may_move=deadline.may_move,
    )


def _left_in_words(left: int) -> tuple[str, str]:
    if left < 0:
        return ngettext("超 %(num)s 天", "超 %(num)s 天", -left), "bad"
    if left == 0:
        return _("今天到期"), "warn"
    soon = left <= policy.due_soon_days()
    return ngettext("剩 %(num)s 天", "剩 %(num)s 天", left), "warn" if soon else "ok"


@dataclass(frozen=True)
class CaseFacts:
    """What both the citizen's and the handler's page say of a case."""

    case: Case
    track: str
    stage: str
    title: str
    kind: str
    domain: str
    category: str
    department: str
    remaining: Remaining | None
    ground: str
    clock_lines: Sequence[ClockLine] = ()

    @property
    def door_lines(self) -> list[tuple[str, str]]:
        """What the door it came by asked for, each with its label."""
        return door_lines(self.case)


def _kind(case: Case) -> str:
    if case.stage in {Stage.AWAITING, Stage.REFUSED, Stage.NOT_FILED}:
        return "warn"
    if case.stage in {Stage.WITHDRAWN, Stage.ARCHIVED}:
        return "hold"
    return "ok" if case.concluded_at else "info"


def title_of(case: Case) -> str | LazyString:
    """Return the outcome in a sentence, for the title of the page."""
    result = case.outcome or case.verdict
    closed = case.stage in {Stage.CONCLUDED, Stage.ANSWERED, Stage.RATED, Stage.ARCHIVED}
    return RESULTS[result] if result and closed else TITLES[case.stage]


def ground_label(case: Case, code: str | None) -> str:
    """Return the wording of a legal ground, from the rule of the day of receipt."""
    received = clock.in_china(case.received_at).date()
    items = policy.refusal_grounds(case.track, received) + policy.end_grounds(received)
    return policy.label(items, code, language()) if code else ""


def facts_of(case: Case) -> CaseFacts:
    """Return the facts of a case."""
    office = current_place().departments.find(case.department)
    return CaseFacts(
        case=case,
        track=label(case.track),
        stage=label(case.stage),
        title=str(title_of(case)),
        kind=_kind(case),
        domain=policy.label(policy.domains(), case.domain, language()),
        category=policy.label(policy.categories(), case.category, language()),
        department=office.name.in_(language()) if office else case.department,
        remaining=remaining(deadlines.running(case)),
        ground=ground_label(case, case.ground),
        clock_lines=lines_of(case),
    )


@dataclass(frozen=True)
class EventFacts:
    """One line of the history."""

    event: CaseEvent
    title: str
    department: str
    ground: str


def history_of(case: Case) -> list[EventFacts]:
    """Return the history, newest first."""
    offices = current_place().departments
    found = []
    for event in case.events:
        office = offices.find(event.department)
        found.append(
            EventFacts(
                event=event,
                title=label(event.stage),
                department=office.name.in_(language()) if office else event.department,
                ground=ground_label(case, event.ground),
            )
        )
    return found
