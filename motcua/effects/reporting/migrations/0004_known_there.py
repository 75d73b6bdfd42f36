"""Whether the national portal knows a dossier becomes a part of its fact, and is counted in the cells."""

from django.db import migrations, models

NOTE_KNOWN = """
    UPDATE reporting_dossierfact f SET known_there = true
    FROM national_portal_standing s WHERE s.dossier_id = f.dossier_id AND s.known_since IS NOT NULL
"""
#: As the cells were cut when this was written. All of these cells are there: what was received is counted in them.
COUNT_KNOWN = """
    WITH days AS MATERIALIZED (
        SELECT received_on AS day, agency_id, procedure_id, accepted_post_id AS post_id, service_level, channel,
            count(*) FILTER (WHERE known_there) AS known, count(*) FILTER (WHERE NOT known_there) AS lacking
        FROM reporting_dossierfact WHERE received_on IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
    ), counted AS MATERIALIZED (
        SELECT g.grain, g.starts_on, coalesce(c.agency_id, 0) AS agency_id, coalesce(c.procedure_id, 0) AS procedure_id,
            coalesce(c.post_id, 0) AS post_id, c.service_level, c.channel, sum(known)::int AS known,
            sum(lacking)::int AS lacking
        FROM days b
        CROSS JOIN LATERAL (VALUES
            ('d', b.day), ('m', date_trunc('month', b.day)::date), ('y', date_trunc('year', b.day)::date)
        ) g (grain, starts_on)
        CROSS JOIN LATERAL (VALUES
            (b.agency_id, b.procedure_id, NULL::bigint, b.service_level, b.channel),
            (b.agency_id, NULL, NULL, b.service_level, b.channel),
            (NULL, b.procedure_id, NULL, b.service_level, b.channel),
            (NULL, NULL, b.post_id, '', '')
        ) c (agency_id, procedure_id, post_id, service_level, channel)
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    )
    UPDATE reporting_tally t SET synchronised = nullif(c.known, 0), not_synchronised = nullif(c.lacking, 0)
    FROM counted c
    WHERE t.grain = c.grain AND t.starts_on = c.starts_on AND coalesce(t.agency_id, 0) = c.agency_id
        AND coalesce(t.procedure_id, 0) = c.procedure_id AND coalesce(t.post_id, 0) = c.post_id
        AND t.service_level = c.service_level AND t.channel = c.channel
"""


class Migration(migrations.Migration):
    dependencies = [
        ("national_portal", "0002_ledger"),
        ("reporting", "0003_lists_and_reasons"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossierfact",
            name="known_there",
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.AddField(model_name="tally", name="synchronised", field=models.IntegerField(null=True)),
        migrations.AddField(model_name="tally", name="not_synchronised", field=models.IntegerField(null=True)),
        migrations.AddIndex(
            model_name="reasonfact",
            index=models.Index(
                condition=models.Q(("action", "apologise")),
                fields=["on", "agency"],
                include=("event",),
                name="letters_of_period",
            ),
        ),
        migrations.RunSQL([NOTE_KNOWN, COUNT_KNOWN], migrations.RunSQL.noop),
    ]
