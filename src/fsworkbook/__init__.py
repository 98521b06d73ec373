"""The Family Safeguarding workbook: a family's record, from its opening to the assessment report."""

__version__ = "0.1.0"
