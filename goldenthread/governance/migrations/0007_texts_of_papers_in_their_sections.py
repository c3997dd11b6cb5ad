from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("governance", "0006_keep_what_was_written")]
    operations = [
        migrations.RemoveField(model_name="paper", name="annexes"),
        migrations.RemoveField(model_name="paper", name="reason"),
        migrations.RemoveField(model_name="paper", name="recommendation"),
        migrations.RemoveField(model_name="paper", name="summary"),
    ]
