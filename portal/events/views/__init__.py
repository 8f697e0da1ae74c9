"""Pages of events."""

from flask import Blueprint

PAGES: tuple[Blueprint, ...] = ()
