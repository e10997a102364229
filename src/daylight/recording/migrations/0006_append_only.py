"""What was said about a record is corrected by a further row, never rewritten: the database refuses it (监督条例第31条)."""

from typing import Any

from django.db import migrations

TABLES = ("access", "cliplink", "devicecheck", "frameorigin", "gapreason", "marker", "occasion", "pointtick", "transcript",
          "watched")  # fmt: skip
WORDS = "登记内容不得改删，更正请另行登记"


def sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER recording_{table}_no_{verb} BEFORE {verb.upper()} ON recording_{table} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for table in TABLES
        for verb in ("update", "delete")
    ]


def postgresql() -> list[str]:
    made = [
        "CREATE FUNCTION recording_said_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    ]
    return made + [
        f"CREATE TRIGGER recording_{table}_no_change BEFORE UPDATE OR DELETE ON recording_{table} "
        "FOR EACH ROW EXECUTE FUNCTION recording_said_fixed()"
        for table in TABLES
    ]


def install(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("recording", "0005_devices_custody")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
