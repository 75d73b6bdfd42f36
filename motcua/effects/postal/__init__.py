"""Bưu chính công ích: results and papers by the public post, and what has become of them."""
