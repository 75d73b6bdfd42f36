import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.dossiers.rules.faults import Fault
from motcua.dossiers.rules.lifecycle import State


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0016_number_leases"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("act", models.CharField(max_length=16)),
                ("options", models.JSONField(default=dict)),
                ("queue", models.CharField(blank=True, max_length=24)),
                ("begun_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="BatchItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "fate",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Done"), ("refused", "Refused")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=60)),
                ("facts", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="PaperCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=60)),
                ("file_id", models.UUIDField(blank=True, null=True)),
                ("fault", models.CharField(blank=True, choices=[(f, f) for f in Fault], max_length=16)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("queue", models.CharField(max_length=24)),
                ("query", models.CharField(blank=True, max_length=300)),
                ("saved_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_by_subject",
        ),
        migrations.AlterField(
            model_name="dossier",
            name="deciding_agency",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossiers_decided",
                to="organisations.agency",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("state__in", [State.IN_PROGRESS, State.DECIDED])),
                fields=["deciding_agency", "due_at", "id"],
                name="dossier_due_at_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("state__in", [State.IN_PROGRESS, State.DECIDED])),
                fields=["receiving_unit", "due_at", "id"],
                name="dossier_due_at_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("subject_folded", config="simple"), name="dossier_by_words"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["deciding_agency", "-submitted_at", "-id"], name="dossier_newest_decided"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["receiving_unit", "-submitted_at", "-id"], name="dossier_newest_received"),
        ),
        migrations.AddField(
            model_name="batch",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="on_behalf_of",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.post",
            ),
        ),
        migrations.AddField(
            model_name="batch",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="organisations.post"
            ),
        ),
        migrations.AddField(
            model_name="batchitem",
            name="batch",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="items", to="dossiers.batch"
            ),
        ),
        migrations.AddField(
            model_name="batchitem",
            name="dossier",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="papercheck",
            name="by_post",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.post"
            ),
        ),
        migrations.AddField(
            model_name="papercheck",
            name="dossier",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="paper_checks",
                to="dossiers.dossier",
            ),
        ),
        migrations.AddField(
            model_name="papercheck",
            name="remark",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dossiers.remark",
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="saved_views", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="batch_item_number_once"),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.UniqueConstraint(fields=("batch", "dossier"), name="a_dossier_once_in_a_batch"),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fate", "refused"), models.Q(("refusal", ""), _negated=True)),
                    models.Q(models.Q(("fate", "refused"), _negated=True), ("refusal", "")),
                    _connector="OR",
                ),
                name="only_the_refused_have_a_refusal",
            ),
        ),
        migrations.AddIndex(
            model_name="papercheck",
            index=models.Index(fields=["dossier", "id"], name="paper_checks_of"),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("account", "name"), name="one_view_of_a_name"),
        ),
    ]
