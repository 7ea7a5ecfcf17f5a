"""Awards and own courses set against a degree's requirements.

The engine says what credit *is*; the audit says where it *counts*.

It must not know how an award came about.
"""
