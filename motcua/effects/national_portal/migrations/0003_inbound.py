import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.foundation.append_only import only_added


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0021_handing_over"),
        ("files", "0002_uploads_and_scans"),
        ("national_portal", "0002_ledger"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArrivedMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "service",
                    models.CharField(
                        blank=True, choices=[("dossier", "Dossier"), ("central", "Central"), ("", "None")], max_length=8
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60)),
                ("content_hash", models.CharField(max_length=64, unique=True)),
                ("body_sealed", models.BinaryField()),
                ("came_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ArrivedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("lacking", models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="CentralDossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60, unique=True)),
                ("procedure_code", models.CharField(max_length=40)),
                ("procedure_name", models.CharField(max_length=500)),
                ("agency_name", models.CharField(max_length=300)),
                ("status", models.PositiveSmallIntegerField()),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="FiledThere",
            fields=[
                ("number", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("filed_at", models.DateTimeField()),
                ("subject", models.CharField(blank=True, max_length=60)),
                ("beside_sealed", models.BinaryField(default=b"")),
            ],
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="arrival",
                        serialize=False,
                        to="national_portal.arrivedmessage",
                    ),
                ),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("taken_in", "Taken In"),
                            ("set_aside", "Set Aside"),
                            ("refused", "Refused"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unreadable", "Unreadable"),
                            ("field", "Field"),
                            ("moment", "Moment"),
                            ("procedure", "Procedure"),
                            ("status", "Status"),
                            ("agency", "Agency"),
                            ("elsewhere", "Elsewhere"),
                            ("person", "Person"),
                            ("changed", "Changed"),
                            ("", "None"),
                        ],
                        max_length=12,
                    ),
                ),
                ("where", models.CharField(blank=True, max_length=80)),
                ("deliveries", models.PositiveIntegerField(default=1)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.AddIndex(
            model_name="arrivedmessage",
            index=models.Index(fields=["number"], name="arrived_message_by_number"),
        ),
        migrations.AddField(
            model_name="arrivedpaper",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="arrivedpaper",
            name="message",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="national_portal.arrivedmessage",
            ),
        ),
        migrations.AddField(
            model_name="centraldossier",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="national_portal.arrivedmessage"
            ),
        ),
        migrations.AddField(
            model_name="filedthere",
            name="dossier",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="filed_there", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="filedthere",
            name="message",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="filed_there",
                to="national_portal.arrivedmessage",
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="arrivedpaper",
            constraint=models.UniqueConstraint(fields=("message", "position"), name="arrived_paper_once"),
        ),
        migrations.AddConstraint(
            model_name="arrivedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file__isnull", False), ("lacking", "")),
                    models.Q(("file", None), models.Q(("lacking", ""), _negated=True)),
                    _connector="OR",
                ),
                name="an_arrived_paper_is_here_or_lacking",
            ),
        ),
        migrations.AddIndex(
            model_name="centraldossier",
            index=models.Index(fields=["due_at", "id"], name="central_dossiers_by_date"),
        ),
        migrations.AddConstraint(
            model_name="centraldossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__gte", 1), ("status__lte", 10)), name="central_status_is_one_of_ten"
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(
                condition=models.Q(("became__in", ("refused", "set_aside"))),
                fields=["-changed_at", "message"],
                name="arrivals_for_a_person",
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(
                condition=models.Q(("became", "waiting")), fields=["changed_at"], name="arrivals_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("became__in", ("refused", "set_aside")), _negated=True),
                    models.Q(("fault", ""), _negated=True),
                    _connector="OR",
                ),
                name="what_was_refused_or_set_aside_has_a_fault",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("became__in", ("waiting", "taken_in", "set_aside")), _negated=True),
                    ("acknowledged_at__isnull", False),
                    _connector="OR",
                ),
                name="nothing_is_taken_in_that_was_not_acknowledged",
            ),
        ),
        only_added("national_portal_arrivedmessage"),
    ]
