"""The pages that join several rooms: the home page, and an enterprise with all that is known of it.

For the public. This room owns no tables: it reads through the queries of the rooms below and hands
each its piece of the page (see portal.kernel.panels).
"""
