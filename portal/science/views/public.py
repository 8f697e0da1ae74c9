"""What readers open: the columns, one column, one article, its pictures."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.extensions import objects
from portal.kernel.errors import NotFound
from portal.science import queries, words
from portal.science.panels import ARTICLE_ASIDES
from portal.science.prose import prose_of
from portal.science.queries.series import series_view
from portal.science.rules import Column, Standing, columns, minutes_to_read
from portal.science.series import series_of_place
from portal.science.sharing import address_of
from portal.web.codes import code_of
from portal.web.guards import public
from portal.web.htmx import page
from portal.web.locale import language
from portal.web.prose import plain

public_pages = Blueprint("science", __name__, url_prefix="/science")
NEWEST_IN_COLUMN = 2
EVENTS_SHOWN = 3


def _column(code: str) -> Column:
    column = columns().get(code)
    if column is None:
        raise NotFound(code)
    return column


@public_pages.get("/")
@public
def list_columns() -> ResponseReturnValue:
    """Show the columns with their newest articles, and what takes place next."""
    newest = {
        code: queries.newest_articles(NEWEST_IN_COLUMN, language(), code) for code in columns()
    }
    return page(
        "science/columns.html",
        columns=columns(),
        counts=queries.count_by_column(language()),
        newest=newest,
        events=queries.next_events(EVENTS_SHOWN, language()),
        series_names=series_of_place(),
    )


@public_pages.get("/<string:column>/")
@public
def list_articles(column: str) -> ResponseReturnValue:
    """Show one column, newest first."""
    asked = request.args
    return page(
        "science/column.html",
        column=_column(column),
        columns=columns(),
        counts=queries.count_by_column(language()),
        articles=queries.page_of_articles(
            column, language(), earlier=asked.get("earlier"), later=asked.get("later")
        ),
    )


@public_pages.get("/<string:column>/<string:slug>")
@public
def show_article(column: str, slug: str) -> ResponseReturnValue:
    """Show one article, with its sources and what was corrected in it."""
    article = queries.get_public_article(_column(column).code, slug, language())
    corrections = queries.list_corrections(article)
    address = address_of(article)
    return page(
        "science/article.html",
        article=article,
        column=columns()[article.column],
        prose=prose_of(article),
        minutes=minutes_to_read(plain(article.body)),
        audience=words.AUDIENCES[article.audience],
        corrections=corrections,
        checked_at=corrections[0].made_at if corrections else article.published_at,
        address=address,
        code=code_of(address),
        translation=queries.find_translation(article),
        panels=ARTICLE_ASIDES.collect(article),
        is_due=article.standing is Standing.DUE,
        licences=words.LICENCES,
        series=series_view(article, language()),
    )


@public_pages.get("/images/<string:digest>.webp")
@public
def send_image(digest: str) -> ResponseReturnValue:
    """Send a picture to whoever may see it; it is asked for again each time, for it may go."""
    reader = current_user if current_user.is_authenticated else None
    image = queries.get_image(digest, reader)
    response = Response(objects().get(image.digest, room="science"), mimetype="image/webp")
    response.set_etag(image.digest)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
