"""Every way to join in, whichever room it belongs to; one that is not installed is not offered."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Way:
    """One way: the page it leads to, what it is called, what one does there."""

    endpoint: str
    name: object
    line: object


@dataclass(frozen=True)
class Group:
    """Ways that belong together."""

    code: str
    icon: str
    name: object
    ways: tuple[Way, ...]


GROUPS = (
    Group(
        "test",
        "flask",
        _("点一样、送一样来检"),
        (
            Way("rounds.list_rounds", _("你点我检"), _("投票选下一轮抽检什么，结果随后公布。")),
            Way("walkins.list_slots", _("你送我检"), _("预约把家里的食物送来快检，结果供参考。")),
            Way("walkins.find_result", _("查送检结果"), _("凭送检编号看结果。")),
        ),
    ),
    Group(
        "come",
        "home",
        _("来现场、请上门"),
        (
            Way("events.list_events", _("活动报名"), _("市集、讲座、直播，报名占座，满了可候补。")),
            Way(
                "campaigns.list_campaigns",
                _("宣传周、月、日"),
                _("一年里的主题活动，能订到日历。"),
            ),
            Way("visits.show_visits", _("请我们上门、来基地看看"), _("学校、村社、企业都可以约。")),
        ),
    ),
    Group(
        "know",
        "book",
        _("说一说、考一考"),
        (
            Way("quiz.list_editions", _("知晓测验"), _("几道题，测测您知道多少，只公布合计。")),
            Way("rumours.list_rumours", _("送来一条传言"), _("拿不准真假的，发来请我们核实。")),
            Way("concerns.list_concerns", _("提一个关切"), _("大家都在问的，集中回答。")),
        ),
    ),
)


def offered(installed: Collection[str]) -> list[tuple[Group, list[Way]]]:
    """Return the groups with the ways that lead somewhere; a group without any is left out."""
    found = [(group, [way for way in group.ways if way.endpoint in installed]) for group in GROUPS]
    return [(group, ways) for group, ways in found if ways]
