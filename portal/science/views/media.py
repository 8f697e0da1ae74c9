"""Pictures and recordings of an article: brought by its author, heard by its readers."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.extensions import objects
from portal.kernel.permissions import Permission
from portal.science import services, words
from portal.science.forms import PictureForm, SoundForm
from portal.science.models import Article, ArticleSound
from portal.science.queries.writing import get_sound
from portal.science.rules import EDITABLE, Licence
from portal.science.services import sounding
from portal.science.services.picturing import ROOM
from portal.science.services.placing import place_image
from portal.science.services.sounding import SoundFacts
from portal.science.views.pages import ONE_ARTICLE, address_of, desk_pages, own_article, was_done
from portal.science.views.public import public_pages
from portal.web.forms import BaseForm
from portal.web.guards import public, requires
from portal.web.htmx import page, refresh
from portal.web.played import Content, played_answer

PIECE = 1024 * 1024


def _add_picture(article: Article, form: PictureForm) -> None:
    services.add_image(
        article,
        raw=form.raw(),
        alt=form.alt.data,
        licence=Licence(form.licence.data),
        credit=form.credit.data or "",
        by=current_user,
    )


@desk_pages.route(f"{ONE_ARTICLE}/pictures", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def add_picture(language: str, slug: str) -> ResponseReturnValue:
    """Add a picture, with its licence and words for those who cannot see it."""
    article = own_article(slug, language)
    form = PictureForm()
    if form.validate_on_submit() and was_done(form, lambda: _add_picture(article, form)):
        return refresh(address_of(article, "add_picture"))
    return page(
        "science/desk/pictures.html",
        status=422 if form.error_list else 200,
        form=form,
        article=article,
        may_edit=article.stage in EDITABLE,
        licences=words.LICENCES,
    )


@desk_pages.post(f"{ONE_ARTICLE}/placements/<string:digest>")
@requires(Permission.ARTICLE_WRITE)
def place_picture(language: str, slug: str, digest: str) -> ResponseReturnValue:
    """Put a picture at the end of the article, and show it there."""
    article = own_article(slug, language)
    if BaseForm().validate_on_submit():
        place_image(article, digest, by=current_user)
    return refresh(address_of(article))


def _add_sound(article: Article, form: SoundForm) -> None:
    told = SoundFacts(
        title=form.title.data,
        transcript=form.transcript.data,
        licence=Licence(form.licence.data),
        credit=form.credit.data or "",
    )
    sounding.add_sound(article, sent=form.sent(), told=told, by=current_user)


@desk_pages.route(f"{ONE_ARTICLE}/sounds/", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def add_sound(language: str, slug: str) -> ResponseReturnValue:
    """Add a recording, with its licence and words for those who cannot hear it."""
    article = own_article(slug, language)
    form = SoundForm()
    if form.validate_on_submit() and was_done(form, lambda: _add_sound(article, form)):
        return refresh(address_of(article, "add_sound"))
    return page(
        "science/desk/sounds.html",
        status=422 if form.error_list else 200,
        form=form,
        article=article,
        may_edit=article.stage in EDITABLE,
        licences=words.LICENCES,
    )


@desk_pages.post(f"{ONE_ARTICLE}/sounds/<string:digest>/remove")
@requires(Permission.ARTICLE_WRITE)
def remove_sound(language: str, slug: str, digest: str) -> ResponseReturnValue:
    """Take a recording off a draft."""
    article = own_article(slug, language)
    if BaseForm().validate_on_submit():
        sounding.remove_sound(article, digest, by=current_user)
    return refresh(address_of(article, "add_sound"))


@public_pages.get("/sounds/<string:digest>")
@public
def send_sound(digest: str) -> ResponseReturnValue:
    """Send a recording, or the part asked for, to whoever may hear it."""
    reader = current_user if current_user.is_authenticated else None
    sound = get_sound(digest, reader)
    return played_answer(
        sound.size,
        whole=lambda: objects().pieces(sound.digest, room=ROOM),
        part=lambda first, stop: objects().part(sound.digest, first, stop, room=ROOM),
        answer=lambda content: _answer(content, sound),
    )


def _answer(content: Content, sound: ArticleSound) -> Response:
    answer = Response(content, mimetype=sound.media_type)
    # It may be withdrawn: whoever keeps it asks again.
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
