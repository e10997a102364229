from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person
from daylight.base.vault.models import Blob
from daylight.cases.models import Case
from daylight.recording.coverage_models import ClipLink as ClipLink
from daylight.recording.coverage_models import GapReason as GapReason
from daylight.recording.coverage_models import Occasion as Occasion
from daylight.recording.coverage_models import PointTick as PointTick
from daylight.recording.custody_models import Access as Access
from daylight.recording.custody_models import FrameOrigin as FrameOrigin
from daylight.recording.custody_models import Marker as Marker
from daylight.recording.custody_models import Transcript as Transcript
from daylight.recording.custody_models import Watched as Watched
from daylight.recording.device_models import Device as Device
from daylight.recording.device_models import DeviceCheck as DeviceCheck
from daylight.recording.device_models import DeviceLoan as DeviceLoan
from daylight.recording.dock_models import DockFile as DockFile
from daylight.recording.playback.models import Derived as Derived
from daylight.recording.signature_models import PageSignature as PageSignature
from daylight.recording.wording_models import Wording as Wording


class Upload(models.Model):
    """One resumable upload. ``token`` is a 128-bit capability; it is also bound to ``person`` and ``case``.

    ``offset`` is the acknowledged length: everything below it is on disk and synced. ``claimed_until``: the sealing chore
    holds the row. ``sha256``: of the whole file as read back, set before the bytes move into the vault.
    """

    RECEIVING, COMPLETE, SEALED = "receiving", "complete", "sealed"
    QUARANTINED, EXPIRED, TERMINATED = "quarantined", "expired", "terminated"
    STATES: ClassVar = [
        (RECEIVING, "上传中"),
        (COMPLETE, "已传完，待校验"),
        (SEALED, "校验一致，已入库"),
        (QUARANTINED, "隔离"),
        (EXPIRED, "已过期"),
        (TERMINATED, "已取消"),
    ]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.CharField("上传地址", max_length=32, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="uploads", verbose_name="上传人")
    case = models.ForeignKey(Case, models.PROTECT, related_name="uploads")
    meta = models.JSONField("说明", default=dict)
    length = models.PositiveBigIntegerField("总字节数")
    offset = models.PositiveBigIntegerField("已收字节数", default=0)
    state = models.CharField("状态", max_length=12, choices=STATES, default=RECEIVING)
    reason = models.CharField("原因", max_length=300, blank=True)
    created_at = models.DateTimeField("开始时间")
    expires_at = models.DateTimeField("过期时间")
    completed_at = models.DateTimeField("传完时间", null=True)
    claimed_until = models.DateTimeField("校验占用至", null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    content_type = models.CharField("类型", max_length=80, blank=True)
    # scanning.Verdict as data; empty before the read-back.
    scan = models.JSONField("恶意代码扫描", default=dict)

    class Meta:
        verbose_name = "上传"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(offset__lte=models.F("length")), name="upload_within_length")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="upload_waiting")]

    def __str__(self) -> str:
        return f"{self.uuid} {self.offset}/{self.length}"


class UploadPart(models.Model):
    """SHA-256 of one whole 8 MB part (the last may be shorter): a running digest cannot be kept between requests."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="parts")
    index = models.PositiveIntegerField("序号")
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "分段校验值"
        ordering: ClassVar = ["index"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["upload", "index"], name="one_digest_per_part")]

    def __str__(self) -> str:
        return f"{self.upload_id}#{self.index}"


class Recording(models.Model):
    """音像记录: an original in the vault (law.md §1.2.5). Never changed, never deleted (G26; migration 0002).

    ``started_at`` and ``ended_at`` are as the device says; ``clock_offset_seconds`` is device minus standard time.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="recordings")
    upload = models.OneToOneField(Upload, models.PROTECT, related_name="recording")
    step = models.CharField("环节", max_length=8)
    item_code = models.CharField("音像记录事项", max_length=64, blank=True)
    title = models.CharField("名称", max_length=120)
    officers = models.JSONField("记录人", default=list)  # [{"uuid", "name", "certificate"}]
    device = models.CharField("设备号", max_length=64, blank=True)
    started_at = models.DateTimeField("开始时间（设备）", null=True)
    ended_at = models.DateTimeField("结束时间（设备）", null=True)
    clock_offset_seconds = models.IntegerField("设备时间偏差（秒）", null=True)
    uploader = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="上传人")
    received_at = models.DateTimeField("收到时间（服务器）")
    sealed_at = models.DateTimeField("入库时间（服务器）")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("字节数")
    content_type = models.CharField("类型", max_length=80)
    state = models.CharField("状态", max_length=12, choices=[("sealed", "校验一致"), ("quarantined", "隔离")])
    reason = models.CharField("隔离原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "音像记录"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.title


class Excuse(models.Model):
    """Why a demanded recording does not exist: technical reasons only, stated (law.md §1.2.4, G25)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="recording_excuses")
    item_code = models.CharField("音像记录事项", max_length=64)
    step = models.CharField("环节", max_length=8)
    reason = models.TextField("技术原因")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "未录音像说明"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.item_code


class Document(models.Model):
    """文书. ``code`` is the template (lawpacks/…/documents.toml). Issued, it never changes (G26; migration 0002)."""

    DRAFT, FINAL, ISSUED = "draft", "final", "issued"
    STATES: ClassVar = [(DRAFT, "草稿"), (FINAL, "定稿"), (ISSUED, "已签发")]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    code = models.CharField("文书种类", max_length=48)
    title = models.CharField("名称", max_length=120)
    external = models.BooleanField("对外", default=False)
    state = models.CharField("状态", max_length=8, choices=STATES, default=DRAFT)
    version = models.PositiveIntegerField("版本", default=0)
    number = models.CharField("文号", max_length=64, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="制作人")
    officers = models.JSONField("执法人员", default=list)  # [{"uuid", "name", "certificate"}]
    sealed = models.BooleanField("已盖章", default=False)
    verify_code = models.CharField("核验码", max_length=16, blank=True)
    # The agency's wording in force when the paper was begun; a later one does not change it.
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+", null=True, verbose_name="措辞")
    # SHA-256 of the canonical fields at finalisation; the review dossier freezes on it.
    content_digest = models.CharField("内容摘要", max_length=64, blank=True)
    pdf = models.ForeignKey(Blob, models.PROTECT, related_name="+", null=True, verbose_name="PDF")
    corrects = models.ForeignKey("self", models.PROTECT, related_name="corrections", null=True, verbose_name="补正")
    created_at = models.DateTimeField("制作时间")
    finalised_at = models.DateTimeField("定稿时间", null=True)
    issued_at = models.DateTimeField("签发时间", null=True)

    class Meta:
        verbose_name = "文书"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(pdf__isnull=False), name="document_final_has_pdf"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["verify_code"], name="document_by_code")]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """One saved state of a document's fields; appended, never changed."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField("版本")
    fields = models.JSONField("内容")
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="保存人")

    class Meta:
        verbose_name = "文书版本"
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "version"], name="one_row_per_version")]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.version}"
