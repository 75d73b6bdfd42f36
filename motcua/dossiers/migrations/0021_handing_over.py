import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0020_results_and_signatures"),
        ("files", "0002_uploads_and_scans"),
        ("organisations", "0004_absences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandingOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("herself", "Herself"),
                            ("representative", "Representative"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "seen_by",
                    models.CharField(
                        choices=[
                            ("card_read", "Card Read"),
                            ("id_typed", "Id Typed"),
                            ("receipt_shown", "Receipt Shown"),
                        ],
                        max_length=16,
                    ),
                ),
                ("receiver_name", models.CharField(max_length=120)),
                ("receiver_id_sealed", models.BinaryField(default=b"", editable=False)),
                ("originals", models.JSONField(default=list)),
                ("handed_at", models.DateTimeField()),
                (
                    "by_account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.post",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handings_over",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handing_over",
                        to="dossiers.dossierevent",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(to="herself") | Q(paper__isnull=False), name="another_than_herself_has_a_paper"
                    )
                ],
            },
        ),
    ]
