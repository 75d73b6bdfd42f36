"""Services that issue receipts for a collecting body: a unit normally buys them."""
