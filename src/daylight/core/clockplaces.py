"""期限从哪里开始: the moves and acts that start each limit; for one nothing starts yet, honestly why."""

from daylight.core.definition import clock_and_variant
from daylight.core.lawdata import LawPack

# Limits started, or counted, by an act that is no move of a procedure: event → what a person calls it.
BESIDE: dict[str, tuple[tuple[str, str], ...]] = {
    "D16": (("decisions.spot.decided", "当场处罚未当场收缴"),),
    "D17": (("decisions.spot.handed_in", "罚款交至机关"),),
    "D19": (("decisions.decision.served", "送达决定书，从复议、起诉期限较晚届满的一日起"),),
    "D12": (("decisions.notice.served", "公告送达的，登记送达时核对"), ("decisions.decision.served", "登记送达")),
    "D15": (("disclosure.decision.withdrawn", "撤回公示时核对并停止"),),
    "D42": (("base.certificate.added", "登记证件有效期，到期前提醒"),),
}
# Limits a gate counts from the facts, without a clock of their own.
COUNTED: dict[str, str] = {
    "D01": "批准立案时由门禁 G03 按违法行为终了之日核对",
    "D30N": "举行许可听证时由门禁按听证之日倒推核对",
    "D33": "检查任务由门禁 G21 按登记的年度检查计划核对；“检查计划”页登记备案，期限表“本机关的期限”列出",
    "D34": "期限表“本机关的期限”每年列出",
    "D41": "收到网站转来的更正申请之日起算，在“更正申请”页列出",
    "D43": "法规库中的法规、规章施行满一年起，列入期限表“本机关的期限”",
}
# What has to exist before the limit can start. Shown only while nothing starts it.
WAITING: dict[str, str] = {
    "D32": "随音像采集设备对接；现在上传时不核对采集结束的时刻",
    "D36": "平台还不受理政府信息公开申请",
    "D38": "平台还不收办执法监督意见书、决定书",
    "D39": "信用公示的期满停示由信用网站办理，平台只报送",
    "D40": "平台还不受理信用信息异议",
}


def started_by(pack: LawPack, code: str) -> dict[str, list[str]]:
    """Procedure → names of its moves that start ``code``, in any of its lengths."""
    found: dict[str, list[str]] = {}
    for versions in pack.procedures.values():
        for definition in versions:
            for move in definition.moves:
                if any(clock_and_variant(each)[0] == code for each in move.starts):
                    names = found.setdefault(definition.name, [])
                    if move.name not in names:
                        names.append(move.name)
    return found


def told(pack: LawPack, code: str) -> str:
    """Where ``code`` starts in words, or what it waits for; "" for neither."""
    said = [f"{procedure}：{'、'.join(names)}" for procedure, names in started_by(pack, code).items()]
    said += [name for _, name in BESIDE.get(code, ())]
    if code in COUNTED:
        said.append(COUNTED[code])
    return "；".join(said) or WAITING.get(code, "")
