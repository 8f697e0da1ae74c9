"""The author's pages."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.kernel.errors import NotAllowed, Refused
from portal.kernel.permissions import Permission
from portal.science import queries, services, words
from portal.science.forms import ArticleForm, CorrectionForm, PictureForm, answers_of
from portal.science.models import Article
from portal.science.rules import EDITABLE, Language, Licence, Stage, columns, minutes_to_read
from portal.science.views.pages import ONE_ARTICLE, desk_pages, prose_of, was_done
from portal.web.guards import requires
from portal.web.htmx import page, refresh
from portal.web.prose import plain, render


def _address(article: Article, endpoint: str = "show_article") -> str:
    return url_for(f".{endpoint}", language=article.language.value, slug=article.slug)


def _is_sent(form: ArticleForm) -> bool:
    # Looking at a preview changes nothing and asks nothing of the answers yet.
    return request.form.get("action") != "preview" and bool(form.validate_on_submit())


def _show_form(
    form: ArticleForm, article: Article | None, *, template: str = "write", **facts: Any
) -> ResponseReturnValue:
    body = form.body.data or ""
    return page(
        f"science/desk/{template}.html",
        fragment="science/desk/_preview.html",
        status=422 if form.error_list else 200,
        form=form,
        article=article,
        preview=(prose_of(article, body) if article else render(body)) if body else None,
        minutes=minutes_to_read(plain(body)),
        columns=columns(),
        **facts,
    )


@desk_pages.get("/")
@requires(Permission.ARTICLE_WRITE)
def list_articles() -> ResponseReturnValue:
    """List what this person wrote."""
    return page(
        "science/desk/list.html",
        articles=queries.list_own(current_user),
        words=words,
        columns=columns(),
    )


def _translated() -> tuple[Article | None, Language]:
    language = Language.EN if request.args.get("language") == "en" else Language.ZH
    slug = request.args.get("translates", "")
    return (queries.get_article(slug, language.other.value) if slug else None), language


@desk_pages.route("/new", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def write_article() -> ResponseReturnValue:
    """Begin an article, or the other language of one."""
    translates, language = _translated()
    start = {"byline": current_user.display_name}
    start |= {"column": translates.column} if translates else {}
    form = ArticleForm(data=start)
    if _is_sent(form):
        try:
            article = services.start_draft(
                facts=form.facts(), language=language, by=current_user, translates=translates
            )
            return refresh(_address(article))
        except Refused as refusal:
            form.refuse(refusal)
    return _show_form(form, None, translates=translates, language_wanted=language.value)


@desk_pages.get(ONE_ARTICLE)
@requires(Permission.DESK_OPEN)
def show_article(language: str, slug: str) -> ResponseReturnValue:
    """Show how an article stands, to its author and to those who review."""
    article = queries.get_own_article(slug, language, current_user)
    is_author = article.author_id == current_user.id
    return page(
        "science/desk/article.html",
        article=article,
        prose=prose_of(article),
        words=words,
        columns=columns(),
        may_edit=is_author and article.stage in EDITABLE,
        may_correct=article.stage is Stage.PUBLISHED and current_user.may(Permission.ARTICLE_WRITE),
        may_translate=is_author
        and queries.find_article(slug, article.language.other.value) is None,
        may_publish=current_user.may(Permission.ARTICLE_PUBLISH),
        correction=queries.find_correction(article),
    )


def _own(slug: str, language: str) -> Article:
    article = queries.get_own_article(slug, language, current_user)
    if article.author_id != current_user.id:
        raise NotAllowed(slug)
    return article


@desk_pages.route(f"{ONE_ARTICLE}/edit", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def edit_article(language: str, slug: str) -> ResponseReturnValue:
    """Change a draft, see it as readers would, save it."""
    article = _own(slug, language)
    form = ArticleForm(data=answers_of(article))
    if _is_sent(form) and was_done(form, lambda: _save(article, form)):
        return refresh(_address(article))
    return _show_form(form, article, translates=None, language_wanted=language)


def _save(article: Article, form: ArticleForm) -> None:
    facts = form.facts(tuple(article.topics))
    services.save_draft(article, facts=facts, revision=form.opened_revision, by=current_user)


def _add(article: Article, form: PictureForm) -> None:
    services.add_image(
        article,
        raw=form.raw(),
        alt=form.alt.data,
        licence=Licence(form.licence.data),
        credit=form.credit.data or "",
        by=current_user,
    )


def _propose(article: Article, form: CorrectionForm) -> None:
    facts = form.facts(tuple(article.topics))
    services.propose_correction(article, facts=facts, note=form.note.data, by=current_user)


@desk_pages.post(f"{ONE_ARTICLE}/submit")
@requires(Permission.ARTICLE_WRITE)
def submit_article(language: str, slug: str) -> ResponseReturnValue:
    """Send a draft for review; where something is missing, show the form and say what."""
    article = _own(slug, language)
    try:
        services.submit(article, by=current_user)
    except Refused as refusal:
        form = ArticleForm(formdata=None, data=answers_of(article))
        form.refuse(refusal)
        return _show_form(form, article, translates=None, language_wanted=language)
    return refresh(_address(article))


@desk_pages.route(f"{ONE_ARTICLE}/pictures", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def add_picture(language: str, slug: str) -> ResponseReturnValue:
    """Add a picture, with its licence and words for those who cannot see it."""
    article = _own(slug, language)
    form = PictureForm()
    if form.validate_on_submit() and was_done(form, lambda: _add(article, form)):
        return refresh(_address(article, "add_picture"))
    return page(
        "science/desk/pictures.html",
        status=422 if form.error_list else 200,
        form=form,
        article=article,
        licences=words.LICENCES,
    )


@desk_pages.route(f"{ONE_ARTICLE}/correct", methods=["GET", "POST"])
@requires(Permission.ARTICLE_WRITE)
def propose_correction(language: str, slug: str) -> ResponseReturnValue:
    """Propose a change to a published article; another person decides."""
    article = queries.get_own_article(slug, language, current_user)
    form = CorrectionForm(data=answers_of(article))
    if _is_sent(form) and was_done(form, lambda: _propose(article, form)):
        return refresh(_address(article))
    return _show_form(form, article, template="correct")
