"""Pages of visits."""

from flask import Blueprint

PAGES: tuple[Blueprint, ...] = ()
