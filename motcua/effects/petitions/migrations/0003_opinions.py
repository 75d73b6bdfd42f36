"""What authors think of the answers they were given; said once."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.foundation.append_only import only_added


class Migration(migrations.Migration):
    dependencies = [("petitions", "0002_events_stay")]

    operations = [
        migrations.CreateModel(
            name="PetitionOpinion",
            fields=[
                (
                    "petition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="opinion",
                        serialize=False,
                        to="petitions.petition",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("very_satisfied", "Very Satisfied"),
                            ("satisfied", "Satisfied"),
                            ("not_satisfied", "Not Satisfied"),
                        ],
                        max_length=16,
                    ),
                ),
                ("said_at", models.DateTimeField()),
            ],
        ),
        only_added("petitions_petitionopinion"),
    ]
