"""Audit a degree, and check its certificate again with the independent checker."""
