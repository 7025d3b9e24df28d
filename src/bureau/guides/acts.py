"""What the record says about guides."""

ACTS: dict[str, str] = {
    "guides.checked": "检查了在用的 {guides} 个指南：错误 {errors} 处，提醒 {warnings} 处",
    "guides.error_reported": "有人报错：{item}",
    "guides.error_answered": "答复了群众报错 {object_id}",
    "guides.law_amended": "标记《{document}》第{article}条已修改，{items} 个事项要核对",
}
