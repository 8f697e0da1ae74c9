"""Which records a handler can link with a case, and how each is found by what is typed."""

import re

from flask import url_for
from flask_babel import lazy_gettext as _

from portal.complaints import links
from portal.complaints.links import Record
from portal.kernel import clock
from portal.kernel.errors import Refused
from portal.penalties.queries import penalties
from portal.sampling import queries as sampling
from portal.science import queries as science

ARTICLE = re.compile(r"(?:.*/science/)?([\w-]+)/([\w-]+)/?")


def find_result(number: str) -> Record | None:
    """Return the public result with this number."""
    try:
        batch = sampling.get_result(number)
    except Refused:
        return None
    address = url_for("sampling.show_result", reference=batch.reference)
    return Record(batch.reference, batch.product, address)


def find_penalty(number: str) -> Record | None:
    """Return the penalty with this decision number: a case that was filed (立案) ends in it.

    One that is not shown to everybody has its number alone, which leads nowhere yet.
    """
    penalty = penalties.find_by_number(number) or penalties.find_penalty(number)
    if penalty is None:
        return None
    shown = penalties.is_shown_on(penalty, clock.today())
    address = url_for("penalties.show_penalty", reference=penalty.reference) if shown else ""
    return Record(penalty.number, penalty.respondent, address)


def find_article(typed: str) -> Record | None:
    """Return the published article at this address, such as rumours/honey."""
    found = ARTICLE.fullmatch(typed.strip())
    if found is None:
        return None
    column, slug = found.groups()
    try:
        article = science.get_public_article(column, slug, "zh")
    except Refused:
        return None
    address = url_for("science.show_article", column=column, slug=slug)
    return Record(f"{column}/{slug}", article.title, address)


def register() -> None:
    """Let cases be linked with results, penalties and articles."""
    links.register(links.Kind("penalty", _("行政处罚（立案）"), find_penalty))
    links.register(links.Kind("result", _("抽检结果"), find_result))
    links.register(links.Kind("article", _("科普文章"), find_article))
