"""Presentation helpers that know no room."""
