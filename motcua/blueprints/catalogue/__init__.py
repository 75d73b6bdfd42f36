"""Thủ tục hành chính: their definitions, what they demand in a given case, and their publication."""
