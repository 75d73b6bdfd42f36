import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0006_national_updates"),
        ("dossiers", "0022_filed_elsewhere_for_another"),
    ]

    operations = [
        migrations.CreateModel(
            name="FillingTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                (
                    "what",
                    models.CharField(
                        choices=[("whole", "Whole"), ("active", "Active"), ("left", "Left")], max_length=6
                    ),
                ),
                ("seconds", models.PositiveIntegerField()),
                ("drafts", models.PositiveIntegerField()),
                (
                    "procedure",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.procedure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("month", "procedure", "what", "seconds"), name="a_filling_time_of_a_month_once"
                    )
                ],
            },
        ),
        migrations.RemoveIndex(model_name="fillingmeasure", name="measure_of_period"),
        migrations.AddIndex(
            model_name="fillingmeasure",
            index=models.Index(
                fields=["ended_on", "procedure"], include=("how", "seconds", "active_seconds"), name="measure_of_period"
            ),
        ),
        migrations.AddIndex(
            model_name="fillingmeasure",
            index=models.Index(
                condition=models.Q(("how", "filed"), _negated=True),
                fields=["ended_on", "procedure"],
                include=("last_field",),
                name="measure_of_left",
            ),
        ),
    ]
