"""What somebody who takes the quiz fills in."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectChoice

from portal.quiz.rules import Edition
from portal.web.form_tokens import TOKEN, new_token
from portal.web.forms import BaseForm, filled
from portal.web.locale import language


class PaperForm(BaseForm):
    """Answers to one edition; its fields are made by ``form_for``."""

    paper = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not TOKEN.fullmatch(self.paper.data or ""):
            self.paper.data = new_token()

    def chosen(self, edition: Edition) -> list[int]:
        """Return the number of the answer to each question."""
        return [int(self[f"q-{one.code}"].data) for one in edition.questions]


def form_for(edition: Edition) -> PaperForm:
    """Return the form of an edition, with what was sent."""
    fields = {
        f"q-{question.code}": RadioField(
            question.asks[language()],
            # The summary above the form repeats these words: they say which question is meant.
            [filled(_("第 %(n)s 题：请选一个答案；不知道就选最像的", n=place))],
            choices=[
                SelectChoice(str(number), answer[language()])
                for number, answer in enumerate(question.answers, 1)
            ],
        )
        for place, question in enumerate(edition.questions, 1)
    }
    made: type[PaperForm] = type("EditionForm", (PaperForm,), fields)
    return made()
