"""Words of letters about new results."""

from flask_babel import lazy_gettext as _

from portal.sampling.rules.subscriptions import Frequency

FREQUENCIES = {Frequency.DAILY: _("每天一封"), Frequency.WEEKLY: _("每周一封")}
REFUSALS = {
    "link_over": _("这个链接已经过期，或者不完整。请回到抽检结果页，重新订阅一次。"),
    "link_broken": _("这个退订链接不完整。请从信里完整地复制一次，或者直接点信里的退订。"),
}
