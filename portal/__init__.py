"""The open portal on food and drug safety: it publishes, it listens, it rewards, it explains."""

import os

# The portal is forked after it is built. The library for linear algebra beneath two of those it
# is built from would start threads as soon as it is imported; nothing here needs even one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from flask import Flask

from portal import cli, configuration, errors, extensions, features
from portal.accounts import sessions
from portal.kernel.db import db
from portal.places import profile
from portal.web import (
    assets,
    charts,
    filters,
    form_tokens,
    front_cache,
    headers,
    locale,
    navigation,
    preferences,
    reading,
    requests,
    session_cookie,
    unit_of_work,
    uploads,
)


def create_app(**overrides: object) -> Flask:
    """Build the site; each line is one thing the site is made of."""
    app = Flask("portal", template_folder="../templates", static_folder="../static")
    configuration.apply(app, overrides)
    profile.init_app(app)
    db.init_app(app)
    front_cache.init_app(app)
    form_tokens.init_app(app)
    session_cookie.init_app(app)
    extensions.init_app(app, locale_selector=locale.locale)
    uploads.init_app(app)
    reading.init_app(app)
    unit_of_work.init_app(app)
    requests.init_app(app)
    headers.init_app(app)
    extensions.csrf.init_app(app)
    sessions.init_app(app)
    locale.init_app(app)
    assets.init_app(app)
    preferences.init_app(app)
    navigation.init_app(app)
    filters.init_app(app)
    charts.init_app(app)
    errors.init_app(app)
    features.register(app)
    cli.register(app)
    return app
