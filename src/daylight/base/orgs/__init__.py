"""机构与人员 Organisations and people: agencies, sections, persons and the roles they hold (law.md §1.5)."""
