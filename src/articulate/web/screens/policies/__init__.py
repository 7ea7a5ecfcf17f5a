"""Policies, for anybody to read: source, plain English, what their tests say."""
