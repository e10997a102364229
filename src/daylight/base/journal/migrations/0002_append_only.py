"""The journal refuses UPDATE and DELETE in the database itself, on SQLite and on PostgreSQL."""

from typing import Any

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER journal_entry_no_{verb} BEFORE {verb.upper()} ON journal_entry
    BEGIN SELECT RAISE(ABORT, '留痕只能追加，不能改删'); END"""
    for verb in ("update", "delete")
]
POSTGRESQL = [
    """CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '留痕只能追加，不能改删'; END $$""",
    """CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_append_only()""",
    """CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()""",
]


def install(apps: Any, schema_editor: Any) -> None:
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
