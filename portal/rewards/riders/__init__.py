"""Riders: delivery riders who enrolled with a code of the bureau's, and what their tips earn.

For riders on a phone at night, for the officer who hands out codes, and for handlers, who learn
that an enrolled rider sent a tip and never which one.

Words: a *code* (登记码) is handed out on paper and good once; a *rider* (登记骑手) is a number and
a PIN, never a name; a *tip* (随手报) is a case filed by the rider's page, tied to its rider by a
keyed digest alone; a *seal* (封签) is what a handler found of a takeaway's seal.
"""
