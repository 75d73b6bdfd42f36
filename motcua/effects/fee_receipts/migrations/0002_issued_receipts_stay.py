"""A receipt is in somebody's hands: it is cancelled once, and nothing else about it ever changes."""

from django.db import migrations

GUARD = """
CREATE FUNCTION fee_receipt_is_only_cancelled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    cancelling text[] := ARRAY['cancelled_at', 'cancelled_why', 'cancelled_by_id', 'crossed_pdf_id'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.cancelled_at IS NOT NULL OR to_jsonb(NEW) - cancelling <> to_jsonb(OLD) - cancelling THEN
        RAISE EXCEPTION 'a fee receipt is cancelled once, and otherwise stays'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER fee_receipt_is_only_cancelled BEFORE UPDATE OR DELETE ON fee_receipts_feereceipt
FOR EACH ROW EXECUTE FUNCTION fee_receipt_is_only_cancelled();
"""
UNGUARD = """
DROP TRIGGER fee_receipt_is_only_cancelled ON fee_receipts_feereceipt;
DROP FUNCTION fee_receipt_is_only_cancelled();
"""


class Migration(migrations.Migration):
    dependencies = [("fee_receipts", "0001_initial")]
    operations = [migrations.RunSQL(sql=GUARD, reverse_sql=UNGUARD)]
