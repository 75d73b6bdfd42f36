"""Cơ sở dữ liệu bảo hiểm xã hội: the number of a person, and the person of a number."""
