"""What the record says about figures."""

ACTS = {
    "targets.loaded": "装载指标目标 {count} 条",
    "indicator_groups.loaded": "装载指标事项分组 {count} 条",
}
