"""VNPAY, message set 2.1.0."""
