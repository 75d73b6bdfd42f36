"""Cơ sở dữ liệu quốc gia về dân cư: ask for one person whose number, name and birth date are known already."""
