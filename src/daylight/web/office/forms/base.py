"""The ground of every office form: ids the error summary links to, sentences instead of Django's."""

from __future__ import annotations

from typing import Any

from django import forms

CHOOSING = (forms.Select, forms.CheckboxSelectMultiple, forms.RadioSelect, forms.SelectMultiple)


class OfficeForm(forms.Form):
    """Ids are ``f-<name>``, as refusals name them. The browser does not stop a submission: the page answers with all faults."""

    use_required_attribute = False
    # Refusals name what the act calls it; a form of rows shows them at the first row.
    aliases: dict[str, str] = {}
    # A draft keeps whatever is typed: required fields stay marked as such on the page, but are not demanded.
    lenient = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.reword()

    def reword(self) -> None:
        """Sentences with the label in them; again after a form has added fields of its own."""
        for each in self.fields.values():
            verb = "选择" if isinstance(each.widget, CHOOSING) else "填写"
            each.error_messages["required"] = f"请{verb}{each.label}。"
            for key in ("invalid_choice", "invalid_list", "invalid_pk_value"):
                if key in each.error_messages:
                    each.error_messages[key] = f"{each.label}的选项已有变化，请重新选择。"

    def full_clean(self) -> None:
        wanted = [each for each in self.fields.values() if each.required] if self.lenient else []
        for each in wanted:
            each.required = False
        super().full_clean()
        for each in wanted:
            each.required = True
