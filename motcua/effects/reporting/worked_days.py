"""Number the working days of each version of the calendar, so that a query can count them."""

from django.db import connection

#: Dossiers before or after these years are counted as if nobody had worked.
FIRST, LAST = "2010-01-01", "2039-12-31"

# An opened day is one for all that it is a Sunday; the same as `WorkingCalendar.is_open`.
_NUMBER = """
    INSERT INTO reporting_workedday (calendar_version_id, day, number)
    SELECT v.id, d.day, count(*) FILTER (
        WHERE opened.day IS NOT NULL OR (extract(isodow FROM d.day) < 6 AND closed.day IS NULL)
    ) OVER (PARTITION BY v.id ORDER BY d.day)
    FROM calendar_calendarversion v
    CROSS JOIN (SELECT generate_series(%s::date, %s::date, '1 day')::date AS day) d
    LEFT JOIN (
        SELECT o.id, jsonb_array_elements_text(o.content -> 'opened')::date AS day FROM calendar_calendarversion o
    ) opened ON opened.id = v.id AND opened.day = d.day
    LEFT JOIN (
        SELECT c.id, jsonb_array_elements_text(c.content -> 'closed')::date AS day FROM calendar_calendarversion c
    ) closed ON closed.id = v.id AND closed.day = d.day
    WHERE NOT EXISTS (SELECT FROM reporting_workedday w WHERE w.calendar_version_id = v.id)
    ON CONFLICT DO NOTHING
"""


def number_all() -> None:
    """Every version that has no numbers yet; a published version never changes."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [FIRST, LAST])
