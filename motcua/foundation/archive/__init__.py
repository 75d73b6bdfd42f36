"""Kho dữ liệu cá nhân: papers accepted once and results received, kept for their owner and offered again."""
