"""Somebody else says when: time stamps by RFC 3161."""
