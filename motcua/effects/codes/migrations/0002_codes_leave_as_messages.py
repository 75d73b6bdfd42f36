from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("codes", "0001_initial"), ("messaging", "0001_initial")]
    operations = [migrations.DeleteModel(name="StandInMessage")]
