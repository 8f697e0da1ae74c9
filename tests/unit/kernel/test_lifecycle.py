from enum import StrEnum

import pytest

from portal.kernel.lifecycle import Lifecycle, MoveRefused


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    OFF = "off"


LIGHTS = Lifecycle({Light.RED: frozenset({Light.GREEN}), Light.GREEN: frozenset({Light.OFF})})
ALLOWED = {(Light.RED, Light.GREEN), (Light.GREEN, Light.OFF)}


@pytest.mark.parametrize("current", Light)
@pytest.mark.parametrize("wanted", Light)
def test_only_listed_moves_are_allowed(current: Light, wanted: Light) -> None:
    if (current, wanted) in ALLOWED:
        LIGHTS.check(current, wanted)
        assert wanted in LIGHTS.next_stages(current)
    else:
        with pytest.raises(MoveRefused):
            LIGHTS.check(current, wanted)


def test_a_stage_without_a_row_is_final() -> None:
    assert LIGHTS.is_final(Light.OFF)
    assert not LIGHTS.is_final(Light.RED)
