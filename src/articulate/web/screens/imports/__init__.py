"""Imports: a workbook is sent, looked at, settled cell by cell, and applied."""
