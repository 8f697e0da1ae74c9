"""Cells, headers and what becomes of rows, whatever the table is about."""
