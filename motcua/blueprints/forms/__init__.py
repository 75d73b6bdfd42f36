"""Biểu mẫu điện tử: what is asked, how an answer is read, checked and shown. Pure, except for translation."""
