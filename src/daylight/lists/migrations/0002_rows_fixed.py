"""Rows of a list that left the draft state cannot change, in the database itself, on SQLite and on PostgreSQL."""

from typing import Any

from django.db import migrations

MESSAGE = "清单审定后内容不能改动，请另起一版"


def _sqlite(verb: str, row: str) -> str:
    return f"""CREATE TRIGGER lists_row_no_{verb.lower()} BEFORE {verb} ON lists_listrow
    WHEN (SELECT state FROM lists_listversion WHERE id = {row}.version_id) <> 'draft'
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""


SQLITE = [_sqlite("UPDATE", "OLD"), _sqlite("DELETE", "OLD"), _sqlite("INSERT", "NEW")]
POSTGRESQL = [
    f"""CREATE FUNCTION lists_row_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE touched bigint;
    BEGIN
      IF TG_OP = 'INSERT' THEN touched := NEW.version_id; ELSE touched := OLD.version_id; END IF;
      IF (SELECT state FROM lists_listversion WHERE id = touched) <> 'draft' THEN
        RAISE EXCEPTION '{MESSAGE}';
      END IF;
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER lists_row_no_change BEFORE INSERT OR UPDATE OR DELETE ON lists_listrow
    FOR EACH ROW EXECUTE FUNCTION lists_row_fixed()""",
]


def install(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
