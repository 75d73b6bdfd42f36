import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.foundation.append_only import only_added


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_who_acts_for_whom"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveryChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "way",
                    models.CharField(choices=[("desk", "Desk"), ("post", "Post"), ("online", "Online")], max_length=8),
                ),
                ("address", models.JSONField(default=dict)),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivery_choices",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "number"), name="delivery_choice_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit__isnull", False), ("way", "desk")),
                            models.Q(models.Q(("way", "desk"), _negated=True), ("unit", None)),
                            _connector="OR",
                        ),
                        name="only_a_desk_has_a_unit",
                    ),
                ],
            },
        ),
        only_added("dossiers_deliverychoice"),
    ]
