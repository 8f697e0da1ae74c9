"""Pages of rounds."""

from flask import Blueprint

PAGES: tuple[Blueprint, ...] = ()
