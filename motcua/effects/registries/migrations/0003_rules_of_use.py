import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.foundation.append_only import only_added

REGISTERS = [
    ("population_db", "Population"),
    ("enterprise_db", "Enterprise"),
    ("social_insurance_db", "Social Insurance"),
    ("civil_status_db", "Civil Status"),
]
OUTCOMES = [
    ("found", "Found"),
    ("nobody", "Nobody"),
    ("differs", "Differs"),
    ("down", "Down"),
    ("refused", "Refused"),
]
PURPOSES = [
    ("fill_in", "Fill In"),
    ("verify", "Verify"),
    ("instead_of_paper", "Instead Of Paper"),
    ("decide", "Decide"),
    ("follow", "Follow"),
]
#: So far a look-up was written down when it had ended, and its outcome stood beside it.
MOVE_OUTCOMES = """
INSERT INTO registries_lookupanswer (look_up_id, outcome, at) SELECT id, outcome, at FROM registries_lookup
"""


def of_look_up(name: str) -> models.OneToOneField:
    return models.OneToOneField(
        on_delete=django.db.models.deletion.PROTECT,
        primary_key=True,
        related_name=name,
        serialize=False,
        to="registries.lookup",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("registries", "0002_only_added"),
    ]

    operations = [
        migrations.CreateModel(
            name="LookUpAnswer",
            fields=[
                ("look_up", of_look_up("answer")),
                ("outcome", models.CharField(choices=OUTCOMES, max_length=8)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(MOVE_OUTCOMES, reverse_sql=migrations.RunSQL.noop),
        only_added("registries_lookupanswer"),
        migrations.CreateModel(
            name="RegisterAnswer",
            fields=[
                ("look_up", of_look_up("kept")),
                ("sealed", models.BinaryField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="LookUpAllowance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asker",
                    models.CharField(choices=[("citizen", "Citizen"), ("officer", "Officer")], max_length=8),
                ),
                ("valid_from", models.DateField()),
                ("per_hour", models.PositiveIntegerField()),
                ("basis", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("asker", "valid_from"), name="one_allowance_per_asker_and_day"),
                    models.CheckConstraint(
                        condition=models.Q(("per_hour__gt", 0)), name="an_allowance_allows_something"
                    ),
                ],
            },
        ),
        migrations.RemoveField(model_name="lookup", name="outcome"),
        migrations.AddField(
            model_name="lookup",
            name="about",
            field=models.CharField(blank=True, max_length=80, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="lookup",
            name="purpose",
            field=models.CharField(choices=PURPOSES, max_length=24, default="fill_in"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="lookup",
            name="query_hash",
            field=models.CharField(blank=True, db_index=True, max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="lookup",
            name="register",
            field=models.CharField(choices=REGISTERS, max_length=20),
        ),
        migrations.AlterField(
            model_name="lookup",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="lookup", index=models.Index(fields=["account", "at"], name="look_up_of_account")
        ),
    ]
