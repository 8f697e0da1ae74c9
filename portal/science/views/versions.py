"""What an article said before, and how two of its versions differ."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.permissions import Permission
from portal.science import queries, words, writing_words
from portal.science.models import Article
from portal.science.queries.writing import NOW, facts_of_version
from portal.science.rules import columns
from portal.science.rules.differences import differences
from portal.science.views.pages import ONE_ARTICLE, desk_pages
from portal.web.guards import requires
from portal.web.htmx import page

LARGEST = 10**6


def _asked(name: str, otherwise: int) -> int:
    told = request.args.get(name, type=int)
    return told if told is not None and 0 <= told <= LARGEST else otherwise


def _last_two(article: Article) -> tuple[int, int]:
    """Return what is compared unless something else is asked for."""
    if not article.versions:
        return NOW, NOW
    last = article.versions[-1]
    if last.facts != article.facts.as_json() or article.version == 1:
        return last.number, NOW
    return article.versions[-2].number, last.number


@desk_pages.get(f"{ONE_ARTICLE}/versions")
@requires(Permission.DESK_OPEN)
def list_versions(language: str, slug: str) -> ResponseReturnValue:
    """List the versions of an article and show how two of them differ."""
    article = queries.get_own_article(slug, language, current_user)
    first, second = _last_two(article)
    older, newer = _asked("older", first), _asked("newer", second)
    return page(
        "science/desk/versions.html",
        article=article,
        older=older,
        newer=newer,
        now=NOW,
        differences=differences(facts_of_version(article, older), facts_of_version(article, newer)),
        words=words,
        writing=writing_words,
        columns=columns(),
    )
