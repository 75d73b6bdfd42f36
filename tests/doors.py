"""Come in as one of the cast, without the sign-in page: it has tests of its own."""

from django.test import Client

from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.organisations.models import Post
from motcua.sites.ui.acting import POST_KEY
from tests.world import account


def door(sign_in: str, role: Role | None = None) -> Client:
    """A browser in which that person is signed in, at the post with that role."""
    client = Client()
    found = account(sign_in)
    client.force_login(found)
    if role is not None:
        session = client.session
        session[POST_KEY] = Post.objects.get(account=found, role=role).pk
        session.save()
    return client
