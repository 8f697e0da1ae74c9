"""What make calls: from a fresh clone to a running, tested site. The standard library alone.

These modules run before anything is installed, so they import nothing but Python's own and
each other. Everything that knows the portal is a command of it (portal/cli).
"""
