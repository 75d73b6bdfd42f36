"""Hệ thống được kết nối: other systems with keys of their own, what they filed, and what they are told."""
