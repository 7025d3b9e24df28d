"""The human sentence for each act of this room."""

ACTS = {
    "rating.given": "评价一次服务",
    "rating.followed_up": "追评一次服务",
    "rating.skipped": "选择不评价",
    "rating.verified": "核实一条差评",
    "rating.rectified": "办结一条差评的整改",
}
