"""What the record says about the catalogue, in Chinese."""

ACTS = {
    "catalogue.items_imported": "导入事项清单：新增{added}条，改动{changed}条，未变{unchanged}条",
    "catalogue.draft_opened": "另起事项版本{object_id}的草稿，照第{before}版",
    "catalogue.draft_changed": "改了事项版本{object_id}草稿里的“{place}”",
    "catalogue.draft_undone": "撤销了事项版本{object_id}草稿里“{place}”的改动",
    "catalogue.draft_discarded": "作废了事项版本{object_id}的草稿",
    "catalogue.edition_proposed": "把事项版本{object_id}送复核，拟自{valid_from}起执行：{reason}",
    "catalogue.edition_returned": "把事项版本{object_id}退回草稿：{reason}",
    "catalogue.edition_recalled": "撤下还没有执行的事项版本{object_id}：{reason}",
    "catalogue.edition_resumed": "恢复事项版本{object_id}",
    "catalogue.edition_confirmed": "核实了事项版本{object_id}的{places}处内容",
    "catalogue.edition_in_force": "启用事项版本{object_id}，自{valid_from}起执行",
    "catalogue.edition_suspended": "暂停事项版本{object_id}，原因：{reason}",
    "catalogue.edition_withdrawn": "取消事项版本{object_id}，最后一天是{last_day}：{reason}",
    "catalogue.closing_proposed": "提议取消事项，最后一天是{last_day}：{reason}",
    "catalogue.closing_dropped": "不再提议取消事项（版本{object_id}）",
    "catalogue.listing_claimed": "{office}认领事项{item}，自{valid_from}起办理",
    "catalogue.listings_claimed": "{offices}个单位认领事项：新增{added}条，改动{changed}条",
    "catalogue.listing_ended": "{office}不再办理事项{item}，最后一天是{last_day}",
    "catalogue.laws_loaded": "导入法律条文：新增{added}条，改动{changed}条，未变{unchanged}条",
}
