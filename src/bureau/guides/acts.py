"""What the record says about guides."""

ACTS: dict[str, str] = {
    "guides.checked": "检查了在用的 {guides} 个指南：错误 {errors} 处，提醒 {warnings} 处",
}
