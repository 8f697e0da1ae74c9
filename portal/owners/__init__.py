"""Enterprises on their own page: claim it, read, object, answer in public, report on duties."""
