"""Words of popular science."""

from enum import StrEnum

from flask_babel import lazy_gettext as _

from portal.science.rules import Audience, Licence, Stage, Standing, StepKind, Trait, Verdict
from portal.science.rules.claims import ClaimKind

STAGES = {
    Stage.DRAFT: _("草稿"),
    Stage.IN_REVIEW: _("审核中"),
    Stage.RETURNED: _("已退回，待修改"),
    Stage.PUBLISHED: _("已发布"),
    Stage.WITHDRAWN: _("已撤回"),
}
STANDINGS = {
    Standing.SCHEDULED: _("定时发布"),
    Standing.LIVE: _("已发布"),
    Standing.DUE: _("到期待复审"),
    Standing.WITHDRAWN: _("已撤回"),
}
FIELDS = {
    "title": _("标题"),
    "summary": _("摘要"),
    "body": _("正文"),
    "sources": _("出处"),
    "items": _("解释哪些不合格项目"),
    "event": _("活动信息"),
    "details": _("栏目信息"),
    "series": _("系列"),
    "byline": _("署名"),
    "audience": _("写给谁"),
    "exposure": _("曝光的依据和企业的答复"),
    "sounds": _("录音"),
}
VERDICTS = {Verdict.APPROVED: _("通过"), Verdict.RETURNED: _("退回")}
STEP_KINDS = {
    StepKind.REVIEW: _("审稿"),
    StepKind.PROOF: _("校对"),
    StepKind.SECRECY: _("保密"),
    StepKind.SOURCE: _("出处"),
}
TRAITS = {
    Trait.CLAIMS: _("有医学或法律内容"),
    Trait.EXPOSURE: _("曝光"),
    Trait.FIRM: _("链接了企业页面"),
}
CLAIMS = {ClaimKind.MEDICAL: _("医学"), ClaimKind.LEGAL: _("法律")}
AUDIENCES = {
    Audience.EVERYONE: _("人人适用"),
    Audience.PARENTS: _("给家长"),
    Audience.ELDERS: _("给长者"),
    Audience.PUPILS: _("给学生"),
    Audience.CATERERS: _("给餐饮店"),
    Audience.RIDERS: _("给外卖骑手"),
}
LICENCES = {
    Licence.OWN: _("我自己拍的或画的，同意本站使用"),
    Licence.PERMITTED: _("作者已书面同意本站使用"),
    Licence.CC0: _("公有领域（CC0）"),
    Licence.CC_BY: _("署名即可使用（CC BY）"),
    Licence.CC_BY_SA: _("署名并以同样方式分享（CC BY-SA）"),
}
# How a stage is marked: shape and colour (see _components/mark.html).
MARKS: dict[StrEnum, str] = {
    Stage.DRAFT: "hold",
    Stage.IN_REVIEW: "info",
    Stage.RETURNED: "warn",
    Stage.PUBLISHED: "ok",
    Stage.WITHDRAWN: "bad",
    Standing.SCHEDULED: "info",
    Standing.LIVE: "ok",
    Standing.DUE: "warn",
    Standing.WITHDRAWN: "bad",
}
WORDS = {
    "own_work": _("作者不能审自己的稿件，请换一位同事来审"),
    "same_reviewer": _("“%(step)s”是您做的，这一步要换一位同事来做"),
    "step_taken": _("您打开之后，这一步已经有同事处理过了。您写的意见还在下面，没有保存"),
    "step_over": _("您打开之后，这篇稿件已有结论。您写的意见还在下面，没有保存"),
    "step_not_yours": _("“%(step)s”不由您的角色来做"),
    "exposure_decision": _("曝光要依据已经生效的决定，现在查不到它，或者它还没有生效"),
    "exposure_reviewer": _("曝光在发布之前要由两位同事审过，发布的人不算在内"),
    "exposure_reply": _("企业还没有答复，请它答复的期限也没有过。请写上答复，或者等期限过后再发布"),
    "exposure_at_once": _("曝光不能定时发布：发布的那一刻要核对决定仍然有效"),
    "decision_unknown": _("查不到这个编号的决定，请核对编号"),
    "decision_open": _("这个决定还没有生效，不能作为曝光的依据"),
    "answer_order": _("答复期限要晚于请企业答复的日期"),
    "reply_dated": _("写了答复，就要写收到答复的日期；没有答复，就不要写日期"),
    "asked_future": _("这个日期还没有到"),
    "not_yours": _("只有作者本人可以改这篇稿件"),
    "locked": _("稿件已经送审，退回之后才能再改"),
    "changed": _("您打开之后，这篇稿件已有改动。请复制您写的内容，刷新后再保存"),
    "newer_version": _("您打开之后，作者又改过这篇稿件。下面是新的一版，您写的意见还在"),
    "column_unknown": _("请选一个栏目"),
    "translation_exists": _("这篇文章已经有这个语言的版本"),
    "translation_column": _("两种语言的版本要放在同一个栏目"),
    "title_missing": _("请写标题"),
    "summary_missing": _("请写一两句摘要"),
    "body_missing": _("请写正文"),
    "sources_missing": _("文中有医学或法律内容，请至少写一条出处"),
    "event_missing": _("这个栏目的稿件要写明开始时间、结束时间和地点"),
    "event_order": _("结束时间早于开始时间，请核对"),
    "opinion_missing": _("请写下意见，作者和以后查阅的人都会看到"),
    "reason_missing": _("请写明撤回的原因，读者会看到"),
    "note_missing": _("请写明改了什么，读者会看到"),
    "nothing_changed": _("内容没有变化，不需要更正"),
    "correction_waiting": _("已有一份更正在等审核，请先处理那一份"),
    "correction_decided": _("这份更正已经处理过了"),
    "publish_past": _("发布时间早于现在，请留空以立即发布"),
    "day_came": _("这篇文章不在等待定时发布：可能刚刚已经发布，请看它现在的状态"),
    "day_missing": _("请写改到什么时间发布"),
    "review_past": _("复审日期要晚于今天"),
    "picture_alt": _("请用一句话说明图片内容，看不到图片的人靠它了解"),
    "picture_kind": _("只能上传 JPEG、PNG 或 WebP 图片，这个文件打不开"),
    "picture_big": _("图片超过 8 MB，请压缩后再上传"),
    "picture_pixels": _("图片的像素太多，请缩小到 4000 万像素以内再上传"),
    "picture_many": _("一篇稿件最多 20 张图片"),
    "picture_unknown": _("正文里有一张图片不是这篇稿件的，请先放图片，再复制它的那一行"),
    "correction_step": _(
        "这样改要先过“%(step)s”，更正只由一个人审，走不到这一步：请另写一篇送审，发布后撤回这一篇"
    ),
}
