"""Events of the recording room, with the sentence the timeline shows."""

SENTENCES = {
    "recording.upload.created": "登记音像上传",
    "recording.upload.terminated": "取消上传",
    "recording.upload.expired": "上传过期，已清除未传完的内容",
    "recording.media.received": "音像已上传",
    "recording.media.sealed": "音像校验一致，已入库",
    "recording.media.quarantined": "音像已隔离",
    "recording.media.excused": "说明未录音像的技术原因",
    "recording.media.viewed": "调阅音像",
    "recording.occasion.stated": "登记音像事项的起止时间",
    "recording.clip.linked": "音像关联清单事项",
    "recording.gap.explained": "说明缺录时段的技术原因",
    "recording.dock.received": "采集站文件已收取",
    "recording.dock.claimed": "认领采集站文件",
    "recording.dock.rejected": "不予认领采集站文件",
    "recording.dock.viewed": "调阅待认领音像",
    "recording.document.started": "制作文书",
    "recording.correction.started": "制作补正文书",
    "recording.document.saved": "保存文书",
    "recording.document.finalised": "文书定稿",
    "recording.document.issued": "签发文书",
}
