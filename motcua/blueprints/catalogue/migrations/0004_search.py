from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_national_catalogue")]
    operations = [
        migrations.CreateModel(
            name="Vocabulary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
            ],
        ),
        # The search reads definitions now.
        migrations.RemoveField("procedure", "keywords_folded"),
    ]
