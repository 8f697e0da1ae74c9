"""What authors and reviewers fill in."""

import re
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional, ValidationError

from portal.kernel import clock
from portal.science.models import Article
from portal.science.pictures import LARGEST_FILE
from portal.science.rules import (
    ArticleFacts,
    Audience,
    Event,
    Licence,
    Source,
    Verdict,
    columns,
    tidy,
)
from portal.science.words import AUDIENCES, LICENCES, WORDS
from portal.web.forms import BaseForm, WholeNumberField, at_most, filled
from portal.web.locale import language

# What browsers send: with seconds only where somebody typed them.
MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
LONGEST_BODY = 60_000
MOST_LINES = 40
LONGEST_NAME = 80
LONGEST_SOURCE = 400
SOURCE_PARTS = 3
COUNT = re.compile(r"[0-9]{1,8}")
ADDRESS = re.compile(r"https?://[^\s/]+")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def kept(value: str | None) -> str | None:
    """Take off what cannot be kept, and blanks at both ends."""
    return tidy(value).strip() if value else value


def in_this_century(_form: object, field: Field) -> None:
    """Refuse a day no calendar of ours reaches."""
    value: date | datetime | None = field.data
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(_("这个日期不对，请核对年份"))


def _names(text: str | None) -> tuple[str, ...]:
    parts = re.split(r"[，,、;；\n]+", text or "")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _counted(typed: str | None) -> int:
    return int(typed) if typed and COUNT.fullmatch(typed) else 0


def _at_china(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=clock.CHINA) if moment else None


def _local(moment: datetime | None) -> datetime | None:
    return clock.in_china(moment).replace(tzinfo=None) if moment else None


class ArticleForm(BaseForm):
    """Everything an article says."""

    column = SelectField(_("栏目"), [filled(WORDS["column_unknown"])])
    title = StringField(_("标题"), [filled(WORDS["title_missing"]), at_most(120)], filters=[kept])
    summary = TextAreaField(_("摘要"), [at_most(400)], filters=[kept])
    body = TextAreaField(_("正文"), [at_most(LONGEST_BODY)], filters=[kept])
    audience = SelectField(_("写给谁"))
    has_claims = BooleanField(_("文中有医学或法律内容"), default=True)
    sources = TextAreaField(_("出处"), filters=[kept])
    items = StringField(_("解释哪些不合格项目"), filters=[kept])
    starts_at = DateTimeLocalField(_("开始时间"), [Optional(), in_this_century], format=MOMENT)
    ends_at = DateTimeLocalField(_("结束时间"), [Optional(), in_this_century], format=MOMENT)
    venue = StringField(_("地点"), [at_most(120)], filters=[kept])
    seats = WholeNumberField(
        _("名额"), [Optional(), NumberRange(1, 100_000, _("请写 1 以上的整数"))]
    )
    review_months = WholeNumberField(
        _("发布后几个月复审"), [Optional(), NumberRange(1, 60, _("请写 1 到 60 之间的整数"))]
    )
    byline = StringField(_("署名"), [at_most(LONGEST_NAME)], filters=[kept])
    revision = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongue = language()
        self.column.choices = [
            SelectChoice(code, one.name[tongue]) for code, one in columns().items()
        ]
        self.audience.choices = [
            SelectChoice(audience.value, AUDIENCES[audience]) for audience in Audience
        ]

    def validate_sources(self, field: Field) -> None:
        """Refuse a line that is no source, and say which."""
        for number, line in enumerate((field.data or "").splitlines(), start=1):
            parts = [part.strip() for part in line.split("|")]
            if len(line) > LONGEST_SOURCE or number > MOST_LINES:
                raise ValidationError(_("出处太长，最多 40 条，每条 400 字"))
            if len(parts) > SOURCE_PARTS or (line.strip() and not parts[0]):
                raise ValidationError(
                    _("第 %(n)d 行读不懂，请写成：标题 | 编号或条款 | 网址", n=number)
                )
            address = parts[2] if len(parts) == SOURCE_PARTS else ""
            if address and not ADDRESS.match(address):
                raise ValidationError(_("第 %(n)d 行的网址要以 http 或 https 开头", n=number))

    def validate_items(self, field: Field) -> None:
        """Refuse names no result could have."""
        names = _names(field.data)
        if len(names) > MOST_LINES or any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_("最多 40 个项目，每个 80 字，用顿号分开"))

    def validate_venue(self, field: Field) -> None:
        """Refuse half an event."""
        parts = (self.starts_at.data, self.ends_at.data, field.data)
        if any(parts) and not all(parts):
            raise ValidationError(WORDS["event_missing"])

    def facts(self, topics: tuple[str, ...] = ()) -> ArticleFacts:
        """Return what was written, once the form is valid; ``topics`` are kept as they were."""
        starts_at, ends_at = _at_china(self.starts_at.data), _at_china(self.ends_at.data)
        event = None
        if starts_at and ends_at:
            event = Event(starts_at, ends_at, self.venue.data or "", self.seats.data)
        return ArticleFacts(
            column=self.column.data,
            title=self.title.data or "",
            summary=self.summary.data or "",
            body=self.body.data or "",
            audience=Audience(self.audience.data),
            topics=topics,
            items=_names(self.items.data),
            sources=self._sources(),
            event=event,
            has_claims=self.has_claims.data,
            review_months=self.review_months.data,
            byline=self.byline.data or "",
        )

    def _sources(self) -> tuple[Source, ...]:
        lines = (line for line in (self.sources.data or "").splitlines() if line.strip())
        return tuple(Source(*(part.strip() for part in line.split("|"))) for line in lines)

    @property
    def opened_revision(self) -> int:
        """The state of the article this person had open; 0 where it cannot be read."""
        return _counted(self.revision.data)


