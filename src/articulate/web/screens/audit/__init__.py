"""The degree audit of a request, and what if: other degrees, a catalog, a plan."""
