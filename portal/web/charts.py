"""The geometry of the small drawings: numbers in, coordinates out. Templates only place them."""

import math
from dataclasses import dataclass

from flask import Flask

# Every limit bar has one scale, so that rows can be compared: the legal limit stands at 30 % of
# the width, and what lies beyond 3.2 times the limit is cut with two slashes (design.md 4).
LIMIT_WIDTH = 200
LIMIT_AT = 60
LONGEST_RATIO = 3.2
LEVEL_WIDTH = 240
BOWL_CENTRE, BOWL_RIM, BOWL_RADIUS = 176, 56, 160


@dataclass(frozen=True)
class LimitBar:
    """A measured value against its legal limit."""

    within: float
    beyond: float
    is_cut: bool


def limit_bar(ratio: float) -> LimitBar:
    """Return the bar of ``ratio`` = value / limit."""
    length = min(ratio, LONGEST_RATIO) * LIMIT_AT
    return LimitBar(
        within=round(min(length, LIMIT_AT), 1),
        beyond=round(max(length - LIMIT_AT, 0), 1),
        is_cut=ratio > LONGEST_RATIO,
    )


@dataclass(frozen=True)
class LevelBar:
    """A value against its target, on a scale that starts at zero."""

    length: float
    target: float | None


def level_bar(value: float, *, target: float | None, full: float) -> LevelBar:
    """Return the bar of ``value`` on a scale from 0 to ``full``."""
    scale = LEVEL_WIDTH / full if full else 0
    tick = None if target is None else round(min(target * scale, LEVEL_WIDTH - 1), 1)
    return LevelBar(length=round(min(max(value, 0) * scale, LEVEL_WIDTH), 1), target=tick)


@dataclass(frozen=True)
class Bowl:
    """The bowl of the home page; its water stands as high as the value."""

    left: float
    right: float
    level: float
    ticks: tuple[tuple[str, float, bool], ...]


def bowl(share: float, ticks: list[tuple[str, float]]) -> Bowl:
    """Return the water line at ``share`` (0 to 1) of a full bowl, and its scale."""
    level = BOWL_RIM + BOWL_RADIUS * (1 - min(max(share, 0), 1))
    half = math.sqrt(max(BOWL_RADIUS**2 - (level - BOWL_RIM) ** 2, 0))
    marks = tuple(
        (label, round(BOWL_RIM + BOWL_RADIUS * (1 - at), 1), at == 1) for label, at in ticks
    )
    return Bowl(
        left=round(BOWL_CENTRE - half, 1),
        right=round(BOWL_CENTRE + half, 1),
        level=round(level, 1),
        ticks=marks,
    )


def init_app(app: Flask) -> None:
    """Offer the drawings to templates."""
    app.jinja_env.globals.update(limit_bar=limit_bar, level_bar=level_bar, bowl=bowl)
