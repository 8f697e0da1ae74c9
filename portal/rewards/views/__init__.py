"""Pages of rewards."""

from flask import Blueprint

from portal.rewards import listening

PAGES: tuple[Blueprint, ...] = ()
__all__ = ["PAGES", "listening"]
