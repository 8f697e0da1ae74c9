"""Popular science: articles in six columns, written by volunteers, answered for by editors.

Words: a *column* is one of the six the place runs (columns.yaml); an *article* exists once for
each language it is written in, and its versions in two languages share one *slug*; a *version*
is a snapshot that is never changed; a *review* is one person's verdict on one version; a
*correction* is a change to something already public, with a note that stays on the page.
"""
