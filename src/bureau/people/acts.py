"""What the record says about people; references only, never a number."""

ACTS: dict[str, str] = {
    "party.registered": "登记了主体",
    "party.renamed": "更正了主体名称",
    "party.identifier_noted": "登记了证件（{kind}）",
    "party.identified": "核验了身份（{how}，{assurance}）",
    "party.care_noted": "记下了服务需要（{kind}）",
    "confidential.noted": "登记了需保密的信息（{kind}）",
    "confidential.revealed": "查看了未遮挡的{kind}，理由：{reason}",
    "identifier.revealed": "查看了未遮挡的证件号码，理由：{reason}",
    "contact.noted": "登记了联系方式（通知意愿：{wish}）",
    "mandate.given": "登记了委托（{how}）",
    "mandate.confirmed": "核对了委托（{how}）",
    "mandate.revoked": "撤销了委托",
    "account.opened": "开立了账号（{kind}）",
    "account.closed": "停用了账号",
    "account.joined_party": "账号与本人关联（{how}）",
    "account.phone_set": "登记了登录手机号",
    "account.signed_in": "登录",
    "account.sign_in_failed": "登录未成功",
    "account.password_set": "设置了登录密码",
}
