"""People and the accounts they sign in with; companies and who may act for them."""
