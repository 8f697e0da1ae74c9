"""The menus. A room that is not installed is not offered."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flask import Flask, current_app, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.web import ready


@dataclass(frozen=True, eq=False)
class MenuItem:
    """One entry: where it leads, what it is called, for whom; ``also`` names kindred rooms."""

    endpoint: str
    words: str
    icon: str = ""
    permission: Permission | None = None
    also: tuple[str, ...] = ()

    @property
    def room(self) -> str:
        """The room it belongs to, by which the current entry is marked."""
        return self.endpoint.partition(".")[0]

    @property
    def address(self) -> str:
        """Where it leads."""
        return _address(self.endpoint, request.script_root)

    @property
    def label(self) -> str:
        """What it is called, in the reader's language."""
        return _label(self, str(get_locale()))

    @property
    def waiting(self) -> int:
        """How much waits behind it for whoever is signed in; 0 where its room counts nothing."""
        count = _WAITING.get(self.endpoint)
        return count() if count else 0

    @property
    def is_current(self) -> bool:
        """Whether the visitor is here now: on this page or, where none matches, in its room."""
        if request.endpoint in NAMED:
            return request.endpoint == self.endpoint
        is_here = request.blueprint == self.room or request.blueprint in self.also
        return is_here and self.room not in SEVERAL


_WAITING: dict[str, Callable[[], int]] = {}


def count_waiting(endpoint: str, count: Callable[[], int]) -> None:
    """Let the desk's first page tell how much waits behind an entry for whoever is signed in."""
    _WAITING[endpoint] = count


@cache
def _address(endpoint: str, _script_root: str) -> str:
    # Every page shows some thirty entries; how they read depends on the language alone.
    return url_for(endpoint)


@cache
def _label(item: MenuItem, _locale: str) -> str:
    return str(item.words)


