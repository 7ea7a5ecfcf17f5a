"""Agreements: how each stands on a day, when it expires, its versions by meaning."""
