"""Wishes for a second request, drafts of apologies, public postings, and when the system looks at a dossier again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0011_branches"), ("organisations", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="ApologyDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField()),
                ("last_day", models.DateField()),
                ("new_due_at", models.DateTimeField()),
                ("cause", models.CharField(max_length=12)),
                ("drafted_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                ("lapsed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=60)),
                ("posted_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SecondRequestWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=24)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "watch_for",
                    models.CharField(
                        choices=[("alert", "Alert"), ("decision", "Decision"), ("completion", "Completion")],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("act", "confirm_draft"), ("status", "open")),
                fields=["opened_at"],
                name="drafts_to_confirm",
            ),
        ),
        migrations.AddField(
            model_name="apologydraft",
            name="agency",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.agency"
            ),
        ),
        migrations.AddField(
            model_name="apologydraft",
            name="dossier",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="apology_drafts",
                to="dossiers.dossier",
            ),
        ),
        migrations.AddField(
            model_name="apologydraft",
            name="dropped_because",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.remark",
            ),
        ),
        migrations.AddField(
            model_name="apologydraft",
            name="dropped_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.post",
            ),
        ),
        migrations.AddField(
            model_name="apologydraft",
            name="event",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.dossierevent"
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="posted_by",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.post"
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="work_item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="posting", to="dossiers.workitem"
            ),
        ),
        migrations.AddField(
            model_name="secondrequestwish",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="second_request_wishes", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="secondrequestwish",
            name="event",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.dossierevent"
            ),
        ),
        migrations.AddField(
            model_name="secondrequestwish",
            name="post",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.post"
            ),
        ),
        migrations.AddField(
            model_name="secondrequestwish",
            name="remark",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.remark"
            ),
        ),
        migrations.AddField(
            model_name="watch",
            name="dossier",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="watches",
                to="dossiers.dossier",
            ),
        ),
        migrations.AddIndex(
            model_name="apologydraft",
            index=models.Index(
                condition=models.Q(("dropped_at", None), ("event", None), ("lapsed_at", None)),
                fields=["agency", "last_day", "id"],
                name="apology_to_sign",
            ),
        ),
        migrations.AddIndex(
            model_name="apologydraft",
            index=models.Index(
                condition=models.Q(("lapsed_at__isnull", False)), fields=["agency", "lapsed_at"], name="apology_lapsed"
            ),
        ),
        migrations.AddConstraint(
            model_name="apologydraft",
            constraint=models.UniqueConstraint(fields=("dossier", "due_at"), name="one_apology_draft_for_each_date"),
        ),
        migrations.AddConstraint(
            model_name="apologydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dropped_at", None), ("event", None)),
                    models.Q(("event", None), ("lapsed_at", None)),
                    models.Q(("dropped_at", None), ("lapsed_at", None)),
                    _connector="OR",
                ),
                name="an_apology_draft_ends_in_one_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="apologydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dropped_at", None),
                    models.Q(("dropped_because__isnull", False), ("dropped_by__isnull", False)),
                    _connector="OR",
                ),
                name="who_drops_an_apology_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["ends_at"], name="posting_to_end"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("place", ""), _negated=True), models.Q(("number", ""), _negated=True)),
                name="a_posting_has_place_and_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondrequestwish",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None)), fields=("dossier",), name="one_wish_waits_for_an_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="secondrequestwish",
            constraint=models.CheckConstraint(
                condition=models.Q(("event", None), ("answered_at__isnull", False), _connector="OR"),
                name="who_allows_has_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="watch",
            index=models.Index(fields=["watch_for", "at"], name="watch_by_time"),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(fields=("dossier", "watch_for"), name="one_watch_of_a_kind"),
        ),
    ]
