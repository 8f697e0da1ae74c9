"""A sign in the words of the page that asks for it, and as the facts of a printed sheet."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.kernel.errors import NotFound
from portal.places.profile import current_place
from portal.places.rules import Text
from portal.ratings.door.badges import width_of
from portal.ratings.door.signs import Grade, Sign, door_file
from portal.web.filters import day
from portal.web.locale import language


def grade_words(grade: Grade | None) -> str:
    """Return the grade in words, or that there is none."""
    if grade is None:
        return str(_("未评级"))
    level, tongue = grade.level, language()
    name, plain = level.name.in_(tongue), level.plain.in_(tongue)
    return str(_("%(grade)s，%(plain)s", grade=name, plain=plain))


def scheme_words(grade: Grade | None) -> str:
    """Return which kind of grade it is."""
    return grade.scheme.short.in_(language()) if grade else str(_("食药安全等级"))


def since_words(sign: Sign) -> str:
    """Return from which day the grade holds; without one, on which day there was none."""
    if sign.grade is None:
        return str(_("截至 %(day)s 没有公开的等级", day=day(sign.printed_on)))
    return str(_("%(day)s 起生效", day=day(sign.grade.rating.effective_on)))


def badge_words(sign: Sign) -> tuple[str, str]:
    """Return the badge's title and description, for those who hear it read."""
    title = _(
        "%(name)s：%(scheme)s，%(grade)s",
        name=sign.enterprise.shown_name,
        scheme=scheme_words(sign.grade),
        grade=grade_words(sign.grade),
    )
    return title, _("%(since)s。以本站网页为准。", since=since_words(sign))


def sheet_facts(sign: Sign, *, page: str) -> dict[str, Any]:
    """Return what a printed sheet says, in both languages; ``page`` is the live page's address.

    Raises NotFound where there is no grade to print.
    """
    grade, enterprise = sign.grade, sign.enterprise
    if grade is None:
        raise NotFound(enterprise.reference)
    place, level, scheme = current_place().place, grade.level, grade.scheme
    line = place.hotlines[0].number if place.hotlines else ""
    return {
        "title": f"{enterprise.shown_name}：{scheme.short.zh} {level.name.zh}",
        "bureau": _both(place.bureau),
        "name": enterprise.shown_name,
        "key": enterprise.address_key,
        "address": enterprise.shown_address,
        "colour": level.colour,
        "plate": level.code,
        "plate-width": width_of(level.code),
        "levels": len(scheme.levels),
        "position": scheme.position(level.code),
        "grade": _pair(f"{level.name.zh}，{level.plain.zh}", f"{level.name.en}, {level.plain.en}"),
        "meaning": _both(level.meaning),
        "scheme": _both(scheme.name),
        "since": _period(grade.rating.effective_on, grade.rating.expires_on),
        "page": page,
        "site": _both(place.site_name),
        "scan": _fixed("scan"),
        "open": _fixed("address"),
        "printed": _dated("printed", day=sign.printed_on),
        "rule": _fixed("rule"),
        "nature": _fixed("nature"),
        "hotline": {tongue: text.format(number=line) for tongue, text in _fixed("hotline").items()},
    }


def _both(text: Text) -> dict[str, str]:
    return _pair(text.zh, text.en)


def _pair(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _fixed(name: str) -> dict[str, str]:
    return _both(door_file().words[name])


def _dated(name: str, **days: date) -> dict[str, str]:
    written = {
        "zh": {key: day.isoformat() for key, day in days.items()},
        "en": {key: f"{day.day} {day:%b %Y}" for key, day in days.items()},
    }
    return {tongue: text.format(**written[tongue]) for tongue, text in _fixed(name).items()}


def _period(first: date, last: date | None) -> dict[str, str]:
    return _dated("since", day=first) if last is None else _dated("until", first=first, last=last)
