"""Row-level security on everything of an import; history on all but its rows.

Rows are made anew from the file, the columns and the edits as often as these change: a hundred thousand at a
time. What people did to them is in the edits, and what they did to records in those records' own history.
"""

from django.db import migrations

from lapwing.platform.access.operations import ForceRowSecurity, Guarded, OnePartnership

TABLES = ("dataimport", "importedit", "savedcolumns", "importrow")


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_staged_imports"),
        ("registry", "0003_one_partnership"),
        ("history", "0001_history"),
    ]

    operations = [
        Guarded("imports_dataimport", "imports_savedcolumns"),
        # what stands in the file goes with the import, and is not kept in the history of it
        Guarded("imports_importedit", hidden=("cells",)),
        ForceRowSecurity("imports_importrow"),
        OnePartnership(*(f"imports_{table}" for table in TABLES)),
    ]
