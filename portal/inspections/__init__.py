"""Inspections of enterprises (监督检查): when, which items, what was found, how it ended."""
