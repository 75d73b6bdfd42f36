"""The tests of a procedure as an administrator reads them: what happens, what must come of it, green or red."""

from datetime import UTC, date, datetime

import pytest

from motcua.blueprints.catalogue.models import Procedure
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.models import CalendarDay
from tests.doors import door

pytestmark = pytest.mark.django_db
PERMIT = "/studio/procedures/1.013227/tests"


def test_each_procedure_shows_its_tests_as_time_lines() -> None:
    client = door("phuc")

    for code in Procedure.objects.values_list("code", flat=True):
        page = client.get(f"/studio/procedures/{code}/tests")

        assert page.status_code == 200, code
        assert "đều đạt" in page.text, code
        assert "Không đạt" not in page.text, code


def test_a_test_is_read_in_words_and_not_in_keys() -> None:
    page = door("phuc").get(PERMIT).text

    for words in (
        "Xin lỗi và hẹn lại một lần, kịp trước hạn; lần thứ hai không được",
        "hết giờ làm việc thứ Hai 23/11/2026",
        "phải bị từ chối",
        "Phiếu yêu cầu bổ sung, hoàn thiện",
        "Kiểm tra hiệu lực giấy phép",
    ):
        assert words in page
    for key in ("request_supplement", "tham_dinh", "in_progress", "already_apologised"):
        assert f">{key}<" not in page


def test_a_red_one_says_what_was_wanted_and_what_was_found() -> None:
    CalendarDay.objects.update_or_create(
        day=date(2026, 11, 20), defaults={"kind": "closed", "name": "Nghỉ thêm", "source": "Quyết định"}
    )
    versions.publish(at=datetime(2026, 11, 19, 2, tzinfo=UTC))

    page = door("phuc").get(PERMIT).text

    assert "bài không đạt" in page
    assert "Thực tế: hết giờ làm việc thứ Tư 25/11/2026" in page


def test_an_old_version_keeps_its_own_tests_and_the_procedure_leads_to_them() -> None:
    client = door("kien")

    assert "/studio/procedures/1.013227/versions/1/tests" in client.get("/studio/procedures/1.013227").text
    assert client.get("/studio/procedures/1.013227/versions/1/tests").status_code == 200
    assert client.get("/studio/procedures/1.013227/versions/9/tests").status_code == 404
    assert door("minh").get(PERMIT).status_code == 404
