from __future__ import annotations

from typing import ClassVar

from django.db import models


class LeafRow(models.Model):
    """Leaf ``index`` of the tree is the journal entry ``entry_id``; no foreign key, the journal stands on its own."""

    index = models.PositiveBigIntegerField("序号", unique=True)
    entry_id = models.PositiveBigIntegerField("留痕", unique=True)
    leaf = models.BinaryField(max_length=33)

    class Meta:
        verbose_name = "登记"
        ordering: ClassVar = ["index"]

    def __str__(self) -> str:
        return f"#{self.index}"


class Node(models.Model):
    """A perfect subtree: the hash over leaves ``index * 2**level`` … ; written once (core/merkle)."""

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "登记簿节点"
        constraints: ClassVar = [models.UniqueConstraint(fields=["level", "index"], name="ledger_one_node_per_place")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Checkpoint(models.Model):
    """A signed head. ``text`` is the whole note; ``through_entry_id`` the highest journal id it covers."""

    size = models.PositiveBigIntegerField("条数")
    root = models.BinaryField(max_length=32)
    text = models.TextField("签名文本")
    at = models.DateTimeField("时间", db_index=True)
    through_entry_id = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "登记簿签名"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["size"], name="ledger_checkpoint_size")]

    def __str__(self) -> str:
        return f"{self.size} @ {self.at:%Y-%m-%d %H:%M}"
