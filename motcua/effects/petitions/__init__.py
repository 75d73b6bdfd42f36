"""Phản ánh, kiến nghị: what people report and propose, with its own deadlines and public answers."""
