import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("dossiers", "0014_interlinked"),
        ("organisations", "0001_initial"),
        ("waiting_room", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name='DigitalCopy',
            fields=[
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='digital_copy', serialize=False, to='dossiers.paper')),
                ('pages', models.PositiveSmallIntegerField()),
                ('made_at', models.DateTimeField()),
                ('signed_by', models.CharField(blank=True, max_length=200)),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.post')),
            ],
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='accounts.person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='organisations.post')),
                ('ticket', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='waiting_room.ticket')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='organisations.agency')),
            ],
        ),
        migrations.CreateModel(
            name='VisitDeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(choices=[('received', 'Received'), ('mended', 'Mended'), ('delivered', 'Delivered')], max_length=10)),
                ('at', models.DateTimeField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visit_deeds', to='dossiers.dossier')),
                ('visit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deeds', to='dossiers.visit')),
            ],
        ),
        migrations.CreateModel(
            name='Original',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=60)),
                ('shown', models.CharField(choices=[('seen', 'Seen'), ('compared', 'Compared'), ('kept', 'Kept')], max_length=8)),
                ('count', models.PositiveSmallIntegerField(default=0)),
                ('noted_at', models.DateTimeField()),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('returned_to', models.CharField(blank=True, choices=[('applicant', 'Applicant'), ('representative', 'Representative')], max_length=16)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='originals', to='dossiers.dossier')),
                ('noted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.post')),
                ('returned_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.post')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('count__gt', 0), ('shown', 'kept')), models.Q(models.Q(('shown', 'kept'), _negated=True), ('count', 0)), _connector='OR'), name='what_is_kept_is_counted'), models.CheckConstraint(condition=models.Q(models.Q(('returned_at', None), ('returned_by', None), ('returned_to', '')), models.Q(('returned_at__gte', models.F('noted_at')), ('returned_by__isnull', False), ('shown', 'kept'), models.Q(('returned_to', ''), _negated=True)), _connector='OR'), name='what_is_kept_is_returned_to_somebody'), models.UniqueConstraint(condition=models.Q(('returned_at', None)), fields=('dossier', 'item'), name='an_original_is_noted_once')],
            },
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['unit', 'begun_at'], name='visits_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('post',), name='one_person_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('begun_at')), _connector='OR'), name='a_visit_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='visitdeed',
            constraint=models.UniqueConstraint(fields=('visit', 'dossier', 'deed'), name='a_deed_is_noted_once'),
        ),
    ]
