"""What people type to sign in, and what an administrator types to open an account."""

from flask_babel import lazy_gettext as _
from wtforms import (
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    widgets,
)

from portal.accounts import rules
from portal.accounts.rules import NewAccount
from portal.places.profile import current_place
from portal.web.forms import BaseForm, at_most, filled, strip
from portal.web.locale import language


class SignInForm(BaseForm):
    """User name and password."""

    username = StringField(_("用户名"), [filled(_("请填用户名")), at_most(60)], filters=[strip])
    password = PasswordField(_("密码"), [filled(_("请填密码")), at_most(200)])
    next = HiddenField()


class CodeForm(BaseForm):
    """A code from the authenticator app."""

    code = StringField(_("六位验证码"), [filled(_("请填验证码")), at_most(12)], filters=[strip])


class PasswordForm(BaseForm):
    """A new password, and the one it replaces."""

    old = PasswordField(_("现在的密码"), [filled(_("请填现在的密码")), at_most(200)])
    password = PasswordField(_("新密码"), [filled(_("请填新密码")), at_most(200)])


class PasskeyForm(BaseForm):
    """What the browser answers for a passkey."""

    answer = HiddenField(validators=[filled(_("浏览器没有给出通行密钥"))])
    label = StringField(_("给这把钥匙起个名"), [at_most(80)], filters=[strip])


class ManyField(SelectMultipleField):
    """Several answers as a list of check boxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class AccountForm(BaseForm):
    """A new account."""

    username = StringField(_("用户名"), [filled(_("请填用户名")), at_most(60)], filters=[strip])
    display_name = StringField(
        _("显示的名称"), [filled(_("请填名称")), at_most(80)], filters=[strip]
    )
    password = PasswordField(_("初始密码"), [filled(_("请填初始密码")), at_most(200)])
    roles = ManyField(_("角色"))
    department = SelectField(_("部门"), validate_choice=False)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        tongue = language()
        self.roles.choices = [
            (code, role.name[tongue]) for code, role in rules.roles().items() if not role.is_bound
        ]
        offices = current_place().departments.offices
        self.department.choices = [("", _("不属于部门"))] + [
            (office.code, office.name.in_(tongue)) for office in offices
        ]

    def facts(self) -> NewAccount:
        """Return what was typed, once the form is valid."""
        return NewAccount(
            username=self.username.data or "",
            display_name=self.display_name.data or "",
            password=self.password.data or "",
            roles=self.roles.data or [],
            department=self.department.data or None,
        )
