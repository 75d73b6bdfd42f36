import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0008_ways_of_delivery"),
        ("catalogue", "0002_published_versions_are_frozen"),
    ]

    operations = [
        migrations.CreateModel(
            name="FillingMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ended_on", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[("online", "Online"), ("counter", "Counter"), ("post", "Post")], max_length=8
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("filed", "Filed"), ("discarded", "Discarded"), ("expired", "Expired")], max_length=10
                    ),
                ),
                ("seconds", models.PositiveIntegerField()),
                ("active_seconds", models.PositiveIntegerField()),
                ("last_field", models.CharField(blank=True, max_length=60)),
                (
                    "procedure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.procedure",
                    ),
                ),
                (
                    "procedure_version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.procedureversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["ended_on", "procedure"],
                        include=("how", "seconds", "active_seconds", "last_field"),
                        name="measure_of_period",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("state", "draft")), fields=["procedure_version"], name="dossier_drafts"
            ),
        ),
    ]
