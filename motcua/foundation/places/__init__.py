"""Provinces and communes as they are today (two levels since 1 July 2025)."""
