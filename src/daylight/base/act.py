"""``@act``: one state change, one durable transaction, at least one journal entry.

An act is a function ``verb(*args, actor, now, idempotency_key="")``. The decorator opens the permit and the transaction,
answers a repeated key with the first result, and fails if the entry named in the decorator was not recorded.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, ParamSpec, TypeVar, cast

from django.apps import apps
from django.db import IntegrityError, OperationalError, models, transaction

from daylight.base.journal.models import Receipt
from daylight.base.orgs.models import Person
from daylight.base.permit import permit
from daylight.core.refusal import refuse

P = ParamSpec("P")
R = TypeVar("R")

ACTS: dict[str, Callable[..., Any]] = {}


class ActFault(RuntimeError):
    """An act broke the house rules, e.g. wrote without recording its event."""


def act(event: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare the act that records ``event`` (``app.thing.verbed``)."""

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: Any, actor: Person, now: datetime, idempotency_key: str = "", **kwargs: Any) -> Any:
            if now.tzinfo is None:
                raise ActFault("now must be aware")
            fingerprint = _fingerprint(event, args, kwargs) if idempotency_key else ""
            if idempotency_key and (earlier := _replay(actor, idempotency_key, event, fingerprint)) is not None:
                return earlier.value
            try:
                return _once(function, event, args, kwargs, actor, now, idempotency_key, fingerprint)
            except OperationalError as error:
                # SQLite: a writer starved past the busy timeout. Nothing was written; one retry is safe.
                if "locked" not in str(error):
                    raise
                return _once(function, event, args, kwargs, actor, now, idempotency_key, fingerprint)
            except IntegrityError:
                # Two clicks at once: the receipt's unique key let one through; the other gets the same answer.
                if idempotency_key and (earlier := _replay(actor, idempotency_key, event, fingerprint)) is not None:
                    return earlier.value
                raise

        run.event = event  # type: ignore[attr-defined]
        ACTS[event] = run
        # The wrapper keeps the shape of ``function``; only ``idempotency_key`` is added.
        return cast("Callable[P, R]", run)

    return wrap


def _once(
    function: Callable[..., Any],
    event: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    actor: Person,
    now: datetime,
    key: str,
    fingerprint: str,
) -> Any:
    with permit(event) as opened, transaction.atomic(durable=True):
        receipt = (
            Receipt.objects.create(actor=actor, key=key, event=event, fingerprint=fingerprint, at=now) if key else None
        )
        result = function(*args, actor=actor, now=now, **kwargs)
        if event not in opened.recorded:
            raise ActFault(f"{event} wrote no journal entry")
        if receipt is not None and isinstance(result, models.Model):
            receipt.result_model = result._meta.label
            receipt.result_id = str(result.pk)
            receipt.save(update_fields=["result_model", "result_id"])
        # Inside the transaction: written with the act or not at all.
        opened.settle()
        return result


class _Earlier:
    def __init__(self, value: Any) -> None:
        self.value = value


def _replay(actor: Person, key: str, event: str, fingerprint: str) -> _Earlier | None:
    receipt = Receipt.objects.filter(actor=actor, key=key).first()
    if receipt is None:
        return None
    if receipt.event != event or receipt.fingerprint != fingerprint:
        raise refuse("idempotency.reused", "这次提交与先前用同一提交编号的内容不同，请刷新页面核对后再提交。")
    if not receipt.result_model:
        return _Earlier(None)
    return _Earlier(apps.get_model(receipt.result_model)._default_manager.get(pk=receipt.result_id))


def _fingerprint(event: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    def text(value: Any) -> str:
        if isinstance(value, models.Model):
            return f"{value._meta.label}:{value.pk}"
        if isinstance(value, bytes):
            return hashlib.sha256(value).hexdigest()
        if isinstance(value, dict):
            return repr(sorted((k, text(v)) for k, v in value.items()))
        if isinstance(value, list | tuple):
            return repr([text(v) for v in value])
        return repr(value)

    body = "\0".join([event, *(text(a) for a in args), *(f"{k}={text(v)}" for k, v in sorted(kwargs.items()))])
    return hashlib.sha256(body.encode()).hexdigest()
