"""Without signing in: look up what counts, and what one's own would count for."""
