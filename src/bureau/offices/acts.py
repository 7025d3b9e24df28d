"""What the record says about offices, halls and posts."""

ACTS: dict[str, str] = {
    "offices.authority_put": "登记了机关“{name}”",
    "offices.unit_put": "登记了统计单位“{name}”",
    "offices.office_put": "登记了机构“{name}”",
    "offices.office_closed": "撤销了机构“{name}”，自 {last_day} 次日起",
    "offices.office_counted_in": "机构归属统计单位 {unit}，自 {valid_from} 起",
    "offices.hall_put": "登记了大厅“{name}”",
    "offices.hours_set": "设定了大厅作息时间（共 {seasons} 季）",
    "offices.window_put": "登记了窗口 {number}“{name}”",
    "offices.window_opened": "窗口 {number} 开放",
    "offices.window_shut": "窗口 {number} 停用",
    "offices.appointed": "任命 {person} 为 {post}（{role}）",
    "offices.posting_ended": "{person} 不再担任 {post}（{role}）",
    "offices.competence_granted": "授权 {person} 办理“{item}”的{act}，依据：{document}",
    "offices.competence_revoked": "收回 {person} 办理“{item}”的{act}的授权，理由：{reason}",
}
