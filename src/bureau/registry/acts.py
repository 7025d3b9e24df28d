"""The human sentence for each act of this room."""

ACTS = {
    "licence.issued": "核发证照",
    "licence.entered": "补录原有证照",
    "licence.ended": "注销证照",
    "licence.reissued": "补发、换发证照",
    "licence.changed": "变更证照",
    "licence.renewed": "延续证照",
    "licence.noted": "在登记簿上记载状态",
}
