import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0022_filed_elsewhere_for_another'),
        ('national_portal', '0004_rating_totals'),
        ('organisations', '0004_absences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='arrivedpaper',
            name='came_later_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='PaidThere',
            fields=[
                ('duty', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='paid_there', serialize=False, to='dossiers.feeduty')),
                ('number', models.CharField(max_length=60)),
                ('amount', models.PositiveBigIntegerField(null=True)),
                ('told_at', models.DateTimeField()),
                ('ended', models.CharField(blank=True, choices=[('shown', 'Shown'), ('asked', 'Asked'), ('', 'None')], max_length=5)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('there', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='national_portal.filedthere')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended', '')), fields=['told_at'], name='payments_to_be_found')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended', ''), ('ended_at', None), ('ended_by', None), ('note', '')), models.Q(models.Q(('ended', ''), _negated=True), ('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='a_payment_is_ended_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='PapersAskedAgain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('brought', models.PositiveSmallIntegerField(default=0)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.post')),
                ('there', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='papers_asked_again', to='national_portal.filedthere')),
            ],
            options={
                'indexes': [models.Index(fields=['there', '-asked_at'], name='papers_asked_again')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('there',), name='papers_are_asked_for_once_at_a_time')],
            },
        ),
    ]
