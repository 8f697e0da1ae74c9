"""Fields and checks that the forms of this room share."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import phonenumbers
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, Form, SelectMultipleField, StringField, widgets
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.complaints import policy
from portal.places.rules import Item
from portal.web.attachment_field import AttachmentField
from portal.web.attachments import FileLimits, family_of
from portal.web.locale import language

REGION = "CN"
# Beyond this, marks piled on letters serve no language; they only break the page of the reader.
MOST_MARKS = 20
LARGEST_YUAN = re.compile(r"\d{1,9}(\.\d{1,2})?")
FEN = 100
MEGABYTE = 1024 * 1024


def readable(value: str | None) -> str | None:
    """Take out what nobody can read: control characters, lone surrogates, blanks at the ends."""
    if value is None:
        return None
    kept = (
        sign for sign in value if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
    return "".join(kept).strip()


def plain_words(_form: Form, field: Field) -> None:
    """Refuse text piled up with combining marks."""
    marks = sum(1 for sign in field.data or "" if unicodedata.combining(sign))
    if marks > MOST_MARKS + len(field.data or "") // 10:
        raise ValidationError(gettext("文字里叠加符号太多，别人读不了，请用普通文字重写"))


def long_enough(_form: Form, field: Field) -> None:
    """Ask for a story that tells something, and not for a book."""
    shortest, longest = policy.text_bounds()
    written = len((field.data or "").strip())
    if written < shortest:
        raise ValidationError(
            ngettext("请写一写经过，至少 %(num)s 个字", "请写一写经过，至少 %(num)s 个字", shortest)
        )
    if written > longest:
        raise ValidationError(
            ngettext("写得太长，最多 %(num)s 个字", "写得太长，最多 %(num)s 个字", longest)
        )


def reachable(_form: Form, field: Field) -> None:
    """Refuse what no telephone in China answers to; short codes such as 12315 are not people's."""
    if not field.data:
        return
    try:
        number = phonenumbers.parse(field.data, REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(
            gettext("电话号码不对，请核对：手机 11 位，座机带区号，如 0577-88880000")
        )


def choices_of(items: Iterable[Item]) -> list[SelectChoice]:
    """Return the answers of a list parameter in the reader's language."""
    return [SelectChoice(item.code, item.label.in_(language())) for item in items]


class TickField(SelectMultipleField):
    """Several answers, each with its box."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class DayField(DateField):
    """A day; what is no day is said in our own words."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day the browser, or the citizen, has written."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("日期请这样写：2026-11-08")) from None


class YuanField(StringField):
    """An amount in yuan with at most two decimals."""

    def pre_validate(self, form: Form) -> None:  # noqa: ARG002 - WTForms' own signature
        """Refuse what is not an amount."""
        if self.data and not LARGEST_YUAN.fullmatch(self._plain()):
            raise ValidationError(gettext("金额请写数字，如 38 或 38.50"))

    def _plain(self) -> str:
        return re.sub(r"[,，\s¥￥元]", "", unicodedata.normalize("NFKC", self.data or ""))

    @property
    def fen(self) -> int | None:
        """The amount in 分, or None where none was given."""
        if not self.data:
            return None
        whole, _dot, part = self._plain().partition(".")
        return int(whole) * FEN + int(f"{part:0<2}" or 0)


class EvidenceField(AttachmentField):
    """Photos, papers and recordings that come with a case."""

    @staticmethod
    def limits() -> FileLimits:
        """Return what may be attached to a case."""
        return policy.file_limits()

    def __call__(self, **kwargs: Any) -> Any:
        """Tell the browser what is kept, so that a file too large is said before it is sent."""
        limits = policy.file_limits()
        sizes = " ".join(f"{kind}:{limits.size_of(kind)}" for kind in limits.types)
        told = {
            "accept": ",".join(limits.types),
            "data_sizes": sizes,
            "data_largest": limits.largest,
            "data_too_large": gettext("“{name}”超过 {size} MB，没有选上；视频可以截短，或者只截图"),
        }
        return super().__call__(**{**told, **kwargs})


def evidence_hint() -> str:
    """Say what may be attached."""
    limits = policy.file_limits()
    families = {family_of(kind) for kind in limits.types}
    told = {"count": limits.count, "size": limits.size // MEGABYTE}
    if not families & {"audio", "video"}:
        said = gettext(
            "最多 %(count)s 个，每个不超过 %(size)s MB，照片或 PDF。"
            "拍摄地点、设备和作者会自动去掉；去不掉的，只有承办人能看。",
            **told,
        )
    else:
        said = gettext(
            "最多 %(count)s 个：照片或 PDF 每个不超过 %(size)s MB，"
            "录音 %(sound)s MB，视频 %(video)s MB。"
            "拍摄地点、设备和作者会自动去掉；去不掉的，只有承办人能看。",
            sound=_largest(limits, "audio"),
            video=_largest(limits, "video"),
            **told,
        )
    return str(said)


def _largest(limits: FileLimits, family: str) -> int:
    sizes = [limits.size_of(kind) for kind in limits.types if family_of(kind) == family]
    return max(sizes, default=limits.size) // MEGABYTE


HONEYPOT_LABEL = _("这一栏请留空")
