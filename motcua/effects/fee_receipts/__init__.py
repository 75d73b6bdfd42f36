"""Biên lai điện tử: receipts of fees, numbered, signed, cancelled and replaced with a trace."""
