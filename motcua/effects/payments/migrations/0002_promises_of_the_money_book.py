from django.db import migrations

from motcua.foundation.append_only import only_added

#: Never more goes back than came in, and nothing is used twice. The row of what came in is held while this is looked at.
PARTS = """
CREATE FUNCTION refuse_more_than_came_in() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE came_in bigint;
BEGIN
    IF NEW.of_id IS NULL THEN RETURN NEW; END IF;
    SELECT amount INTO STRICT came_in FROM payments_moneyentry WHERE id = NEW.of_id AND kind = 'received' FOR UPDATE;
    IF NEW.amount + coalesce((SELECT sum(amount) FROM payments_moneyentry
                              WHERE of_id = NEW.of_id AND kind IN ('refunded', 'reversed')), 0) > came_in
       AND NEW.kind IN ('refunded', 'reversed')
       OR NEW.amount + coalesce((SELECT sum(amount) FROM payments_moneyentry
                                 WHERE of_id = NEW.of_id AND kind IN ('refunded', 'assigned')), 0) > came_in
       AND NEW.kind IN ('refunded', 'assigned')
    THEN
        RAISE EXCEPTION 'more than came in' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_moneyentry_parts BEFORE INSERT ON payments_moneyentry
    FOR EACH ROW EXECUTE FUNCTION refuse_more_than_came_in();
"""
NO_PARTS = """
DROP TRIGGER payments_moneyentry_parts ON payments_moneyentry;
DROP FUNCTION refuse_more_than_came_in();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [
        only_added("payments_moneyentry"),
        only_added("payments_exchange"),
        migrations.RunSQL(sql=PARTS, reverse_sql=NO_PARTS),
    ]