def answers_of(article: Article) -> dict[str, Any]:
    """Return an article as the answers its form would have held."""
    facts = article.facts
    lines = (
        " | ".join((source.title, source.reference, source.url)).rstrip(" |")
        for source in facts.sources
    )
    return {
        "column": facts.column,
        "title": facts.title,
        "summary": facts.summary,
        "body": facts.body,
        "audience": facts.audience.value,
        "has_claims": facts.has_claims,
        "sources": "\n".join(lines),
        "items": "、".join(facts.items),
        "starts_at": _local(article.starts_at),
        "ends_at": _local(article.ends_at),
        "venue": article.venue,
        "seats": article.seats_count,
        "review_months": facts.review_months,
        "byline": facts.byline,
        "revision": str(article.revision),
    }


class CorrectionForm(ArticleForm):
    """A change to what is already public, and what readers are told about it."""

    note = StringField(_("改了什么"), [filled(WORDS["note_missing"]), at_most(400)], filters=[kept])


class PictureForm(BaseForm):
    """One picture for an article."""

    picture = FileField(_("图片文件"))
    alt = StringField(_("图片说明"), [filled(WORDS["picture_alt"]), at_most(200)], filters=[kept])
    licence = RadioField(
        _("为什么可以用这张图"),
        [filled(_("请选一项。没有许可的图片不能上传"))],
        choices=[SelectChoice(licence.value, LICENCES[licence]) for licence in Licence],
    )
    credit = StringField(_("图片作者或来源"), [at_most(120)], filters=[kept])

    def validate_picture(self, field: Field) -> None:
        """Ask for a file."""
        if not field.data:
            raise ValidationError(_("请选一个图片文件"))

    def raw(self) -> bytes:
        """Return the file, or as much of it as shows that it is too large."""
        content: bytes = self.picture.data.stream.read(LARGEST_FILE + 1)
        return content


class OpinionForm(BaseForm):
    """An opinion on one version."""

    opinion = TextAreaField(
        _("意见"), [filled(WORDS["opinion_missing"]), at_most(2000)], filters=[kept]
    )
    version = HiddenField()

    @property
    def read_version(self) -> int:
        """The version this person read; 0 where it cannot be read."""
        return _counted(self.version.data)


class ReviewForm(OpinionForm):
    """A first review."""

    verdict = RadioField(
        _("结论"),
        [filled(_("请选通过或退回"))],
        choices=[
            SelectChoice(Verdict.APPROVED.value, _("初审通过，交给另一位同事终审")),
            SelectChoice(Verdict.RETURNED.value, _("退回作者修改")),
        ],
    )


class PublishForm(OpinionForm):
    """A second review, which publishes."""

    verdict = RadioField(
        _("结论"),
        [filled(_("请选发布或退回"))],
        choices=[
            SelectChoice(Verdict.APPROVED.value, _("终审通过并发布")),
            SelectChoice(Verdict.RETURNED.value, _("退回作者修改")),
        ],
    )
    publish_at = DateTimeLocalField(_("定时发布"), [Optional(), in_this_century], format=MOMENT)

    @property
    def moment(self) -> datetime | None:
        """When it is to appear; None at once."""
        return _at_china(self.publish_at.data)


class CorrectionDecisionForm(OpinionForm):
    """A decision on a proposed correction."""

    verdict = RadioField(
        _("结论"),
        [filled(_("请选发布或退回"))],
        choices=[
            SelectChoice(Verdict.APPROVED.value, _("发布这份更正")),
            SelectChoice(Verdict.RETURNED.value, _("不采用")),
        ],
    )


class WithdrawForm(BaseForm):
    """Why something leaves the site."""

    reason = TextAreaField(
        _("撤回的原因"), [filled(WORDS["reason_missing"]), at_most(400)], filters=[kept]
    )


class RenewForm(OpinionForm):
    """Until when an article holds."""

    review_by_on = DateField(_("下次复审日期"), [filled(_("请写下次复审的日期")), in_this_century])
