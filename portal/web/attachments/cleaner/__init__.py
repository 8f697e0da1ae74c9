"""A program that makes the cleaned copy of one file; it is run apart from the portal."""
