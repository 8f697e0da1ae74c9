"""The desk's pages of popular science, written in two modules."""

from collections.abc import Callable

from flask import Blueprint

from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.lifecycle import MoveRefused
from portal.science.models import Article
from portal.web.forms import BaseForm
from portal.web.prose import Picture, Prose, render

desk_pages = Blueprint("science_desk", __name__, url_prefix="/desk/science")
ONE_ARTICLE = "/<any(zh, en):language>/<string:slug>"


def prose_of(article: Article, body: str | None = None) -> Prose:
    """Return an article's text, or another text with its pictures, as HTML."""
    pictures = [
        Picture(image.address, image.alt, image.width, image.height) for image in article.images
    ]
    return render(article.body if body is None else body, pictures)


def was_done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Do it. A refusal the reader can mend goes to the form; any other gets its own page."""
    try:
        act()
    except (NotAllowed, MoveRefused):
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True
