"""Ending: a workbook, or the work with one child, closed with its checklist; begun again; handed on."""
