"""A date moves only with an act that may move it, a row comes only with its events; a new calendar is counted first."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A look-up by key for each act; what an act may change is what `projection` computes from it.
GUARD = """
CREATE OR REPLACE FUNCTION dossier_moves_by_events_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told record;
BEGIN
    IF current_setting('motcua.rebuilding', true) = 'on' THEN
        RETURN NEW;
    END IF;
    SELECT action, clock, to_state, calendar_version_id INTO told FROM dossiers_dossierevent
    WHERE dossier_id = NEW.id AND number = NEW.event_count AND NEW.event_count = OLD.event_count + 1;
    IF told IS NULL OR told.to_state <> NEW.state OR told.calendar_version_id IS DISTINCT FROM NEW.calendar_version_id
    THEN
        RAISE EXCEPTION 'dossier %: state and dates change with an event only', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.due_at IS DISTINCT FROM OLD.due_at AND told.clock = 'keep' AND told.action <> 'change_calendar')
        OR (NEW.original_due_at IS DISTINCT FROM OLD.original_due_at AND told.clock <> 'start')
        OR (NEW.promised_at IS DISTINCT FROM OLD.promised_at AND told.clock NOT IN ('start', 'restart', 'extend'))
        OR (NEW.accepted_at IS DISTINCT FROM OLD.accepted_at AND told.action <> 'accept')
        OR (NEW.submitted_at IS DISTINCT FROM OLD.submitted_at AND told.action <> 'submit')
        OR (NEW.supplement_rounds IS DISTINCT FROM OLD.supplement_rounds AND told.action <> 'request_supplement')
        OR (NEW.code IS DISTINCT FROM OLD.code AND told.action <> 'submit')
    THEN
        RAISE EXCEPTION 'dossier %: the act % does not move this date', NEW.id, told.action
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER dossier_moves_by_events_only ON dossiers_dossier;
CREATE TRIGGER dossier_moves_by_events_only BEFORE UPDATE ON dossiers_dossier FOR EACH ROW
WHEN (
    (OLD.state, OLD.code, OLD.event_count, OLD.submitted_at, OLD.accepted_at, OLD.due_at, OLD.original_due_at,
     OLD.promised_at, OLD.finished_at, OLD.outcome, OLD.supplement_rounds, OLD.calendar_version_id)
    IS DISTINCT FROM
    (NEW.state, NEW.code, NEW.event_count, NEW.submitted_at, NEW.accepted_at, NEW.due_at, NEW.original_due_at,
     NEW.promised_at, NEW.finished_at, NEW.outcome, NEW.supplement_rounds, NEW.calendar_version_id)
)
EXECUTE FUNCTION dossier_moves_by_events_only();

CREATE FUNCTION dossier_begins_as_a_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM dossiers_dossierevent
        WHERE dossier_id = NEW.id AND number = NEW.event_count AND to_state = NEW.state
    ) THEN
        RAISE EXCEPTION 'dossier %: a row that is no empty draft comes with its events', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

-- Looked at when the transaction ends: what is filled in by the thousand brings rows first and events afterwards.
CREATE CONSTRAINT TRIGGER dossier_begins_as_a_draft AFTER INSERT ON dossiers_dossier
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (
    NEW.state <> 'draft' OR NEW.event_count <> 0 OR NEW.code IS NOT NULL OR NEW.due_at IS NOT NULL
    OR NEW.original_due_at IS NOT NULL OR NEW.promised_at IS NOT NULL OR NEW.finished_at IS NOT NULL
)
EXECUTE FUNCTION dossier_begins_as_a_draft();

CREATE FUNCTION dossier_with_events_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'dossier %: what has been filed is not deleted', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER dossier_with_events_stays BEFORE DELETE ON dossiers_dossier FOR EACH ROW
WHEN (OLD.event_count > 0) EXECUTE FUNCTION dossier_with_events_stays();
"""
UNGUARD = """
DROP TRIGGER dossier_with_events_stays ON dossiers_dossier;
DROP FUNCTION dossier_with_events_stays();
DROP TRIGGER dossier_begins_as_a_draft ON dossiers_dossier;
DROP FUNCTION dossier_begins_as_a_draft();
DROP TRIGGER dossier_moves_by_events_only ON dossiers_dossier;
DROP FUNCTION dossier_moves_by_events_only();
"""
#: The guard as it was before.
FORMER = import_module("motcua.dossiers.migrations.0002_promises_kept_by_the_database").GUARD


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("calendar", "0002_versions_only_added"),
        ("catalogue", "0001_initial"),
        ("dossiers", "0012_requests_and_apologies"),
    ]
    operations = [
        migrations.CreateModel(
            name="CalendarChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("counting", "Counting"),
                            ("ready", "Ready"),
                            ("applying", "Applying"),
                            ("applied", "Applied"),
                        ],
                        default="counting",
                        max_length=8,
                    ),
                ),
                ("content", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                ("reached", models.BigIntegerField(default=0)),
                ("read", models.PositiveIntegerField(default=0)),
                ("recorded", models.PositiveIntegerField(default=0)),
                (
                    "after",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.calendarversion",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calendar.calendarversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "applying")),
                        fields=("stage",),
                        name="one_calendar_change_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage__in", ["applying", "applied"]), _negated=True),
                            ("after__isnull", False),
                            _connector="OR",
                        ),
                        name="an_applied_change_is_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_due_at", models.DateTimeField(null=True)),
                ("new_due_at", models.DateTimeField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="dossiers.calendarchange",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.procedure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("change", "dossier"), name="a_dossier_moves_once_per_change")
                ],
            },
        ),
        migrations.RunSQL(sql=GUARD, reverse_sql=UNGUARD + FORMER),
    ]
