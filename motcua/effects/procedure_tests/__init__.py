"""Bài thử của thủ tục, run: the rules of the real handling, without a database and in any year."""
