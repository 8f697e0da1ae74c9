"""Measurements: ratios against a named peer or limit, in the same run. No test depends on them."""
