"""Pictures to pass articles on with."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.kernel.errors import NotFound
from portal.science import queries
from portal.science.rules import columns
from portal.science.sharing import Shape, picture_of
from portal.science.views.public import public_pages
from portal.web.guards import public
from portal.web.locale import language


@public_pages.get("/<string:column>/<string:slug>-<any(wide, tall):shape>.png")
@public
def send_share_picture(column: str, slug: str, shape: str) -> ResponseReturnValue:
    """Send the picture of what an article says now; it goes when the article does."""
    if column not in columns():
        raise NotFound(column)
    article = queries.get_public_article(column, slug, language())
    response = Response(picture_of(article, Shape(shape)), mimetype="image/png")
    response.set_etag(f"{article.id}-{article.version}-{shape}")
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
