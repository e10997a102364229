"""What stops the ledger from signing."""


class LedgerFault(RuntimeError):
    """The ledger will not sign; the message is one Chinese sentence saying why and what to do."""
