"""Articulate decides how learning done elsewhere counts here, and shows why."""
