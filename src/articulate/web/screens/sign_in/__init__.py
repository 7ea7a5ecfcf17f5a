"""Signing in and out; at the development login one chooses who one is."""
