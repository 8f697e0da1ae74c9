"""Words of the search."""

from flask_babel import lazy_gettext as _

# What each kind of thing is called, and counted in.
KINDS = {
    "article": _("文章"),
    "card": _("名词卡片"),
    "law": _("法规"),
    "rumour": _("谣言核实"),
    "concern": _("关切回应"),
    "announcement": _("公告"),
    "help": _("办事与帮助"),
}
# What has a search of its own is offered the same words.
NEIGHBOURS = {
    "sampling.list_results": _("抽检结果"),
    "enterprises.list_enterprises": _("企业"),
}
WORDS = {
    "words_missing": _("请写意思一样的词"),
    "reason_missing": _("请写一句为什么，别的编辑以后要看"),
    "too_few": _("一组至少两个词，用顿号、逗号或换行隔开"),
    "too_many": _("一组最多 10 个词，请分成几组"),
    "too_long": _("“%(word)s…”太长，一个词最多 20 个字"),
    "says_nothing": _("“%(word)s”搜不出东西，不能当同义词"),
    "one_sign": _("“%(word)s”只有一个字，到处都会碰上，请写完整的词"),
    "twice": _("“%(word)s”和“%(other)s”对搜索来说是同一个词，留一个就行"),
    "elsewhere": _("“%(word)s”已在另一组里：%(group)s。请先删掉那一组，再合起来写成一组"),
    "known": _("这几个词本来就当作同一个意思，不用再加"),
    "removed": _("这一组已经被别人删掉了"),
}
