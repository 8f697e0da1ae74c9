"""Forms that are sent once: one that is sent again, pressed twice or repeated, does nothing more.

The page of such a form is not kept (``no-store``): each reader's holds a token of its own.
"""

from typing import Any

from flask import Response
from wtforms import HiddenField

from portal.web.form_tokens import TOKEN, new_token
from portal.web.forms import BaseForm
from portal.web.htmx import page


class OnceForm(BaseForm):
    """Parent of forms that are sent once."""

    once = HiddenField(default=new_token)

    @property
    def sent_once(self) -> str:
        """The form's own token; a new one where none came that could be one."""
        told = self.once.data or ""
        return told if TOKEN.fullmatch(told) else new_token()


def once_page(template: str, form: OnceForm, **context: Any) -> Response:
    """Show such a form: as it was asked for, or as it came back (422)."""
    answer = page(template, form=form, status=422 if form.error_list else 200, **context)
    answer.headers["Cache-Control"] = "no-store"
    return answer
