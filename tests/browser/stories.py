"""Which tests with a browser ask a database for something new."""

import pytest


def asking_once(items: list[pytest.Item]) -> set[pytest.Item]:
    """Return what PostgreSQL answers anew: each story once.

    A story is told again for other readers: in another language, without scripts. They ask the
    database for the same. The demo lives on SQLite whatever the run is about.
    """
    stories: dict[str, pytest.Item] = {}
    for item in items:
        if "demo" not in getattr(item, "fixturenames", ()):
            stories.setdefault(item.nodeid.partition("[")[0], item)
    return set(stories.values())
