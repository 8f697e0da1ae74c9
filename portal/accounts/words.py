"""Words of accounts."""

from flask_babel import lazy_gettext as _

WORDS = {
    "username_taken": _("这个用户名已有人用，请换一个"),
    "username_shape": _("用户名只用小写字母、数字和连字符，2 到 60 个"),
    "wrong_old": _("现在的密码不对"),
    "role_unknown": _("请至少选一个角色"),
    "department_unknown": _("没有这个部门，请从列表里选"),
    "wrong": _("用户名或密码不对"),
    "code_wrong": _("验证码不对，或已经用过。请等下一个再试"),
    "passkey": _("通行密钥"),
    "passkey_wrong": _("没有认出这把通行密钥，请再试一次，或改用验证码"),
    "too_often": _("试的次数太多，请稍后再试"),
    "own_account": _("不能停用自己的账号"),
    "password_guessed": _("这个密码太常见，容易被猜到。请换一个，比如几个不相干的词连在一起"),
}
