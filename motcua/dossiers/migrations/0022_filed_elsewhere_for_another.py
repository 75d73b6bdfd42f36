from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_identities'),
        ('dossiers', '0021_handing_over'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='representation',
            name='each_basis_has_its_ground',
        ),
        migrations.AlterField(
            model_name='representation',
            name='basis',
            field=models.CharField(choices=[('relative', 'Relative'), ('authorised', 'Authorised'), ('member', 'Member'), ('elsewhere', 'Elsewhere')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='representation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'relative'), ('membership', None), models.Q(('kinship', ''), _negated=True)), models.Q(('basis', 'authorised'), ('document_on__isnull', False), ('membership', None), models.Q(('document_number', ''), _negated=True)), models.Q(('basis', 'member'), ('membership__isnull', False)), models.Q(('basis', 'elsewhere'), ('document_number', ''), ('document_on', None), ('kinship', ''), ('membership', None)), _connector='OR'), name='each_basis_has_its_ground'),
        ),
    ]
