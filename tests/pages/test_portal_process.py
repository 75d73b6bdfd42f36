"""What a citizen reads of a process that branches."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_steps_that_are_done_at_the_same_time_say_so() -> None:
    page = Client().get("/procedures/3.000722").text

    assert "Làm đồng thời với bước “Đăng ký thường trú cho trẻ”" in page


def test_a_step_that_not_every_dossier_passes_says_so() -> None:
    page = Client().get("/procedures/3.000722").text

    assert page.count("Chỉ khi hồ sơ của ông/bà cần") == 1


def test_a_process_without_branches_has_no_such_words() -> None:
    page = Client().get("/procedures/1.013227").text

    assert "đồng thời" not in page
    assert "Chỉ khi hồ sơ của ông/bà cần" not in page
