"""Pages of channels."""

from flask import Blueprint

PAGES: tuple[Blueprint, ...] = ()
