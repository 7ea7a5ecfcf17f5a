"""The worksheet of a request: its lines and why, what may follow, and the letter."""
