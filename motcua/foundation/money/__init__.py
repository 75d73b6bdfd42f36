"""Đồng, in figures and in words."""

from motcua.foundation.money.dong import dong, in_words

__all__ = ["dong", "in_words"]
