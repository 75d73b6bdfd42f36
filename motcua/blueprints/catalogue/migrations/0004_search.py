from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_national_catalogue")]
    operations = []
