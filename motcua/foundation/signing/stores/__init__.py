"""Where private keys lie. Each store answers one question, `raw_signature`, and nothing else leaves it."""
