"""Hồ sơ: what was asked for and what happened. The heart."""
