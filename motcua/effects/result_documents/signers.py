"""Who may sign the results of an agency, and the lines above the name (Decree 30/2020/NĐ-CP art. 13)."""

from dataclasses import dataclass
from datetime import date

from motcua.foundation.organisations.models import Agency, Delegation, Post
from motcua.foundation.organisations.roles import PostRole

#: Where nobody has written down the title of a post.
_UNTITLED = "Người có thẩm quyền"
_DEPUTY = "phó "


@dataclass(frozen=True, slots=True)
class Signer:
    account_id: int
    name: str
    title: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"{self.name} ({', '.join(self.title)})"


def signers(agency: Agency, *, on: date) -> tuple[Signer, ...]:
    """Those who hold the post, and those to whom it is delegated for these days."""
    posts = Post.objects.held_on(on).filter(agency=agency, role=PostRole.SIGNATORY).select_related("account__person")
    held = [Signer(post.account_id, post.account.person.full_name, _title(post.title)) for post in posts.order_by("pk")]
    delegated = Delegation.objects.filter(post__in=posts, valid_from__lte=on, valid_to__gte=on)
    return (*held, *(_for_another(each, on) for each in delegated.select_related("post", "to_account__person")))


def _title(own: str) -> tuple[str, ...]:
    """A deputy signs in the place of the head: "KT. CHỦ TỊCH" above "PHÓ CHỦ TỊCH"."""
    if own.lower().startswith(_DEPUTY):
        head = own[len(_DEPUTY) :]
        return (f"KT. {head}", own)
    return (own or _UNTITLED,)


def _for_another(delegation: Delegation, on: date) -> Signer:
    """By power of attorney: "TUQ." above the title of the delegate's own post."""
    account = delegation.to_account
    own = Post.objects.held_on(on).filter(account=account).exclude(title="").order_by("pk").first()
    lines = (f"TUQ. {delegation.post.title or _UNTITLED}", *((own.title,) if own else ()))
    return Signer(account.pk, account.person.full_name, lines)
