"""Reads of penalties, of the list, and of repairs."""
