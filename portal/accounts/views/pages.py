"""The blueprint that the pages of accounts belong to."""

from flask import Blueprint

accounts_pages = Blueprint("accounts", __name__)
