"""Figures for everybody: how agencies and procedures do, and the same as open data."""
