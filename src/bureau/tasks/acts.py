"""What the record says about tasks."""

ACTS: dict[str, str] = {
    "task.opened": "交办：{subject}",
    "task.finished": "办结了待办（{outcome}）",
    "task.handed_over": "把待办转交给他人",
}
