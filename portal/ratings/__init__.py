"""Grades of enterprises: how they came about, for how long they hold, and who checked them.

For the public, the enterprise concerned and the officers who import, check and publish grades.
Words: a *scheme* (评级方案) is a versioned data file with levels, order and, where they are known,
cut-offs; a *rating* (评级) is one enterprise's level by one scheme from a day on, with its
*factors* (the table of facts, sources and points behind it). Levels come from the scheme, never
from code.
"""
