"""Sentences with mathematics in them: titles, reasons, statements in words."""
