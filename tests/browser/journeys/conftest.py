"""Each flow is walked four times: in both languages, with scripts and without."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.browser.conftest import Reader

WAYS = [(language, scripts) for language in ("zh", "en") for scripts in (True, False)]


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]}-{'scripts' if way[1] else 'plain'}")
def somebody(
    request: pytest.FixtureRequest, reader: Callable[..., Reader]
) -> Callable[..., Reader]:
    """Return a way to make people who all read this language, with or without scripts."""
    language, scripts = request.param
    return partial(reader, language=language, scripts=scripts)
