"""Trục tích hợp của tỉnh: the one door through which most registers are asked, whoever sold it."""
