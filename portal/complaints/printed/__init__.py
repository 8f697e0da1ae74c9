"""The receipt as a sheet of paper: A4, with its fonts, in the language it is asked for."""

import json
from collections.abc import Sequence
from pathlib import Path

from flask import Response, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _

from portal.complaints import pages, queries, timetable
from portal.complaints.models import Case
from portal.complaints.pages import Drawing, Secret
from portal.complaints.words import label
from portal.kernel.typesetting import typeset
from portal.places.profile import current_place
from portal.web.addresses import absolute
from portal.web.filters import day
from portal.web.locale import LANGUAGE_TAGS, language

TEMPLATE = Path(__file__).with_name("receipt.typ")


def print_receipt(case: Case, words: Sequence[Secret] = ()) -> bytes:
    """Return a case's receipt as PDF/UA-1; with the secret only while that is still shown."""
    facts = {
        **_heads(case),
        "language": LANGUAGE_TAGS[language()].partition("-")[0],
        "number": case.reference,
        "words": [[one.word, one.digits] for one in words],
        "secret_note": _secret_note(case, words),
        "promises": [
            [one.what, day(one.due_on) if one.due_on else _("未设定"), one.basis]
            for one in timetable.receipt_promises(case)
        ],
        "signed": (queries.find_signed_receipt(case) or "").strip(),
    }
    told = {
        "facts": json.dumps(facts, ensure_ascii=False),
        "code": svg_of(pages.qr_of(case.reference)),
    }
    return typeset(TEMPLATE, told)


def as_download(content: bytes | str, name: str) -> Response:
    """Return a receipt as a file to keep; no cache keeps it, and its name says nothing."""
    kind = "application/pdf" if name.endswith(".pdf") else "text/plain"
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def svg_of(code: Drawing) -> str:
    """Return a code as a picture of its own, black on white."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}">'
        f'<rect width="{code.size}" height="{code.size}" fill="#fff"/>'
        f'<path d="{code.path}" fill="#000"/></svg>'
    )


def _heads(case: Case) -> dict[str, str]:
    place = current_place().place
    track_page, verify_page = url_for("tracking.open_case"), url_for("verification.ask_for_receipt")
    return {
        "title": _("收件回执"),
        "bureau": place.bureau.in_(language()),
        "site": place.site_name.in_(language()),
        "track": label(case.track),
        "received": format_datetime(case.received_at, "yyyy-MM-dd HH:mm:ss"),
        "received_label": _("收到的时间"),
        "number_label": _("查询码"),
        "words_label": _("五词密码"),
        "promises_label": _("接下来会怎样"),
        "promise_heads": "\n".join((_("我们要做的"), _("最迟"), _("依据"))),
        "signed_label": _("签名回执"),
        "signed_note": _(
            "没有内容、姓名和密码，可以给别人看。真不真，在 %(page)s 一验便知。",
            page=absolute(verify_page),
        ),
        "scan": _("只有查询码，没有密码"),
        "follow": _("查进度：%(page)s", page=absolute(track_page)),
    }


def _secret_note(case: Case, words: Sequence[Secret]) -> str:
    if not words:
        return ""
    lost = _("我们不知道您是谁，丢了就没法补。") if case.is_anonymous else ""
    return str(_("在网上输汉字，打电话按数字，顺序不能乱。别给别人看。")) + str(lost)
