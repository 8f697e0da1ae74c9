"""What authors fill in."""

import re
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import NumberRange, Optional, ValidationError

from portal.science.forms.fields import (
    LONGEST_NAME,
    MOMENT,
    at_china,
    counted,
    in_this_century,
    kept,
    local,
    names_in,
)
from portal.science.models import Article
from portal.science.rules import (
    ArticleFacts,
    Audience,
    Column,
    Details,
    Event,
    Source,
    columns,
    tidy,
)
from portal.science.rules.links import is_secure_address
from portal.science.series import series_of_place
from portal.science.words import AUDIENCES, WORDS
from portal.science.writing_words import WRITING
from portal.web.forms import BaseForm, WholeNumberField, at_most, filled
from portal.web.locale import language

LONGEST_BODY = 60_000
# Reviewers note and compare line by line; no article has as many.
MOST_BODY_LINES = 2_000
MOST_LINES = 40
LONGEST_SOURCE = 400
SOURCE_PARTS = 4
MOST_PARTS = 999
LONGEST_TAB = 40
ADDRESS = re.compile(r"https?://[^\s/]+")
FIRST_COLUMN = "short-facts"


def secure(_form: object, field: Field) -> None:
    """Refuse an address that is not a whole https address."""
    if field.data and not is_secure_address(field.data):
        raise ValidationError(WRITING["address_insecure"])


class DetailsForm(BaseForm):
    """What only some columns ask for; the page shows what the chosen column asks for."""

    live_url = URLField(_("直播网址"), [secure], filters=[kept])
    replay_url = URLField(_("回放网址"), [secure], filters=[kept])
    lecturer = StringField(_("主讲人"), [at_most(LONGEST_NAME)], filters=[kept])
    held_on = DateField(_("讲课日期"), [Optional(), in_this_century])
    slides_url = URLField(_("课件网址"), [secure], filters=[kept])
    video_url = URLField(_("录像网址"), [secure], filters=[kept])
    ages = StringField(_("适合几岁"), [at_most(40)], filters=[kept])
    words_by = StringField(_("作词"), [at_most(LONGEST_NAME)], filters=[kept])
    music_by = StringField(_("作曲"), [at_most(LONGEST_NAME)], filters=[kept])

    def details(self, column: str) -> Details:
        """Return what this column asks for; what belongs to another is left out."""
        told: dict[str, Any] = {name: self[name].data or "" for name in vars(Details())}
        own: Column | None = columns().get(column)
        whole = Details(**{**told, "held_on": self.held_on.data})
        return whole.only(own.asks if own else ())


