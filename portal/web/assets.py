"""Stylesheets joined into one, and addresses that change when a file does."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app

from portal.web.guards import public

assets_pages = Blueprint("assets", __name__)
ONE_YEAR = 31_536_000
DIGEST_LENGTH = 12

# Tokens and layers come first, print last; rooms in between, by name.
FIRST = ("site/tokens.css", "site/base.css", "site/components.css")
LAST = ("site/print.css",)
DESK = "desk"


def _read_joined(folder: Path, *, desk: bool) -> str:
    names = [path.relative_to(folder).as_posix() for path in folder.glob("*/*.css")]
    rooms = sorted(name for name in names if not name.startswith(("site/", "vendor/", DESK)))
    extra = sorted(name for name in names if name.startswith(DESK + "/")) if desk else []
    return "\n".join(
        (folder / name).read_text(encoding="utf-8") for name in (*FIRST, *rooms, *extra, *LAST)
    )


@cache
def joined(folder: Path, *, desk: bool) -> tuple[str, str]:
    """Return the site's stylesheet and its digest; the desk's has the staff's parts too."""
    sheet = _read_joined(folder, desk=desk)
    return sheet, hashlib.sha256(sheet.encode()).hexdigest()[:DIGEST_LENGTH]


# A page names the file of icons some hundred times.
@cache
def _address(folder: str, name: str) -> str:
    digest = hashlib.sha256((Path(folder) / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:DIGEST_LENGTH]}"


def _folder() -> Path:
    return Path(current_app.static_folder or "").resolve()


def asset(name: str) -> str:
    """Return the address of a static file; it changes when the file does."""
    return _address(current_app.static_folder or "", name)


def stylesheet(*, desk: bool = False) -> str:
    """Return the address of the joined stylesheet."""
    digest = joined(_folder(), desk=desk)[1]
    return f"/assets/{'desk' if desk else 'site'}-{digest}.css"


@assets_pages.get("/assets/<string:sheet>-<string:digest>.css")
@public
def show_stylesheet(sheet: str, digest: str) -> Response:
    """Send the joined stylesheet; its address names its content, so it never grows stale."""
    if sheet not in {"site", DESK}:
        abort(404)
    content, current = joined(_folder(), desk=sheet == DESK)
    response = Response(content, mimetype="text/css")
    response.headers["Cache-Control"] = (
        f"public, max-age={ONE_YEAR}, immutable" if digest == current else "no-cache"
    )
    return response


def init_app(app: Flask) -> None:
    """Offer assets to templates and serve the joined stylesheets."""
    app.jinja_env.globals.update(asset=asset, stylesheet=stylesheet)
    app.register_blueprint(assets_pages)
    serve_file: Any = app.view_functions["static"]
    app.view_functions["static"] = public(serve_file)
