"""Each flow is walked four times: in both languages, with scripts and without.

What branches off a flow is walked twice: in Chinese with scripts, and in English without.
"""

from collections.abc import Callable
from functools import partial

import pytest

from tests.browser.conftest import Reader

WAYS = [(language, scripts) for language in ("zh", "en") for scripts in (True, False)]


def name_of(way: tuple[str, bool]) -> str:
    """Return how a way of reading is called."""
    return f"{way[0]}-{'scripts' if way[1] else 'plain'}"


@pytest.fixture(params=WAYS, ids=name_of)
def somebody(
    request: pytest.FixtureRequest, reader: Callable[..., Reader]
) -> Callable[..., Reader]:
    """Return a way to make people who all read this language, with or without scripts."""
    language, scripts = request.param
    return partial(reader, language=language, scripts=scripts)


@pytest.fixture(params=[("zh", True), ("en", False)], ids=name_of)
def somebody_else(
    request: pytest.FixtureRequest, reader: Callable[..., Reader]
) -> Callable[..., Reader]:
    """Return the same for what branches off a flow."""
    language, scripts = request.param
    return partial(reader, language=language, scripts=scripts)
