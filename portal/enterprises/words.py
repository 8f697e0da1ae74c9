"""Words of the register."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from portal.enterprises.naming import Likeness
from portal.enterprises.rules import (
    EnterpriseKind,
    EnterpriseStatus,
    FlagKind,
    LicenceDoubt,
    ProposalStage,
)

KINDS: Mapping[EnterpriseKind, str] = {
    EnterpriseKind.MAKER: _("食品生产"),
    EnterpriseKind.SELLER: _("食品销售"),
    EnterpriseKind.CATERER: _("餐饮服务"),
    EnterpriseKind.SCHOOL_CANTEEN: _("学校食堂"),
    EnterpriseKind.CARE_CANTEEN: _("养老机构食堂"),
    EnterpriseKind.COLLECTIVE_SUPPLIER: _("集体用餐配送"),
    EnterpriseKind.TAKEAWAY: _("外卖商家"),
    EnterpriseKind.PHARMACY: _("药店"),
    EnterpriseKind.DEVICE: _("医疗器械"),
    EnterpriseKind.COSMETICS: _("化妆品"),
    EnterpriseKind.WORKSHOP: _("小作坊"),
    EnterpriseKind.FARM: _("农产品主体"),
}
STATUSES: Mapping[EnterpriseStatus, str] = {
    EnterpriseStatus.OPERATING: _("在营"),
    EnterpriseStatus.SUSPENDED: _("停业"),
    EnterpriseStatus.CLOSED: _("已注销"),
}
FLAGS: Mapping[FlagKind, str] = {
    FlagKind.SUNSHINE_FACTORY: _("阳光工厂"),
    FlagKind.SUNSHINE_KITCHEN: _("阳光厨房"),
    FlagKind.FIVE_S: _("5S 现场管理"),
    FlagKind.CONTROL_POINTS: _("关键控制点（CCP）在线"),
    FlagKind.TRACE_CHAIN: _("浙食链"),
    FlagKind.SAFETY_DIRECTOR: _("食品安全总监"),
    FlagKind.SAFETY_OFFICER: _("食品安全员"),
    FlagKind.INSURANCE: _("食品安全责任保险"),
    FlagKind.TAKEAWAY_SEAL: _("外卖封签"),
}
DOUBTS: Mapping[LicenceDoubt, str] = {
    LicenceDoubt.PATTERN: _("证号格式与常见写法不同，请以证照原件为准"),
    LicenceDoubt.CHECK_DIGIT: _("证号校验位对不上，请以证照原件为准"),
}
REFUSALS = {
    "name_missing": _("请填写企业名称"),
    "code_wrong": _("统一社会信用代码的校验位不对，请对照营业执照核对 18 位"),
    "code_taken": _("这个统一社会信用代码已经登记在另一家企业名下"),
    "region_unknown": _("这个街道或镇不在本地的行政区划里"),
    "coordinates": _("坐标要成对填写：纬度在 −90 到 90 之间，经度在 −180 到 180 之间"),
    "licence_kind": _("没有这一类证照"),
    "licence_number": _("证号格式不对，请对照证照核对"),
    "end_before_start": _("截止日期早于开始日期，请核对"),
    "certificate_kind": _("没有这一类认证"),
    "reason_missing": _("请写明理由"),
    "merge_same": _("请选择另一家企业；已经并入别家的登记不能再合并"),
    "merge_alone": _("这次合并涉及企业账号、等级或失信名单，要由第二个人确认"),
    "merge_waits": _("这两家里已有一家的合并在等第二个人确认"),
    "merge_own": _("提出合并的人不能自己确认，请换一个人"),
    "merge_decided": _("这次合并已经有人决定了"),
    "merge_clash": _("两家企业有只能保留一条的同类记录，请先处理再合并"),
    "split_already": _("这次合并已经拆分"),
    "enterprise_missing": _("企业库里没有这个代码或本站编号，请核对"),
}
PROPOSALS: Mapping[ProposalStage, str] = {
    ProposalStage.PROPOSED: _("等第二个人确认"),
    ProposalStage.CONFIRMED: _("已确认合并"),
    ProposalStage.DECLINED: _("没有合并"),
}
PROPOSAL_MARKS: Mapping[ProposalStage, str] = {
    ProposalStage.PROPOSED: "info",
    ProposalStage.CONFIRMED: "ok",
    ProposalStage.DECLINED: "hold",
}
FACETS = {
    "kind": _("企业类型"),
    "region": _("街道、镇"),
    "flag": _("标识"),
    "status": _("状态"),
    "changed": _("最近变动"),
}
LIKENESSES: Mapping[Likeness, str] = {
    Likeness.AGREES: _("写法不同，名称相同"),
    Likeness.FORMER: _("名称里写明的原名相同"),
    Likeness.SHORT: _("是这家企业名称的简称"),
    Likeness.MASKED: _("遮住的字之外都相同"),
    Likeness.BRANCH: _("一家是另一家的分支机构"),
    Likeness.OTHER_PLACE: _("字号相同，地名不同"),
    Likeness.OTHER_FORM: _("字号相同，组织形式不同"),
    Likeness.NEARLY: _("只差一两个字"),
    Likeness.ALIKE: _("有相同的字"),
}
