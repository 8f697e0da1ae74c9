"""A sheet about one's own confirmed hours, A4, in the language it is asked for."""

import json
from pathlib import Path

from flask_babel import gettext as _

from portal.kernel import clock
from portal.kernel.typesetting import typeset
from portal.members import queries
from portal.members.models import Member
from portal.members.words import KINDS
from portal.places.profile import current_place
from portal.web.filters import day
from portal.web.locale import LANGUAGE_TAGS, language

TEMPLATE = Path(__file__).with_name("hours.typ")


def print_hours(member: Member) -> bytes:
    """Return the sheet as PDF/UA-1: whose hours, which, and what they come to.

    Only what a second person confirmed stands on it. Raises Unprintable where a name has a sign
    that no font at hand has.
    """
    confirmed = [row for row in queries.list_hours(member) if row.entry.is_confirmed]
    counted = queries.hours_of(member)
    place = current_place().place
    unset = _("哪些活动计入服务时长，本地还没有设定；这里是核对过的全部记录。")
    facts = {
        "language": LANGUAGE_TAGS[language()].partition("-")[0],
        "title": _("服务时长证明"),
        "bureau": place.bureau.in_(language()),
        "site": place.site_name.in_(language()),
        "name": member.account.display_name,
        "role": f"{KINDS[member.kind]}  {member.card}",
        "total_label": _("核对过的服务时长"),
        "total": words_of_minutes(counted.confirmed),
        "counting_label": _("其中计入服务时长"),
        "counting": _("未设定") if counted.counting is None else words_of_minutes(counted.counting),
        "note": unset if counted.counting is None else "",
        "heads": [_("哪一天"), _("服务内容"), _("时长")],
        "rows": [
            [day(row.served_on), row.activity, words_of_minutes(row.minutes_count)]
            for row in confirmed
        ],
        "none": _("还没有核对过的记录。"),
        "made": _("%(day)s 由本人在本站生成", day=day(clock.today())),
    }
    return typeset(TEMPLATE, {"facts": json.dumps(facts, ensure_ascii=False, default=str)})


def words_of_minutes(minutes: int) -> str:
    """Return minutes as people say them: 90 is 1 小时 30 分钟."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return str(_("%(minutes)s 分钟", minutes=rest))
    if not rest:
        return str(_("%(hours)s 小时", hours=hours))
    return str(_("%(hours)s 小时 %(rest)s 分钟", hours=hours, rest=rest))
