"""Benchmarks of the degree audit, and the long runs that others agree with it."""
