"""Pages of rumours."""

from flask import Blueprint

PAGES: tuple[Blueprint, ...] = ()
