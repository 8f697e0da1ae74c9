"""Two languages, two addresses: Chinese at /, the same page in English under /en/."""

from collections.abc import Iterable
from typing import Any, Protocol

from babel.support import NullTranslations
from flask import Flask, Response, current_app, has_request_context, request
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup  # noqa: TID251 - portal.web, and the words are our own

LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}
PREFIX = "/en"


class Wsgi(Protocol):
    """A WSGI application."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""


class LanguagePrefix:
    """Take /en off the address before the site sees it; put it back on every link it makes."""

    def __init__(self, site: Wsgi) -> None:
        self._site = site

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request in the language its address names."""
        path = environ.get("PATH_INFO", "")
        if path == PREFIX or path.startswith(PREFIX + "/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + PREFIX
            environ["PATH_INFO"] = path[len(PREFIX) :] or "/"
            environ["portal.language"] = "en"
        return self._site(environ, start_response)


def language() -> str:
    """Return ``zh`` or ``en``: the language of this page."""
    if not has_request_context():
        return "zh"
    tongue: str = request.environ.get("portal.language", "zh")
    return tongue


def locale() -> str:
    """Return the locale Flask-Babel should use for this page."""
    return LOCALES[language()]


def address_in(tongue: str) -> str:
    """Return this page's address in another language, for the switch and for hreflang."""
    root = request.script_root.removesuffix(PREFIX) + (PREFIX if tongue == "en" else "")
    query = request.query_string.decode("utf-8", "replace")
    return root + request.path + (f"?{query}" if query else "")


def catalogue() -> NullTranslations:
    """Return the words of this page's language.

    A template asks for some hundred words; Flask-Babel would look for the catalogue at each.
    """
    known: dict[str, NullTranslations] = current_app.extensions["portal.catalogues"]
    tongue = str(getattr(get_locale(), "language", ""))
    if tongue not in known:
        known[tongue] = get_translations()
    return known[tongue]


# As jinja2.ext makes them, without the three calls that each of its words takes through a context.
@pass_eval_context
def _say(__how: EvalContext, __words: str, **named: Any) -> str:
    return _filled(__how, catalogue().ugettext(__words), named)


@pass_eval_context
def _say_number(__how: EvalContext, __one: str, __several: str, __n: int, **named: Any) -> str:
    named.setdefault("num", __n)
    return _filled(__how, catalogue().ungettext(__one, __several, __n), named)


def _filled(how: EvalContext, said: str, named: dict[str, Any]) -> str:
    # Always, as it is there: a percent sign is written twice in words for a template.
    return (Markup(said) if how.autoescape else said) % named  # noqa: S704 - our own words


def init_app(app: Flask) -> None:
    """Read the language off the address and offer it to templates."""
    app.extensions["portal.catalogues"] = {}
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.globals.update(_=_say, gettext=_say, ngettext=_say_number)
    app.jinja_env.globals.update(
        language=language, language_tags=LANGUAGE_TAGS, address_in=address_in
    )
    app.after_request(_name_language)


def _name_language(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = LANGUAGE_TAGS[language()]
    return response
