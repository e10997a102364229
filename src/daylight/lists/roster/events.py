"""Events of the roster, with the sentence the timeline shows."""

SENTENCES = {
    "lists.shift.assigned": "安排窗口值班",
    "lists.shift.replaced": "更换窗口值班人员",
    "lists.shift.marked": "登记窗口在岗情况",
    "lists.shift.cancelled": "取消窗口值班",
}
