import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.foundation.append_only import only_added


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0013_promises_of_the_clock"),
        ("files", "0002_uploads_and_scans"),
        ("organisations", "0004_absences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # --- consultation, acknowledgement, work in hand
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreed", "Agreed"),
                            ("conditions", "Agreed With Conditions"),
                            ("disagreed", "Disagreed"),
                            ("no_opinion", "No Opinion"),
                            ("silent", "Silent"),
                            ("silent_agreed", "Silent Agreed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=16,
                    ),
                ),
                ("given_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SiteVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visited_at", models.DateTimeField()),
                ("noted_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="workitem",
            name="a_step_is_open_once",
        ),
        migrations.AddField(
            model_name="workitem",
            name="given_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.agency",
            ),
        ),
        migrations.AddField(
            model_name="workitem",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="handover",
            name="kind",
            field=models.CharField(
                choices=[
                    ("given", "Given"),
                    ("assigned", "Assigned"),
                    ("received", "Received"),
                    ("returned", "Returned"),
                    ("finished", "Finished"),
                    ("redirected", "Redirected"),
                    ("taken_back", "Taken Back"),
                    ("released", "Released"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("post__isnull", False), ("status", "open")), fields=["post"], name="work_in_hand"
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("acknowledged_at", None), ("given_by__isnull", False), ("status", "open")),
                fields=["agency", "opened_at", "id"],
                name="work_to_acknowledge",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("acknowledged_at", None), ("given_by__isnull", False), ("status", "open")),
                fields=["given_by", "opened_at", "id"],
                name="work_on_its_way",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("act", "consult"), ("reminded_at", None), ("status", "open")),
                fields=["due_at"],
                name="work_asked_of_others",
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("parent", None), ("status__in", ["open", "waiting"])),
                fields=("dossier", "step"),
                name="a_step_is_open_once",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="by_account",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="by_post",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.post",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="file",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="remark",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.remark",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="work_item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="opinion", to="dossiers.workitem"
            ),
        ),
        migrations.AddField(
            model_name="sitevisit",
            name="found",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.remark"
            ),
        ),
        migrations.AddField(
            model_name="sitevisit",
            name="members",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.remark"
            ),
        ),
        migrations.AddField(
            model_name="sitevisit",
            name="noted_by",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.post"
            ),
        ),
        migrations.AddField(
            model_name="sitevisit",
            name="place",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.remark"
            ),
        ),
        migrations.AddField(
            model_name="sitevisit",
            name="work_item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="site_visits", to="dossiers.workitem"
            ),
        ),
        only_added("dossiers_opinion"),
        # --- interlinked procedures
        migrations.AddField(
            model_name="paper",
            name="shared_from",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.paper",
            ),
        ),
    ]
