"""Panels: their list, an assessor's sheet, the chair's table, and precedents."""
