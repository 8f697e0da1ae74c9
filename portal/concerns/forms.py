"""What people who ask, and the desk, fill in."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, Form, HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.concerns.rules import MOST_LINKS, Content, Link, topics
from portal.concerns.words import WORDS
from portal.places.profile import current_place
from portal.places.rules.names import mask_text
from portal.web.forms import BaseForm, at_least, at_most, filled
from portal.web.inner_links import leads_somewhere
from portal.web.locale import language

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_QUESTION = 1000
FEWEST_SIGNS = 6
# What a question is about as long as nobody chose: topics.yaml.
NO_TOPIC = "other"


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return _UNKEEPABLE.sub("", value).strip() if value else value


def without_person(_form: Form, field: Field) -> None:
    """Refuse telephone and identity numbers: answering needs nobody's."""
    if field.data and mask_text(field.data) != field.data:
        raise ValidationError(WORDS["personal"])


def _topics() -> list[SelectChoice]:
    return [SelectChoice(code, name[language()]) for code, name in topics().items()]


class QuestionForm(BaseForm):
    """A question to the bureau."""

    text = TextAreaField(
        _("您想问什么"),
        [
            filled(WORDS["text_missing"]),
            at_least(FEWEST_SIGNS, WORDS["text_missing"]),
            at_most(LONGEST_QUESTION),
            without_person,
        ],
        filters=[kept],
    )
    topic = SelectField(_("关于什么"), default=NO_TOPIC)
    sure = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic.choices = _topics()


class ContentForm(BaseForm):
    """A concern and its answer, as the desk writes them."""

    question = TextAreaField(
        _("大家问的是什么"),
        [filled(WORDS["question_missing"]), at_most(200), without_person],
        filters=[kept],
    )
    question_en = TextAreaField(_("问题（英文）"), [at_most(400)], filters=[kept])
    answer = TextAreaField(_("答复"), [at_most(6000), without_person], filters=[kept])
    answer_en = TextAreaField(_("答复（英文）"), [at_most(9000)], filters=[kept])
    topic = SelectField(_("关于什么"))
    links = TextAreaField(_("本站的相关页面"), [at_most(4000)], filters=[kept])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic.choices = _topics()

    @classmethod
    def of(cls, content: Content) -> "ContentForm":
        """Return the form with what is written so far."""
        lines = "\n".join(f"{one.address} {one.title}".strip() for one in content.links)
        return cls(data={**vars(content), "links": lines})

    def _links(self) -> tuple[Link, ...]:
        lines = [line.split(None, 1) for line in (self.links.data or "").splitlines()]
        return tuple(Link(parts[0], parts[1] if parts[1:] else "") for parts in lines if parts)

    def validate_links(self, _field: Field) -> None:
        """Open every page that is linked to: it must be ours, public, and there."""
        found = self._links()
        if len(found) > MOST_LINKS:
            raise ValidationError(str(WORDS["links_many"]) % {"most": MOST_LINKS})
        for link in found:
            if not leads_somewhere(link.address):
                raise ValidationError(str(WORDS["link_bad"]) % {"address": link.address[:80]})

    def content(self) -> Content:
        """Return what was filled in."""
        return Content(
            question=self.question.data,
            question_en=self.question_en.data or "",
            answer=self.answer.data or "",
            answer_en=self.answer_en.data or "",
            topic=self.topic.data,
            links=self._links(),
        )


class StepForm(BaseForm):
    """A word with a step, and the department where one is to answer.

    ``seen`` is how many steps had been taken when the concern was read.
    """

    seen = HiddenField()

    opinion = TextAreaField(_("意见或说明"), [at_most(400)], filters=[kept])
    department = SelectField(_("由哪个部门答复"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = current_place().departments.offices
        told = [SelectChoice(one.code, one.name.in_(language())) for one in offices]
        self.department.choices = [SelectChoice("", _("请选择")), *told]


class AsideForm(BaseForm):
    """Why a question is not answered here."""

    reason = TextAreaField(_("原因"), [filled(WORDS["word_missing"]), at_most(400)], filters=[kept])


class JoinForm(BaseForm):
    """Which concern a question belongs to."""

    concern = StringField(_("问题编号"), [filled(WORDS["no_such_concern"]), at_most(60)])
