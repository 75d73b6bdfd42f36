"""Conditions, computed fields, fees and cross-checks: one small tree, data and not a language."""
