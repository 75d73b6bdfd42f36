"""Results have versions, states, numbers in a book and codes to verify them by; signatures are written down first."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import motcua.dossiers.models.result
from motcua.foundation.append_only import only_added

#: What was published before is out; what waits for the clerk was signed.
_STATES = """
UPDATE dossiers_result SET verification_code = NULL;
UPDATE dossiers_result SET state = 'issued' WHERE published_at IS NOT NULL;
UPDATE dossiers_result r SET state = 'signed' FROM dossiers_dossier d
 WHERE d.id = r.dossier_id AND r.published_at IS NULL AND d.state = 'decided';
UPDATE dossiers_result r SET state = 'replaced' WHERE published_at IS NULL AND EXISTS
 (SELECT 1 FROM dossiers_result n WHERE n.dossier_id = r.dossier_id AND n.kind = r.kind AND n.id > r.id);
UPDATE dossiers_result r SET issued_sha256 = f.sha256 FROM files_storedfile f
 WHERE f.id = r.file_id AND r.state = 'issued';
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("dossiers", "0019_duties_and_appointments"),
        ("files", "0001_initial"),
        ("organisations", "0001_initial"),
        ("signing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name='BookNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('book', models.CharField(max_length=30)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Recall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('remark_hash', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Replacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='ResultFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('signed', 'Signed'), ('issued', 'Issued'), ('recalled', 'Recalled'), ('replaced', 'Replaced')], max_length=8)),
                ('signed_by', models.CharField(blank=True, max_length=200)),
                ('kept_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SigningRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('signature', 'Signature'), ('seal', 'Seal')], max_length=9)),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('answered', 'Answered'), ('done', 'Done'), ('failed', 'Failed')], default='asked', max_length=8)),
                ('document', models.BinaryField(default=b'')),
                ('place', models.JSONField(default=dict)),
                ('to_be_signed', models.BinaryField(default=b'')),
                ('signed', models.BinaryField(default=b'')),
                ('options', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('refusal', models.CharField(blank=True, max_length=60)),
                ('facts', models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name='result',
            name='issued_sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='result',
            name='layout',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='result',
            name='names_signer',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='result',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('signed', 'Signed'), ('issued', 'Issued'), ('recalled', 'Recalled'), ('replaced', 'Replaced')], default='draft', max_length=8),
        ),
        migrations.AddField(
            model_name='result',
            name='verification_code',
            field=models.CharField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='result',
            name='version',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='booknumber',
            name='agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.agency'),
        ),
        migrations.AddField(
            model_name='booknumber',
            name='result',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='book_number', to='dossiers.result'),
        ),
        migrations.AddField(
            model_name='recall',
            name='by_account',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recall',
            name='by_post',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.post'),
        ),
        migrations.AddField(
            model_name='recall',
            name='remark',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.remark'),
        ),
        migrations.AddField(
            model_name='recall',
            name='result',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recall', to='dossiers.result'),
        ),
        migrations.AddField(
            model_name='replacement',
            name='by',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='dossiers.result'),
        ),
        migrations.AddField(
            model_name='replacement',
            name='recalled',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='replacement', to='dossiers.result'),
        ),
        migrations.AddField(
            model_name='resultfile',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        migrations.AddField(
            model_name='resultfile',
            name='kept_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='resultfile',
            name='result',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='dossiers.result'),
        ),
        migrations.AddField(
            model_name='signingrequest',
            name='account',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signingrequest',
            name='batch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signing_requests', to='dossiers.batch'),
        ),
        migrations.AddField(
            model_name='signingrequest',
            name='key',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.signingkey'),
        ),
        migrations.AddField(
            model_name='signingrequest',
            name='on_behalf_of',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.post'),
        ),
        migrations.AddField(
            model_name='signingrequest',
            name='post',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.post'),
        ),
        migrations.AddField(
            model_name='signingrequest',
            name='remark',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.remark'),
        ),
        migrations.AddField(
            model_name='signingrequest',
            name='result',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='signings', to='dossiers.result'),
        ),
        migrations.AddConstraint(
            model_name='booknumber',
            constraint=models.UniqueConstraint(fields=('agency', 'book', 'year', 'number'), name='a_number_of_a_book_once'),
        ),
        migrations.AddConstraint(
            model_name='booknumber',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='book_numbers_begin_at_one'),
        ),
        migrations.AddConstraint(
            model_name='replacement',
            constraint=models.CheckConstraint(condition=models.Q(('recalled', models.F('by')), _negated=True), name='replaced_by_another'),
        ),
        migrations.AddConstraint(
            model_name='resultfile',
            constraint=models.UniqueConstraint(fields=('result', 'number'), name='result_file_number_once'),
        ),
        migrations.AddIndex(
            model_name='signingrequest',
            index=models.Index(condition=models.Q(('state__in', ('asked', 'answered'))), fields=['tried_at'], name='signing_under_way'),
        ),
        migrations.AddConstraint(
            model_name='signingrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'failed'), _negated=True), fields=('result', 'stage'), name='a_result_is_signed_once'),
        ),
        migrations.AddConstraint(
            model_name='signingrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state', 'done')), models.Q(models.Q(('state', 'done'), _negated=True), ('done_at', None)), _connector='OR'), name='done_says_when'),
        ),
        migrations.RunSQL(_STATES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='result',
            name='verification_code',
            field=models.CharField(default=motcua.dossiers.models.result.new_verification_code, max_length=32, null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'issued')), fields=('dossier', 'kind'), name='one_issued_result_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', ('issued', 'recalled'))), models.Q(('published_at', None), ('state__in', ('draft', 'signed', 'replaced'))), _connector='OR'), name='issued_says_when'),
        ),
        only_added("dossiers_resultfile"),
        only_added("dossiers_recall"),
        only_added("dossiers_replacement"),
    ]
