"""Pages of concerns."""

from flask import Blueprint

PAGES: tuple[Blueprint, ...] = ()
