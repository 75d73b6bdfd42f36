"""What must never be false, even by hand: history is only added to, and no date moves without an event."""

from django.db import migrations

from motcua.foundation.append_only import only_added

# The command `rebuild` computes the same columns from the same events; it says so in its own transaction.
GUARD = """
CREATE FUNCTION dossier_moves_by_events_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('motcua.rebuilding', true) = 'on' THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT FROM dossiers_dossierevent
        WHERE dossier_id = NEW.id AND number = NEW.event_count AND NEW.event_count = OLD.event_count + 1
          AND to_state = NEW.state
    ) THEN
        RAISE EXCEPTION 'dossier %: state and dates change with an event only', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER dossier_moves_by_events_only BEFORE UPDATE ON dossiers_dossier FOR EACH ROW
WHEN (
    (OLD.state, OLD.code, OLD.event_count, OLD.submitted_at, OLD.accepted_at, OLD.due_at, OLD.original_due_at,
     OLD.promised_at, OLD.finished_at, OLD.outcome)
    IS DISTINCT FROM
    (NEW.state, NEW.code, NEW.event_count, NEW.submitted_at, NEW.accepted_at, NEW.due_at, NEW.original_due_at,
     NEW.promised_at, NEW.finished_at, NEW.outcome)
)
EXECUTE FUNCTION dossier_moves_by_events_only();
"""
UNGUARD = """
DROP TRIGGER dossier_moves_by_events_only ON dossiers_dossier;
DROP FUNCTION dossier_moves_by_events_only();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]
    operations = [
        only_added("dossiers_dossierevent"),
        only_added("dossiers_handover"),
        only_added("dossiers_filing"),
        migrations.RunSQL(sql=GUARD, reverse_sql=UNGUARD),
    ]
