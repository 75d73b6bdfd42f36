"""Receipts that a provider issues: asked for and cancelled through a row that is committed first."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE FUNCTION receipt_series_keeps_its_provider() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'whoever begins a series of receipts ends it'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER receipt_series_keeps_its_provider BEFORE UPDATE OF provider ON fee_receipts_receiptsymbol
FOR EACH ROW WHEN (OLD.provider IS DISTINCT FROM NEW.provider) EXECUTE FUNCTION receipt_series_keeps_its_provider();
"""
UNGUARD = """
DROP TRIGGER receipt_series_keeps_its_provider ON fee_receipts_receiptsymbol;
DROP FUNCTION receipt_series_keeps_its_provider();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0021_handing_over'),
        ('fee_receipts', '0002_issued_receipts_stay'),
        ('organisations', '0004_absences'),
    ]

    operations = [
        migrations.AddField(
            model_name='receiptsymbol',
            name='provider',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name='feereceipt',
            name='xml_sealed',
            field=models.BinaryField(default=b''),
        ),
        migrations.CreateModel(
            name='ReceiptCancellation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=500)),
                ('asked_at', models.DateTimeField()),
                ('payer_sealed', models.BinaryField(default=b'')),
                ('obstacle', models.CharField(blank=True, max_length=20)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.post')),
                ('receipt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cancellation', to='fee_receipts.feereceipt')),
            ],
        ),
        migrations.CreateModel(
            name='ReceiptRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('part', models.CharField(choices=[('phi', 'Phi'), ('le_phi', 'Le Phi')], max_length=8)),
                ('dated_at', models.DateTimeField()),
                ('content_sealed', models.BinaryField()),
                ('obstacle', models.CharField(blank=True, max_length=20)),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipt_requests', to='dossiers.feeduty')),
                ('receipt', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='request', to='fee_receipts.feereceipt')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by_request', to='fee_receipts.feereceipt')),
                ('symbol', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='fee_receipts.receiptsymbol')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('receipt', None)), fields=('duty', 'part'), name='one_open_receipt_request_per_duty_and_part')],
            },
        ),
        migrations.RunSQL(sql=GUARD, reverse_sql=UNGUARD),
    ]
