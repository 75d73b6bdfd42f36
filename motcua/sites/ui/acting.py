"""Who acts on this request, and in which role."""

from datetime import date
from typing import cast

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from motcua.dossiers.rules.actor import STRANGER, Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Post

POST_KEY = "post_id"


class ActingRequest(HttpRequest):
    """A request as our middleware hands it to a view."""

    user: Account  # views behind the sign-in never see an anonymous one
    actor: Actor
    post: Post | None


def attach(request: HttpRequest) -> None:
    """Make the request an acting one: with the post and the actor that its session says."""
    acting = cast("ActingRequest", request)
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    acting.post = post_of(request) if has_session else None
    acting.actor = actor_of(request.user, acting.post) if has_session else STRANGER


def posts_open_to(account: Account, *, on: date) -> list[Post]:
    """The posts that the account holds on that day, then those delegated to it."""
    delegated = Q(delegations__to_account=account, delegations__valid_from__lte=on, delegations__valid_to__gte=on)
    posts = Post.objects.held_on(on).filter(Q(account=account) | delegated).select_related("agency").distinct()
    return sorted(posts, key=lambda post: (post.account_id != account.pk, post.pk))


def post_of(request: HttpRequest) -> Post | None:
    """The chosen post while it is still open to this officer; otherwise the first one that is."""
    account = request.user
    if not isinstance(account, Account) or not account.is_officer:
        return None
    posts = posts_open_to(account, on=legal_day(timezone.now()))
    chosen = request.session.get(POST_KEY)
    return next((post for post in posts if post.pk == chosen), posts[0] if posts else None)


def actor_of(account: object, post: Post | None) -> Actor:
    if not isinstance(account, Account):
        return STRANGER
    if not account.is_officer:
        return Actor(role=Role.APPLICANT, account_id=account.pk, person_id=account.person_id)
    if post is None:
        return Actor(role=Role.STRANGER, account_id=account.pk, person_id=account.person_id)
    return Actor(
        role=Role(post.role),
        account_id=account.pk,
        person_id=account.person_id,
        post_id=post.pk,
        agency_id=post.agency_id,
        on_behalf_of_id=None if post.account_id == account.pk else post.pk,
    )
