"""VietQR: the code that any bank's application reads. It carries no answer: that money came, a bank tells elsewhere."""
