"""Pages of walkins."""

from flask import Blueprint

PAGES: tuple[Blueprint, ...] = ()
