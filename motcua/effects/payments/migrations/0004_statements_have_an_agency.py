import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: Where whoever handed a file in kept the drawer then; what the command line read stays a file for all.
OWNERS = """
UPDATE payments_reconciliation AS made SET agency_id = (
    SELECT post.agency_id FROM organisations_post AS post
    WHERE post.account_id = made.made_by_id AND post.role = 'cashier'
      AND post.valid_from <= made.made_at::date AND (post.valid_to IS NULL OR post.valid_to >= made.made_at::date)
    ORDER BY post.id LIMIT 1
) WHERE made.made_by_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_absences"),
        ("payments", "0003_two_people_of_a_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="reconciliation", name="statement_read_once"),
        migrations.AddField(
            model_name="reconciliation",
            name="agency",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.agency"
            ),
        ),
        migrations.RunSQL(OWNERS, migrations.RunSQL.noop),
        # What is deferred until the end of the transaction stands in the way of the next change of the table.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="reconciliation",
            constraint=models.UniqueConstraint(
                fields=("agency", "gateway", "digest"), name="statement_read_once", nulls_distinct=False
            ),
        ),
    ]
