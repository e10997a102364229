"""音像资料真实性说明: the six points a court looks at, answered from the record (最高人民法院关于互联网法院审理案件若干问题的
规定第十一条), as one paper."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from daylight.core.moment import local_time
from daylight.recording import render
from daylight.recording.custody import Link
from daylight.recording.models import Recording
from daylight.recording.render.blocks import Block, Facts, Heading, Paper, Paragraph, SignLines, Table
from daylight.recording.timeline import offset_of

CITE = "最高人民法院关于互联网法院审理案件若干问题的规定第十一条"
UNTESTED = "本说明只就保管过程和数据是否改动作出说明；内容是否真实、拍摄前是否经过安排，平台不能证明。"


def statement(recording: Recording, chain: list[Link], current_sha256: str, now: datetime) -> bytes:
    """The paper as PDF. ``current_sha256``: what the vault's bytes hash to now, empty when they are gone."""
    same = current_sha256 == recording.sha256
    blocks: tuple[Block, ...] = (
        Facts((
            ("音像名称", recording.title),
            ("案件", f"{recording.case.title}{f'（{recording.case.number}）' if recording.case.number else ''}"),
            ("出具时间", _when(now)),
            ("依据", CITE),
        )),
        Heading("一、生成、存储、传输的环境"),
        Paragraph(
            f"设备：{recording.device or '上传时没有写明设备号'}。原件由{recording.uploader.name}上传，"
            "分段传输，每段接收时计算校验值，收齐后整份读回再算一次，一致才入库。"
        ),
        Heading("二、生成的主体和时间"),
        Paragraph(
            f"记录人：{_officers(recording)}。设备显示的起止时间：{_when(recording.started_at)}至"
            f"{_when(recording.ended_at)}；{_clock(recording)}。服务器收到：{_when(recording.received_at)}，"
            f"入库：{_when(recording.sealed_at)}。设备时间原样保存，没有修正。"
        ),
        *_origin(recording),
        Heading("三、存储介质和保管方式"),
        Paragraph(
            f"原件 {recording.size} 字节，类型 {recording.content_type}，以校验值为名存放，只读；"
            "数据库拒绝改写、删除原件登记。调阅须先登记用途。"
        ),
        Heading("四、提取和固定的方式"),
        Paragraph("播放、下载的都是原件本身，没有剪辑、转码。截图另行存为新的材料，写明来自原件的哪一时刻。"),
        Heading("五、有无增加、删除、修改"),
        Paragraph(f"入库时 SHA-256：{recording.sha256}。"),
        *((Paragraph(f"入库时 SM3：{recording.sm3}。"),) if recording.sm3 else ()),
        Paragraph(
            f"出具本说明时重新计算：{current_sha256}，与入库时一致，未发现改动。"
            if same
            else "出具本说明时，存放的内容与入库时的校验值不一致，或者已经找不到，不能说明没有改动。",
            bold=not same,
        ),
        Heading("六、怎样核验"),
        Paragraph(
            "对原件计算 SHA-256，与上列数值比对。入库、调阅各环节的留痕按序号列在下表，其承诺值写入公开日志"
            f"{settings.BASE_URL}/log/checkpoint，可以用公开的核验程序检查有无增删。"
        ),
        Heading("保管过程"),
        Table(
            ("留痕序号", "时间", "人员", "事项"),
            tuple(
                (str(each.number), _when(each.at), each.who, f"{each.what}{f'：{each.detail}' if each.detail else ''}")
                for each in chain
            ),
            (2, 4, 2, 8),
        ),
        Paragraph(UNTESTED),
        SignLines(("出具人签名", "保管人签名")),
    )  # fmt: skip
    return render.pdf(Paper(recording.case.agency.name, "音像资料真实性说明", now, blocks))


def _origin(recording: Recording) -> tuple[Block, ...]:
    """A frame says of which original it is a picture, and that a browser drew it."""
    frame = getattr(recording.upload, "frame", None)
    if frame is None:
        return ()
    words = f"本件是《{frame.recording.title}》第 {frame.millisecond} 毫秒的画面，由{frame.by.name}用浏览器截取；"
    return (Paragraph(f"{words}该录像的 SHA-256：{frame.recording.sha256}。"),)


def _officers(recording: Recording) -> str:
    return (
        "、".join(f"{each['name']}（{each.get('certificate') or '证号未写明'}）" for each in recording.officers)
        or "未写明"
    )


def _clock(recording: Recording) -> str:
    offset, source = offset_of(recording)
    if offset is None:
        return f"设备与标准时间的偏差{source.split('，')[0]}"
    word = "一致" if offset == 0 else f"{'快' if offset > 0 else '慢'} {abs(offset)} 秒"
    return f"设备与标准时间{word}（{source}）"


def _when(moment: datetime | None) -> str:
    return f"{local_time(moment):%Y-%m-%d %H:%M:%S}" if moment else "未写明"
