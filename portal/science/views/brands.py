"""The signs of the place's brands: shown with their rules, taken away, added at the desk."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.extensions import objects
from portal.kernel.permissions import Permission
from portal.science import words
from portal.science.documents import KINDS
from portal.science.forms import WithdrawForm
from portal.science.forms.teaching import SignForm
from portal.science.models import BrandAsset
from portal.science.queries.teaching import get_sign, list_signs
from portal.science.series import brands_of_place
from portal.science.services import branding
from portal.science.services.picturing import ROOM
from portal.science.views.lessons import taken_away
from portal.science.views.pages import desk_pages, was_done
from portal.science.views.public import public_pages
from portal.web.guards import public, requires
from portal.web.htmx import page, refresh


@public_pages.get("/brands/")
@public
def list_brands() -> ResponseReturnValue:
    """Show every brand of the place with its signs and the rules for using them."""
    return page(
        "science/brands.html",
        brands=brands_of_place(),
        signs=list_signs(),
        licences=words.LICENCES,
        kinds=KINDS,
    )


@public_pages.get("/brands/files/<string:digest>")
@public
def send_sign(digest: str) -> ResponseReturnValue:
    """Send the file of a sign."""
    sign = get_sign(digest)
    return taken_away(objects().get(sign.digest, room=ROOM), sign.media_type, sign.name)


@desk_pages.route("/brands/", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def add_sign() -> ResponseReturnValue:
    """Offer a sign, with its licence and the rules for using it."""
    form = SignForm()
    if form.validate_on_submit() and was_done(form, lambda: _add(form)):
        return refresh(url_for(".add_sign"))
    return page(
        "science/desk/brands.html",
        status=422 if form.error_list else 200,
        form=form,
        brands=brands_of_place(),
        signs=list_signs(),
        licences=words.LICENCES,
    )


def _add(form: SignForm) -> None:
    branding.add_sign(sent=form.sent(), told=form.told(), by=current_user)


@desk_pages.route("/brands/<string:digest>/withdraw", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def withdraw_sign(digest: str) -> ResponseReturnValue:
    """Offer a sign no longer, with a reason readers can read."""
    sign, form = get_sign(digest), WithdrawForm()
    if form.validate_on_submit() and was_done(form, lambda: _withdraw(sign, form)):
        return refresh(url_for(".add_sign"))
    status = 422 if form.error_list else 200
    return page("science/desk/sign_withdraw.html", status=status, form=form, sign=sign)


def _withdraw(sign: BrandAsset, form: WithdrawForm) -> None:
    branding.withdraw_sign(sign, reason=form.reason.data, by=current_user)
