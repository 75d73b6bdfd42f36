from django.db import migrations

from motcua.foundation.append_only import only_added


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]
    operations = [only_added("archive_archiveuse")]
