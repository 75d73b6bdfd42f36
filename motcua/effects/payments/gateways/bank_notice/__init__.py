"""A bank's signed word that money has moved on an account: how a transfer by VietQR is seen.

No such message is published by all banks alike. This one is our reading, for the demonstration and for banks that will
speak it; what a bank really sends is turned into it in `wire.py`.
"""