SAMPLING = ("announcements", "plans", "quick_tests")
SCIENCE = ("rumours", "concerns", "quiz", "channels")
ENTERPRISES = ("schemes", "penalties", "dishonest_list", "inspections", "door")
MAIN = (
    MenuItem("sampling.list_results", _("查抽检"), also=SAMPLING),
    MenuItem("enterprises.list_enterprises", _("查企业"), also=ENTERPRISES),
    MenuItem("complaints.choose_track", _("投诉举报")),
    MenuItem("tracking.open_case", _("查进度")),
    MenuItem("science.list_columns", _("科普"), also=SCIENCE),
    MenuItem("commitments.list_commitments", _("目标与兑现")),
)
QUICK = (
    MenuItem("front.show_home", _("首页"), icon="home"),
    MenuItem("sampling.list_results", _("查询"), icon="search", also=SAMPLING),
    MenuItem("complaints.choose_track", _("投诉举报"), icon="speak"),
    MenuItem("tracking.open_case", _("查进度"), icon="track"),
)
OPEN = (
    MenuItem("sampling.list_results", _("抽检结果")),
    MenuItem("sampling.show_statistics", _("抽检统计")),
    MenuItem("announcements.list_announcements", _("抽检公告")),
    MenuItem("quick_tests.list_quick_tests", _("快检公示")),
    MenuItem("plans.list_plans", _("抽检计划")),
    MenuItem("enterprises.list_enterprises", _("企业风险与信用")),
    MenuItem("inspections.list_inspections", _("监督检查结果")),
    MenuItem("schemes.list_schemes", _("评级方案")),
    MenuItem("penalties.list_penalties", _("行政处罚")),
    MenuItem("dishonest_list.list_entries", _("严重违法失信名单")),
    MenuItem("commitments.list_commitments", _("目标与兑现")),
    MenuItem("places.list_parameters", _("规则与参数")),
    MenuItem("rewards.show_register", _("举报奖励公开")),
)
SERVICE = (
    MenuItem("complaints.choose_track", _("投诉、举报、匿名线索")),
    MenuItem("tracking.open_case", _("查进度、领奖励")),
    MenuItem("front.find_receipt", _("凭编号看回执")),
    MenuItem("riders.show_own", _("骑手登记、我的随手报")),
    MenuItem("science.list_columns", _("科普与辟谣")),
    MenuItem("rumours.list_rumours", _("听到传言先查一查")),
    MenuItem("concerns.list_concerns", _("大家关心的问题")),
    MenuItem("sampling.list_items", _("检验项目说明")),
    MenuItem("laws.list_laws", _("法规说明白")),
    MenuItem("search.find", _("全站搜索")),
    MenuItem("members.show_ways", _("一起来：监督、志愿、活动")),
    MenuItem("members.apply", _("做一名志愿作者")),
    MenuItem("owners.claim_page", _("企业认领自己的页面")),
)
ABOUT = (
    MenuItem("channels.list_channels", _("我们的发布渠道")),
    MenuItem("front.show_press", _("新闻与引用")),
    MenuItem("front.show_accessibility", _("无障碍声明")),
    MenuItem("front.show_privacy", _("隐私与举报人保护")),
    MenuItem("accounts.sign_in", _("工作人员登录")),
)
DESK = (
    MenuItem("accounts.show_desk", _("工作台"), permission=Permission.DESK_OPEN),
    MenuItem("sampling_desk.list_imports", _("抽检导入"), permission=Permission.SAMPLING_IMPORT),
    MenuItem("sampling_desk.review_batches", _("抽检审核"), permission=Permission.SAMPLING_PUBLISH),
    MenuItem("sampling_desk.list_held", _("暂不公示"), permission=Permission.SAMPLING_PUBLISH),
    MenuItem("sampling_desk.list_notices", _("公告"), permission=Permission.SAMPLING_PUBLISH),
    MenuItem("sampling_desk.begin_plan", _("登记抽检计划"), permission=Permission.SAMPLING_PUBLISH),
    MenuItem("disposal_desk.list_disposals", _("核查处置"), permission=Permission.DISPOSAL_RECORD),
    MenuItem("tables_desk.list_tables", _("表格导入"), permission=Permission.TABLE_BRING),
    MenuItem("enterprises_desk.list_names", _("名称核对"), permission=Permission.ENTERPRISE_EDIT),
    MenuItem("enterprises_desk.list_mergers", _("合并登记"), permission=Permission.ENTERPRISE_EDIT),
    MenuItem("inspections_desk.list_records", _("监督检查"), permission=Permission.ENTERPRISE_EDIT),
    MenuItem("incidents_desk.list_incidents", _("事故等情形"), permission=Permission.PENALTY_READ),
    MenuItem("ratings_desk.list_ratings", _("等级评定"), permission=Permission.RATING_IMPORT),
    MenuItem("ratings_desk.review_ratings", _("等级审核"), permission=Permission.RATING_PUBLISH),
    MenuItem(
        "objections_desk.list_objections", _("企业异议"), permission=Permission.OBJECTION_HANDLE
    ),
    MenuItem("owners_desk.list_letters", _("企业认领"), permission=Permission.OWNER_ADMIT),
    MenuItem("replies_desk.list_replies", _("企业答复"), permission=Permission.REPLY_MODERATE),
    MenuItem("penalties_desk.list_records", _("行政处罚"), permission=Permission.PENALTY_READ),
    MenuItem("entries_desk.list_proposals", _("失信名单"), permission=Permission.PENALTY_READ),
    MenuItem("repairs_desk.list_repairs", _("信用修复"), permission=Permission.PENALTY_READ),
    MenuItem("complaints_desk.list_queue", _("投诉举报"), permission=Permission.CASE_READ),
    MenuItem("retention_desk.list_periods", _("保存期限"), permission=Permission.RECORDS_KEEP),
    MenuItem("rewards_desk.list_rewards", _("举报奖励"), permission=Permission.REWARD_PROPOSE),
    MenuItem("rewards_desk.list_approvals", _("奖励审批"), permission=Permission.REWARD_APPROVE),
    MenuItem("rewards_desk.list_payments", _("奖励支付"), permission=Permission.REWARD_PAY),
    MenuItem("rewards_desk.list_batches", _("支付批次"), permission=Permission.REWARD_LEDGER),
    MenuItem("rewards_desk.show_budget", _("预算和台账"), permission=Permission.REWARD_PAY),
    MenuItem("rewards_desk.show_ledger", _("奖励台账"), permission=Permission.REWARD_LEDGER),
    MenuItem(
        "rewards_desk.list_reconciliations", _("奖励对账"), permission=Permission.REWARD_LEDGER
    ),
    MenuItem("riders_desk.list_codes", _("骑手登记"), permission=Permission.RIDER_ADMIT),
    MenuItem("rewards_desk.open_counter", _("领取核验"), permission=Permission.CASE_ENTER),
    MenuItem("science_desk.list_articles", _("我的稿件"), permission=Permission.ARTICLE_WRITE),
    MenuItem("science_desk.list_lessons", _("教学包"), permission=Permission.ARTICLE_WRITE),
    MenuItem("science_desk.list_reviews", _("审稿"), permission=Permission.ARTICLE_REVIEW),
    MenuItem("science_desk.add_sign", _("品牌标识"), permission=Permission.ARTICLE_PUBLISH),
    MenuItem("search_desk.list_synonyms", _("同义词"), permission=Permission.ARTICLE_REVIEW),
    MenuItem(
        "members_desk.list_applications",
        _("报名与名册"),
        permission=Permission.MEMBER_ADMIT,
        also=("roll_desk",),
    ),
    MenuItem("hours_desk.list_hours", _("服务时长"), permission=Permission.HOURS_RECORD),
    MenuItem(
        "observations_desk.list_observations",
        _("监督记录"),
        permission=Permission.OBSERVATION_HANDLE,
    ),
    MenuItem(
        "observations_desk.review_observations",
        _("监督记录公布"),
        permission=Permission.OBSERVATION_PUBLISH,
    ),
    MenuItem("visits_desk.list_visits", _("上门与参访"), permission=Permission.VISIT_ARRANGE),
    MenuItem("membership.show_own", _("我的名册"), permission=Permission.MEMBER_DESK),
    MenuItem("events_desk.list_events", _("活动报名"), permission=Permission.EVENT_KEEP),
    MenuItem("campaigns_desk.list_editions", _("宣传周、月、日"), permission=Permission.EVENT_KEEP),
    MenuItem("rounds_desk.list_rounds", _("你点我检"), permission=Permission.ROUND_KEEP),
    MenuItem("walkins_desk.list_slots", _("你送我检"), permission=Permission.WALKIN_TEST),
    MenuItem("walkins_desk.list_results", _("送检结果发布"), permission=Permission.WALKIN_RELEASE),
    MenuItem("rumours_desk.list_rumours", _("谣言核实"), permission=Permission.ARTICLE_REVIEW),
    MenuItem("concerns_desk.list_concerns", _("回应关切"), permission=Permission.CONCERN_ANSWER),
    MenuItem("channels_desk.list_channels", _("发布渠道"), permission=Permission.ARTICLE_REVIEW),
    MenuItem("jobs.list_jobs", _("后台任务"), permission=Permission.JOB_READ),
    MenuItem("accounts.list_accounts", _("账号"), permission=Permission.ACCOUNT_MANAGE),
    MenuItem("accounts.list_audit_lines", _("操作日志"), permission=Permission.AUDIT_READ),
    MenuItem("owners.show_own", _("我的企业"), permission=Permission.OWNER_DESK),
    MenuItem("owners.list_objections", _("我的异议"), permission=Permission.OWNER_DESK),
    MenuItem("owners.list_questions", _("局里的询问"), permission=Permission.OWNER_DESK),
    MenuItem("owners.list_replies", _("公开答复"), permission=Permission.OWNER_DESK),
    MenuItem("owners.list_filings", _("履责与自查报告"), permission=Permission.OWNER_DESK),
    MenuItem("owners.list_repairs", _("信用修复"), permission=Permission.OWNER_DESK),
    MenuItem("owners.show_password_form", _("换密码"), permission=Permission.OWNER_DESK),
)


NAMED = frozenset(item.endpoint for item in (*MAIN, *DESK))
# Rooms with several entries of their own: a page that none of them names marks none.
SEVERAL = frozenset(
    {
        "enterprises_desk",
        "accounts",
        "observations_desk",
        "owners",
        "owners_desk",
        "rewards_desk",
        "sampling_desk",
        "science_desk",
        "walkins_desk",
    }
)


def menu(items: tuple[MenuItem, ...]) -> list[MenuItem]:
    """Return what this visitor may open, of what is installed."""
    installed = current_app.view_functions
    return [
        item
        for item in items
        if item.endpoint in installed
        and (item.permission is None or current_user.may(item.permission))
    ]


def home() -> str:
    """Return the address of the home page in this page's language."""
    return f"{request.script_root}/"


def init_app(app: Flask) -> None:
    """Offer the menus to templates, and what is ready of them."""
    ready.init_app(app)
    app.jinja_env.globals.update(
        home=home,
        menus={
            "main": lambda: menu(MAIN),
            "quick": lambda: menu(QUICK),
            "open": lambda: menu(OPEN),
            "service": lambda: menu(SERVICE),
            "about": lambda: menu(ABOUT),
            "desk": lambda: menu(DESK),
        },
    )
