"""What the record says about letters and messages; numbers and digests only."""

ACTS: dict[str, str] = {
    "letter.written": "出具了{title}（{number}）",
    "letter.typeset": "生成了{number}的版式文件",
    "letter.posted": "寄出了{key}的纸质通知",
    "messages.delivered": "发送通知：成功 {sent} 条，稍后重试 {failed} 条，放弃 {given_up} 条",
}
