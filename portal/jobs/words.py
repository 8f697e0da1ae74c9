"""Words of jobs."""

from flask_babel import lazy_gettext as _

from portal.jobs.rules import JobState

STATES = {
    JobState.WAITING: _("等待"),
    JobState.RUNNING: _("进行中"),
    JobState.DONE: _("完成"),
    JobState.FAILED: _("失败"),
    JobState.CANCELLED: _("已取消"),
}
MARKS = {
    JobState.WAITING: "hold",
    JobState.RUNNING: "info",
    JobState.DONE: "ok",
    JobState.FAILED: "bad",
    JobState.CANCELLED: "warn",
}
WORDS = {
    "no_runner": _("没有程序会做这类任务，请联系管理员"),
    "died": _("执行任务的进程多次中断，已不再重试，请联系管理员"),
    "stumbled": _("执行中断（%(fault)s），已按次数重试"),
}
