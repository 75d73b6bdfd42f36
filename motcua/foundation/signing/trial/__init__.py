"""Certificates that are for trying, as everybody can see: an authority of our own, pictures marked MẪU."""
