"""The desk of lesson packs: one person makes one, another publishes it."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.permissions import Permission
from portal.science import words
from portal.science.documents import KINDS
from portal.science.forms import WithdrawForm
from portal.science.forms.teaching import LessonForm, SheetForm, answers_of_pack
from portal.science.models import LessonPack
from portal.science.queries import teaching as packs
from portal.science.services import teaching
from portal.science.views.pages import desk_pages, was_done
from portal.web.forms import BaseForm
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.prose import render

ONE_PACK = "/lessons/<string:slug>"


def _to(pack: LessonPack) -> ResponseReturnValue:
    return refresh(url_for(".show_lesson", slug=pack.slug))


def _check_reader() -> None:
    """Let whoever makes packs and whoever publishes them in."""
    if not any(map(current_user.may, (Permission.ARTICLE_WRITE, Permission.ARTICLE_PUBLISH))):
        raise NotAllowed(Permission.ARTICLE_WRITE)


@desk_pages.get("/lessons/")
@requires(Permission.DESK_OPEN)
def list_lessons() -> ResponseReturnValue:
    """List every pack, public or not."""
    _check_reader()
    return page(
        "science/desk/lessons.html",
        packs=packs.list_packs(),
        me=current_user.id,
        may_make=current_user.may(Permission.ARTICLE_WRITE),
    )


def _form_page(form: LessonForm, pack: LessonPack | None) -> ResponseReturnValue:
    status = 422 if form.error_list else 200
    return page("science/desk/lesson_form.html", status=status, form=form, pack=pack)


@desk_pages.route("/lessons/new", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def make_lesson() -> ResponseReturnValue:
    """Begin a pack."""
    form = LessonForm()
    if form.validate_on_submit():
        try:
            return _to(teaching.make_pack(form.facts(), by=current_user))
        except Refused as refusal:
            form.refuse(refusal)
    return _form_page(form, None)


@desk_pages.route(f"{ONE_PACK}/edit", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def edit_lesson(slug: str) -> ResponseReturnValue:
    """Change a pack that is not public yet."""
    pack = packs.get_pack(slug)
    if pack.made_by_id != current_user.id:
        raise NotAllowed(slug)
    form = LessonForm(data=answers_of_pack(pack))
    if form.validate_on_submit() and was_done(form, lambda: _save(pack, form)):
        return _to(pack)
    return _form_page(form, pack)


def _save(pack: LessonPack, form: LessonForm) -> None:
    teaching.save_pack(pack, form.facts(), revision=form.opened_revision, by=current_user)


def _show(pack: LessonPack, form: BaseForm | None = None) -> ResponseReturnValue:
    return page(
        "science/desk/lesson.html",
        status=422 if form is not None and form.error_list else 200,
        pack=pack,
        form=form if isinstance(form, SheetForm) else SheetForm(formdata=None),
        refused=form,
        plan=render(pack.plan),
        is_maker=pack.made_by_id == current_user.id,
        may_publish=current_user.may(Permission.ARTICLE_PUBLISH),
        licences=words.LICENCES,
        kinds=KINDS,
    )


@desk_pages.get(ONE_PACK)
@requires(Permission.DESK_OPEN)
def show_lesson(slug: str) -> ResponseReturnValue:
    """Show a pack as it stands."""
    _check_reader()
    return _show(packs.get_pack(slug))


@desk_pages.post(f"{ONE_PACK}/sheets")
@requires(Permission.ARTICLE_WRITE)
def add_sheet(slug: str) -> ResponseReturnValue:
    """Add a sheet to print."""
    pack, form = packs.get_pack(slug), SheetForm()
    if form.validate_on_submit() and was_done(form, lambda: _add(pack, form)):
        return _to(pack)
    return _show(pack, form)


def _add(pack: LessonPack, form: SheetForm) -> None:
    teaching.add_sheet(pack, sent=form.sent(), told=form.told(), by=current_user)


@desk_pages.post(f"{ONE_PACK}/publish")
@requires(Permission.ARTICLE_PUBLISH)
def publish_lesson(slug: str) -> ResponseReturnValue:
    """Make a pack public that somebody else made."""
    pack, form = packs.get_pack(slug), BaseForm()
    if form.validate_on_submit() and was_done(form, lambda: _publish(pack)):
        return _to(pack)
    return _show(pack, form)


def _publish(pack: LessonPack) -> None:
    teaching.publish_pack(pack, by=current_user, seen=request.form.get("state"))


@desk_pages.route(f"{ONE_PACK}/withdraw", methods=["GET", "POST"])
@requires(Permission.ARTICLE_PUBLISH)
def withdraw_lesson(slug: str) -> ResponseReturnValue:
    """Take a pack off the site, with a reason readers can read."""
    pack, form = packs.get_pack(slug), WithdrawForm()
    if form.validate_on_submit() and was_done(form, lambda: _withdraw(pack, form)):
        return _to(pack)
    status = 422 if form.error_list else 200
    return page("science/desk/lesson_withdraw.html", status=status, form=form, pack=pack)


def _withdraw(pack: LessonPack, form: WithdrawForm) -> None:
    teaching.withdraw_pack(pack, reason=form.reason.data, by=current_user)
