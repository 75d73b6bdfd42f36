import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0018_fee_duties"),
        ("files", "0002_uploads_and_scans"),
        ("organisations", "0004_absences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FeeExemption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fee", models.CharField(max_length=60)),
                ("exemption", models.CharField(max_length=60)),
                ("granted_at", models.DateTimeField()),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_exemptions",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.post",
                    ),
                ),
                (
                    "granted_by_account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["dossier", "fee"], name="one_exemption_of_a_fee")],
            },
        ),
        migrations.AddField(
            model_name="feeduty",
            name="proof",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AlterField(
            model_name="watch",
            name="watch_for",
            field=models.CharField(
                choices=[
                    ("alert", "Alert"),
                    ("decision", "Decision"),
                    ("completion", "Completion"),
                    ("payment", "Payment"),
                ],
                max_length=12,
            ),
        ),
    ]
