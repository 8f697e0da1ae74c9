"""Reading preferences: elder mode and dark mode. Kept in two cookies, nowhere else."""

from flask import Blueprint, Flask, Response, current_app, request

from portal.web.guards import public
from portal.web.htmx import refresh

preferences_pages = Blueprint("preferences", __name__)
ONE_YEAR = 31_536_000
THEMES = {"light", "dark"}


def _cookie(name: str) -> str:
    # As the session's is called: the browser then takes it from this host over https alone.
    return f"__Host-{name}" if current_app.config["PORTAL_TLS"] else name


def elder() -> bool:
    """Whether this reader asked for elder mode."""
    return request.cookies.get(_cookie("elder")) == "1"


def theme() -> str:
    """Return ``light``, ``dark``, or nothing where the device decides."""
    chosen = request.cookies.get(_cookie("theme"), "")
    return chosen if chosen in THEMES else ""


def own_address(wanted: str) -> str:
    """Return ``wanted`` where it is a path on this site, else the home page."""
    # Only a path on this site: "//host" and "https:" would lead away from it.
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_path else "/"


@preferences_pages.get("/preferences")
@public
def choose_preferences() -> Response:
    """Remember how this reader likes to read, and lead back to the page."""
    response = refresh(own_address(request.args.get("back", "/")))
    for name, allowed in (("elder", {"0", "1"}), ("theme", THEMES)):
        value = request.args.get(name)
        if value in allowed:
            response.set_cookie(
                _cookie(name),
                value,
                max_age=ONE_YEAR,
                samesite="Lax",
                httponly=True,
                secure=current_app.config["PORTAL_TLS"],
            )
    return response


def init_app(app: Flask) -> None:
    """Offer the preferences to templates."""
    app.jinja_env.globals.update(elder=elder, theme=theme)
    app.register_blueprint(preferences_pages)
