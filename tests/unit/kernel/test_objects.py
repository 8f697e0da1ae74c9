from pathlib import Path

import pytest

from portal.kernel.errors import NotFound
from portal.kernel.objects import Objects


@pytest.fixture(params=["folder", "memory", "address"])
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> Objects:
    addresses = {"folder": str(tmp_path), "memory": "memory:", "address": "memory:///"}
    return Objects.at(addresses[request.param])


def test_what_is_put_is_found_by_its_digest(objects: Objects) -> None:
    digest = objects.put(b"picture", room="science")
    assert objects.get(digest, room="science") == b"picture"
    assert objects.put(b"picture", room="science") == digest


def test_another_room_does_not_find_it(objects: Objects) -> None:
    digest = objects.put(b"picture", room="science")
    with pytest.raises(NotFound):
        objects.get(digest, room="complaints")


def test_what_is_removed_is_gone_and_may_be_removed_again(objects: Objects) -> None:
    digest = objects.put(b"picture", room="science")
    objects.remove(digest, room="science")
    with pytest.raises(NotFound):
        objects.get(digest, room="science")
    objects.remove(digest, room="science")


def test_what_was_made_from_something_is_found_by_that_and_swept_by_its_room(
    objects: Objects,
) -> None:
    for day in ("mon", "tue"):
        objects.put_as("abcd", day.encode(), room=f"door/{day}")
    assert objects.get("abcd", room="door/mon") == b"mon"
    objects.put(b"picture", room="doors")
    assert objects.sweep("door", keeping="tue", most=5) == 1
    assert objects.get("abcd", room="door/tue") == b"tue"
    with pytest.raises(NotFound):
        objects.get("abcd", room="door/mon")
    assert objects.sweep("door", keeping="tue", most=5) == 0
