"""Signing in with the identities of others, by OpenID Connect."""
