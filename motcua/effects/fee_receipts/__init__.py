"""Biên lai điện tử: what a payer is given for phí and lệ phí, numbered without gaps, as signed XML and to be printed.

Receipts are no slips of a dossier: finance rules them (NĐ 123/2020/NĐ-CP, 70/2025/NĐ-CP, 254/2026/NĐ-CP).
"""
