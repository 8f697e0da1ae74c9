"""Words of accounts."""

from flask_babel import lazy_gettext as _

WORDS = {
    "username_taken": _("这个用户名已有人用，请换一个"),
    "password_short": _("密码至少 10 个字符"),
    "role_unknown": _("请至少选一个角色"),
    "wrong": _("用户名或密码不对"),
}
