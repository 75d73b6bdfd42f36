"""Cơ sở dữ liệu dùng chung: what other registers are asked, by whom, and how a register that is down costs nothing."""
