"""Phản ánh, kiến nghị: what people have to say about an office, with deadlines of its own and answers for everybody."""
