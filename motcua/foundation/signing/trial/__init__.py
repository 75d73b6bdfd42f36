"""Certificates that everybody can see are for trying: an authority of our own, pictures marked MẪU, no trust outside."""
