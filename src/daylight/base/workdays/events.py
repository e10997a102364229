"""Events of the working calendar, with the sentence the timeline shows."""

ENTERED = "base.calendar.entered"

SENTENCES = {ENTERED: "录入放假通知"}
