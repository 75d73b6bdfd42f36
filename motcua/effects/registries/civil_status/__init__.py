"""Hệ thống đăng ký hộ tịch của Bộ Tư pháp: what we hand over to be registered there, and how far it is."""
