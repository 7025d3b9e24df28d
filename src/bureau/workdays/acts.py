"""What the record says about the calendar and the clock."""

ACTS: dict[str, str] = {
    "calendar.loaded": "装载了日历版本 {object_id}（放假安排年份：{years}）",
    "calendar.put_in_force": "启用了日历版本 {object_id}",
    "clock.started": "设定了城市时钟（{mode}，比真实时间快 {offset_seconds} 秒）",
}
