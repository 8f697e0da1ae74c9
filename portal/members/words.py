"""Words of joining in."""

from flask_babel import lazy_gettext as _

from portal.members.rules import (
    AreaLevel,
    Consent,
    Ground,
    Kind,
    ObservationStage,
    Stage,
    Standing,
    TermFault,
)

KINDS = {
    Kind.SUPERVISOR: _("社会监督员"),
    Kind.AUTHOR: _("志愿者（写科普）"),
    Kind.HELPER: _("义工（活动帮手）"),
}
KIND_LINES = {
    Kind.SUPERVISOR: _("在自己的街道看、问、记，看到的问题有人核实、有人回话。"),
    Kind.AUTHOR: _("会做饭、懂检验、当过病人、教过学生，都能写。"),
    Kind.HELPER: _("到活动、讲座、快检摊位搭把手，服务时长有人记、有人核。"),
}
STAGES = {
    Stage.SUBMITTED: _("已收到，等回复"),
    Stage.ADMITTED: _("已通过"),
    Stage.REFUSED: _("未通过"),
}
MARKS = {Stage.SUBMITTED: "info", Stage.ADMITTED: "ok", Stage.REFUSED: "hold"}
STANDINGS = {
    Standing.COMING: _("任期未开始"),
    Standing.ON_ROLL: _("在册"),
    Standing.EXPIRED: _("期满"),
    Standing.LEFT: _("已退出"),
}
STANDING_MARKS = {
    Standing.COMING: "info",
    Standing.ON_ROLL: "ok",
    Standing.EXPIRED: "hold",
    Standing.LEFT: "hold",
}
AREA_LEVELS = {
    AreaLevel.CITY: _("市"),
    AreaLevel.DISTRICT: _("区、县"),
    AreaLevel.STREET: _("街道、镇、乡"),
}
CONSENTS = {
    Consent.LISTED: _("在公开名册上写我的名字"),
    Consent.SIGNED: _("我的监督记录公布时写我的名字"),
    Consent.THANKED: _("在致谢页写我的名字"),
    Consent.HOURS: _("致谢时写我的服务时长"),
}
OBSERVATION_STAGES = {
    ObservationStage.SUBMITTED: _("已提交，等核实"),
    ObservationStage.FOUND: _("核实：属实"),
    ObservationStage.UNFOUNDED: _("核实：没有发现"),
    ObservationStage.RECTIFYING: _("整改中"),
    ObservationStage.ANSWERED: _("已反馈"),
    ObservationStage.PUBLISHED: _("已公布"),
    ObservationStage.WITHDRAWN: _("公布后撤回"),
}
OBSERVATION_MARKS = {
    ObservationStage.SUBMITTED: "info",
    ObservationStage.FOUND: "warn",
    ObservationStage.UNFOUNDED: "hold",
    ObservationStage.RECTIFYING: "warn",
    ObservationStage.ANSWERED: "ok",
    ObservationStage.PUBLISHED: "ok",
    ObservationStage.WITHDRAWN: "hold",
}
GROUNDS = {
    Ground.NEVER: _("您不在社会监督员名册上。"),
    Ground.LEFT: _("您已经退出社会监督员名册。"),
    Ground.NOT_BEGUN: _("您的社会监督员任期还没有开始。"),
    Ground.EXPIRED: _("您的社会监督员任期已经期满。"),
    Ground.SEEN_OUTSIDE_TERM: _("您看到的那天不在您的任期里。"),
    Ground.OUTSIDE_AREA: _("这个地方不在您的监督区域里。"),
}
TERM_FAULTS = {
    TermFault.END_MISSING: _("任期多长没有设定，请填写最后一天"),
    TermFault.END_BEFORE_BEGIN: _("最后一天早于第一天，请核对"),
    TermFault.OVERLAPS: _("和已有的任期重叠，请从上一期满的次日起"),
    TermFault.OVER_ALREADY: _("这一任期在今天以前就结束了，请核对"),
}
WORDS = {
    "name_missing": _("请写您的姓名，编辑联系您时用"),
    "not_answered": _("还没有答复的报名不能删除联系方式，请先答复"),
    "contact_missing": _("请写手机号码或电子邮箱，不写就没法回复您"),
    "wish_missing": _("请写您想做什么，一两句就够"),
    "consent_missing": _("请勾选同意，不然我们不能保存您的联系方式"),
    "reason_missing": _("请写明原因，申请人会看到"),
    "kind_missing": _("请选您想做什么"),
    "region_missing": _("请选您想在哪里"),
    "region_unknown": _("这个区域不在本地，请从列表里选一个"),
    "same_person": _(
        "同样的姓名和联系方式已经报过这一项，正在等答复或者已经在册。请用原来的回执编号查结果；编号丢了，请打电话问我们。"
    ),
    "left": _("您已经退出名册。想再加入，请重新报名。"),
    "left_already": _("已经退出名册的不能续任，请本人重新报名"),
    "minutes": _("时长请填 1 到 1440 分钟"),
    "served_in_future": _("服务日期晚于今天，请核对"),
    "served_off_roll": _("这一天不在册，时长不能记"),
    "own_hours": _("自己的时长要由别人来记"),
    "same_person_confirms": _("记录的人和核对的人不能是同一位"),
    "hours_decided": _("这一条已经有人核对过了"),
    "seen_missing": _("请填写哪天看到的"),
    "seen_in_future": _("日期晚于今天，请核对"),
    "told_missing": _("请写您看到了什么"),
    "respondent_missing": _("请写在哪里，店名或者地点都可以"),
    "domain_missing": _("请选关于什么"),
    "category_unknown": _("请选最接近的一类"),
    "note_missing": _("请写几句，监督员会看到"),
    "public_text_missing": _("请写给公众看的几句，不写人名"),
    "released_by_same": _("公布要由没有经手过的另一位同事来定"),
    "other_department": _("这一件不在您的部门"),
    "area_level": _("本地规定社会监督员的区域按“%(level)s”来定，请从列表里选一个"),
    "on_roll": _("您的账号已经以这一种身份在册，不用再报。续任请和我们联系"),
    "tips_closed": _("现在不能转成举报，请走“投诉举报”页面"),
}
