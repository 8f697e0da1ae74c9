"""The register of enterprises: who makes, sells, cooks and dispenses in this place.

For everyone who asks "who is this shop?", and for the rooms above, which hang results, grades and
cases on an enterprise. Words: an *enterprise* is one operator, known by its *reference* (ours,
public) and, where it has one, its unified credit *code*; a *former name* is one it once bore; a
*licence* is a permit or filing with a number; a *flag* is a badge with a first and a last day.
"""
