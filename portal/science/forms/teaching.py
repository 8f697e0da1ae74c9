"""What makers of lesson packs and keepers of the place's signs fill in."""

from typing import IO, Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import Field, HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from portal.science.forms.fields import counted, kept
from portal.science.forms.media import licence_field
from portal.science.models import LessonPack
from portal.science.rules import Language, Licence
from portal.science.rules.teaching import FileFacts, LessonFacts, SignFacts
from portal.science.series import brands_of_place
from portal.science.words import WORDS
from portal.science.writing_words import WRITING
from portal.web.forms import BaseForm, WholeNumberField, at_most, filled
from portal.web.locale import language

OLDEST, LONGEST_LESSON = 99, 600


def _number(label: str, largest: int) -> WholeNumberField:
    words = _("请写 0 到 %(largest)s 之间的整数", largest=largest)
    return WholeNumberField(label, [InputRequired(words), NumberRange(0, largest, words)])


def slug_of_line(line: str) -> str:
    """Return the name of an article, of its address or of its name alone."""
    try:
        path = urlsplit(line.strip()).path
    except ValueError:
        return line.strip()
    return path.rstrip("/").rpartition("/")[2]


class LessonForm(BaseForm):
    """A pack of lessons."""

    title = StringField(_("标题"), [filled(WORDS["title_missing"]), at_most(120)], filters=[kept])
    summary = TextAreaField(
        _("这堂课讲什么"), [filled(WRITING["summary_lesson"]), at_most(400)], filters=[kept]
    )
    language = SelectField(
        _("语言"), choices=[SelectChoice("zh", _("中文")), SelectChoice("en", _("英文"))]
    )
    age_from = _number(_("最小几岁"), OLDEST)
    age_to = _number(_("最大几岁"), OLDEST)
    minutes = _number(_("需要几分钟"), LONGEST_LESSON)
    plan = TextAreaField(
        _("教学步骤"), [filled(WRITING["plan_missing"]), at_most(20_000)], filters=[kept]
    )
    articles = TextAreaField(_("读哪几篇文章"), [at_most(4000)], filters=[kept])
    revision = HiddenField()

    @property
    def opened_revision(self) -> int:
        """The state of the pack this person had open; 0 where it cannot be read."""
        return counted(self.revision.data)

    def facts(self) -> LessonFacts:
        """Return what was written, once the form is valid."""
        lines = [slug_of_line(line) for line in (self.articles.data or "").splitlines()]
        return LessonFacts(
            language=Language(self.language.data),
            title=self.title.data,
            summary=self.summary.data,
            plan=self.plan.data,
            age_from=self.age_from.data,
            age_to=self.age_to.data,
            minutes=self.minutes.data,
            slugs=tuple(dict.fromkeys(line for line in lines if line)),
        )


def answers_of_pack(pack: LessonPack) -> dict[str, Any]:
    """Return a pack as the answers its form would have held."""
    names = ("title", "summary", "age_from", "age_to", "minutes", "plan")
    return {
        **{name: getattr(pack, name) for name in names},
        "language": pack.language.value,
        "articles": "\n".join(part.slug for part in pack.parts),
        "revision": str(pack.revision),
    }


class SheetForm(BaseForm):
    """One sheet to print."""

    sheet = FileField(_("练习单文件"))
    name = StringField(
        _("练习单名称"), [filled(WRITING["sheet_title"]), at_most(120)], filters=[kept]
    )
    licence = licence_field(_("为什么可以用这份文件"))
    credit = StringField(_("作者或来源"), [at_most(120)], filters=[kept])

    def validate_sheet(self, field: Field) -> None:
        """Ask for a file."""
        if not field.data:
            raise ValidationError(WRITING["document_missing"])

    def sent(self) -> IO[bytes]:
        """Return the file as it was sent."""
        stream: IO[bytes] = self.sheet.data.stream
        return stream

    def told(self) -> FileFacts:
        """Return what was told about it."""
        licence = Licence(self.licence.data)
        return FileFacts(self.name.data, licence, self.credit.data or "")


class SignForm(BaseForm):
    """One sign of one of the place's brands."""

    brand = SelectField(_("品牌"))
    sign = FileField(_("标识文件"))
    name = StringField(_("标识名称"), [filled(WRITING["sign_name"]), at_most(120)], filters=[kept])
    alt = StringField(_("图样说明"), [filled(WORDS["picture_alt"]), at_most(200)], filters=[kept])
    rules = TextAreaField(
        _("使用规则"), [filled(WRITING["sign_rules"]), at_most(4000)], filters=[kept]
    )
    licence = licence_field(_("为什么可以给大家用"))
    credit = StringField(_("设计者或来源"), [at_most(120)], filters=[kept])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = brands_of_place().items()
        self.brand.choices = [SelectChoice(code, name.in_(language())) for code, name in named]

    def validate_sign(self, field: Field) -> None:
        """Ask for a file."""
        if not field.data:
            raise ValidationError(WRITING["document_missing"])

    def sent(self) -> IO[bytes]:
        """Return the file as it was sent."""
        stream: IO[bytes] = self.sign.data.stream
        return stream

    def told(self) -> SignFacts:
        """Return what was told about it."""
        return SignFacts(
            brand=self.brand.data,
            name=self.name.data,
            alt=self.alt.data,
            rules=self.rules.data,
            licence=Licence(self.licence.data),
            credit=self.credit.data or "",
        )
