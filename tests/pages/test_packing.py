"""Pages go packed to whoever can unpack them; downloads do not."""

import gzip

import pytest
from django.test import Client

from tests.doors import door
from tests.world import World

PACKED = {"Accept-Encoding": "gzip"}


def test_a_page_goes_packed_and_is_the_same_page(world: World) -> None:
    whole = Client().get("/procedures").content

    answer = Client().get("/procedures", headers=PACKED)

    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < len(whole) / 3
    assert len(gzip.decompress(answer.content)) == pytest.approx(len(whole), abs=200)


def test_who_cannot_unpack_gets_it_as_it_is(world: World) -> None:
    assert "Content-Encoding" not in Client().get("/procedures")


def test_a_download_keeps_its_length(world: World) -> None:
    draft = world.draft()
    file_id = draft.papers.get().file_id

    answer = door("lan").get(f"/drafts/{draft.uuid}/files/{file_id}", headers=PACKED)

    assert len(answer.getvalue()) == int(answer["Content-Length"]) == draft.papers.get().file.size
    assert "Content-Encoding" not in answer