class ArticleForm(DetailsForm):
    """Everything an article says."""

    column = SelectField(_("栏目"), [filled(WORDS["column_unknown"])], default=FIRST_COLUMN)
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
    series = SelectField(_("系列"), filters=[lambda code: code or ""])
    part = WholeNumberField(
        _("系列里的第几篇"),
        [Optional(), NumberRange(1, MOST_PARTS, _("请写 1 到 999 之间的整数"))],
    )
    review_months = WholeNumberField(
        _("发布后几个月复审"), [Optional(), NumberRange(1, 60, _("请写 1 到 60 之间的整数"))]
    )
    byline = StringField(_("署名"), [at_most(LONGEST_NAME)], filters=[kept])
    revision = HiddenField()
    tab = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tongue = language()
        self.column.choices = [
            SelectChoice(code, one.name[tongue]) for code, one in columns().items()
        ]
        self.audience.choices = [
            SelectChoice(audience.value, AUDIENCES[audience]) for audience in Audience
        ]
        named = [SelectChoice(code, name.in_(tongue)) for code, name in series_of_place().items()]
        self.series.choices = [SelectChoice("", _("不属于系列")), *named]

    @property
    def chosen(self) -> Column:
        """The column whose fields are shown."""
        return columns().get(self.column.data or "") or columns()[FIRST_COLUMN]

    @property
    def shows_event(self) -> bool:
        """Whether time and place are asked for; what was written there is never hidden."""
        parts = (self.starts_at, self.ends_at, self.venue, self.seats)
        return self.chosen.has_event or any(part.data or part.errors for part in parts)

    def validate_body(self, field: Field) -> None:
        """Refuse more lines than anybody could review."""
        if (field.data or "").count("\n") >= MOST_BODY_LINES:
            raise ValidationError(_("正文最多 %(n)d 行，请把短行合并", n=MOST_BODY_LINES))

    def validate_sources(self, field: Field) -> None:
        """Refuse a line that is no source, and say which."""
        for number, line in enumerate((field.data or "").splitlines(), start=1):
            parts = [part.strip() for part in line.split("|")]
            if len(line) > LONGEST_SOURCE or number > MOST_LINES:
                raise ValidationError(_("出处太长，最多 40 条，每条 400 字"))
            if len(parts) > SOURCE_PARTS or (line.strip() and not parts[0]):
                raise ValidationError(
                    _("第 %(n)d 行读不懂，请写成：标题 | 编号或条款 | 网址 | 发布单位", n=number)
                )
            address = parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 - the third part
            if address and not ADDRESS.match(address):
                raise ValidationError(_("第 %(n)d 行的网址要以 http 或 https 开头", n=number))

    def validate_items(self, field: Field) -> None:
        """Refuse names no result could have."""
        names = names_in(field.data)
        if len(names) > MOST_LINES or any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_("最多 40 个项目，每个 80 字，用顿号分开"))

    def validate_venue(self, field: Field) -> None:
        """Refuse half an event."""
        parts = (self.starts_at.data, self.ends_at.data, field.data)
        if any(parts) and not all(parts):
            raise ValidationError(WORDS["event_missing"])

    def validate_series(self, field: Field) -> None:
        """Refuse a place in a series without one, and a series without a place."""
        has_part = bool(self.part.raw_data and self.part.raw_data[0].strip())
        if has_part != bool(field.data):
            raise ValidationError(_("系列和第几篇要一起写，或者都不写"))

    def facts(self, topics: tuple[str, ...] = ()) -> ArticleFacts:
        """Return what was written, once the form is valid; ``topics`` are kept as they were."""
        return ArticleFacts(
            column=self.column.data,
            title=self.title.data or "",
            summary=self.summary.data or "",
            body=self.body.data or "",
            audience=Audience(self.audience.data),
            topics=topics,
            items=names_in(self.items.data),
            sources=self._sources(),
            event=self._event(),
            has_claims=self.has_claims.data,
            review_months=self.review_months.data,
            byline=self.byline.data or "",
            details=self.details(self.column.data),
            series=self.series.data or "",
            part=self.part.data,
        )

    def _event(self) -> Event | None:
        starts_at, ends_at = at_china(self.starts_at.data), at_china(self.ends_at.data)
        if not starts_at or not ends_at:
            return None
        return Event(starts_at, ends_at, self.venue.data or "", self.seats.data)

    def _sources(self) -> tuple[Source, ...]:
        lines = (line for line in (self.sources.data or "").splitlines() if line.strip())
        return tuple(Source(*(part.strip() for part in line.split("|"))) for line in lines)

    @property
    def opened_revision(self) -> int:
        """The state of the article this person had open; 0 where it cannot be read."""
        return counted(self.revision.data)


class KeptForm(ArticleForm):
    """The same form while somebody writes: what it holds is kept unread."""

    @property
    def window(self) -> str:
        """The window it stands in."""
        return tidy(self.tab.data or "")[:LONGEST_TAB]

    def held(self) -> dict[str, str]:
        """Return what each field holds, as it was typed; a box that is not ticked holds nothing."""
        names = [field.name for field in self if field.name not in {"csrf_token", "tab"}]
        return {name: tidy(request.form[name]) for name in names if name in request.form}


class CorrectionForm(ArticleForm):
    """A change to what is already public, and what readers are told about it."""

    note = StringField(_("改了什么"), [filled(WORDS["note_missing"]), at_most(400)], filters=[kept])


def line_of(source: Source) -> str:
    """Return a source as the form writes it, one line."""
    parts = (source.title, source.reference, source.url, source.publisher)
    return " | ".join(parts).rstrip(" |")


def answers_of(article: Article) -> dict[str, Any]:
    """Return an article as the answers its form would have held."""
    facts = article.facts
    return {
        "column": facts.column,
        "title": facts.title,
        "summary": facts.summary,
        "body": facts.body,
        "audience": facts.audience.value,
        "has_claims": facts.has_claims,
        "sources": "\n".join(line_of(source) for source in facts.sources),
        "items": "、".join(facts.items),
        "starts_at": local(article.starts_at),
        "ends_at": local(article.ends_at),
        "venue": article.venue,
        "seats": article.seats_count,
        "series": facts.series,
        "part": facts.part,
        "review_months": facts.review_months,
        "byline": facts.byline,
        "revision": str(article.revision),
        **vars(facts.details),
    }
