"""Originals, saved versions and issued papers refuse change in the database itself (监督条例第31条; G26)."""

from typing import Any

from django.db import migrations

FIXED = {
    "recording_recording": "音像原件不得改删",
    "recording_documentversion": "已保存的文书版本不得改删",
}
# A finished paper may only be issued, once; its words, author and template stay.
SETTLED = "已定稿的文书不得改删，更正请制作补正文书"
CHANGED = (
    "OLD.state = 'issued' OR (OLD.state = 'final' AND (NEW.state <> 'issued' OR NEW.version <> OLD.version "
    "OR NEW.content_digest <> OLD.content_digest OR NEW.code <> OLD.code OR NEW.title <> OLD.title "
    "OR NEW.author_id <> OLD.author_id OR NEW.case_id <> OLD.case_id))"
)


def sqlite() -> list[str]:
    made = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for table, words in FIXED.items()
        for verb in ("update", "delete")
    ]
    for verb, condition in {"update": CHANGED, "delete": "OLD.state <> 'draft'"}.items():
        made.append(
            f"CREATE TRIGGER recording_document_no_{verb} BEFORE {verb.upper()} ON recording_document "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{SETTLED}'); END"
        )
    return made


def postgresql() -> list[str]:
    made = []
    for table, words in FIXED.items():
        made += [
            f"CREATE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_fixed()",
        ]
    made.append(
        "CREATE FUNCTION recording_document_settled() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SETTLED}'; END $$"
    )
    for verb, condition in {"update": CHANGED, "delete": "OLD.state <> 'draft'"}.items():
        made.append(
            f"CREATE TRIGGER recording_document_no_{verb} BEFORE {verb.upper()} ON recording_document "
            f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION recording_document_settled()"
        )
    return made


def install(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("recording", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
