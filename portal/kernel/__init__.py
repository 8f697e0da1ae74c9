"""Shared ideas that know no room and no HTTP."""
