"""Pages of quiz."""

from flask import Blueprint

PAGES: tuple[Blueprint, ...] = ()
