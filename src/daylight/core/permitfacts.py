"""案情之行政许可: what the papers of a permit say, as plain values for the gates of 行政许可法."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# What the file is about, in the words of the papers → code.
MATTERS: Mapping[str, str] = {
    "首次申请": "new",
    "变更": "change",
    "延续": "renewal",
    "注销": "cancellation",
    "撤销": "revocation",
    "撤回或者变更": "recall",
}
# Which decisions may end which matter; a refusal ends what was applied for.
FITTING: Mapping[str, frozenset[str]] = {
    "new": frozenset({"grant", "refuse"}),
    "change": frozenset({"change", "refuse"}),
    "renewal": frozenset({"renew", "refuse"}),
    "cancellation": frozenset({"cancel", "refuse"}),
    "revocation": frozenset({"revoke"}),
    "recall": frozenset({"recall"}),
}
GRANTS = frozenset({"grant", "change", "renew"})
# Begun by the agency itself: nobody applied, the holder may lose something.
EX_OFFICIO = frozenset({"revocation", "recall"})
UNCONCERNED = "不涉及"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitFacts:
    """One permit file. ``matter`` a value of MATTERS ("" nothing received yet).

    ``received_on`` when the application came in, ``last_received_on`` the corrections after it.
    ``required`` the materials the published guide demands, ``received`` those ticked so far, ``form_ok`` whether they are
    in the legal form (None: nobody looked). ``listed`` what the correction notice asks for. ``deemed_on`` the day from
    which the file says it counts as accepted. ``interests`` what the review says about the interests of others.
    ``told_on`` when the notice of the right to be heard was received. ``unserved`` titles of issued papers nobody has
    handed over. ``outcome`` code of the way the decision goes, ``decided`` whether it was approved.
    """

    matter: str = ""
    received_on: date | None = None
    last_received_on: date | None = None
    required: tuple[str, ...] = ()
    received: frozenset[str] = frozenset()
    form_ok: bool | None = None
    listed: tuple[str, ...] | None = None
    corrected: bool = False
    correction_served_on: date | None = None
    deemed_on: date | None = None
    prior_number: str = ""
    valid_until: date | None = None
    prior_checked: bool = False
    interests: str = ""
    site_needed: bool = False
    told_on: date | None = None
    waived_on: date | None = None
    unserved: tuple[str, ...] = ()
    outcome: str = ""
    decided: bool = False
    renewal_deemed: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """Materials of the guide that have not come in, in its order."""
        return tuple(each for each in self.required if each not in self.received)

    @property
    def granted(self) -> bool:
        return self.renewal_deemed or (self.decided and self.outcome in GRANTS)

    @property
    def published(self) -> bool:
        """Whether the decision goes to the public: grants (行政许可法第四十条) and what takes a published permit away."""
        return self.renewal_deemed or (self.decided and self.outcome not in ("", "refuse"))

    def term_over(self, today: date) -> bool:
        """A renewal still undecided when the old permit has ended."""
        return self.matter == "renewal" and self.valid_until is not None and self.valid_until < today
