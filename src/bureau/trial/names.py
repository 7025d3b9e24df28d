"""Invented people and shops of the trial city; every page says 示例 besides."""

from random import Random

from bureau.people.identifiers import id_card_check

_FAMILY = (
    "张王李赵周吴郑孙钱陈刘杨黄何罗高林梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
_GIVEN = "小红建国桂香志强秀英海波雨桐家豪子涵云霞德胜玉兰春梅永福秋生晓燕文斌向阳淑芬一鸣佳怡"
_RARE = ("𠮷", "䶮", "㛃")
_STREETS = ("沅安路", "建设路", "朝阳路", "武陵大道", "人民路", "滨湖路", "青年路", "育才路")
_TRADES = {
    "catering": ("米粉店", "钵子菜馆", "小吃店", "饭庄", "面馆", "茶餐厅"),
    "sales": ("便利店", "食品超市", "烟酒店", "水果店"),
    "company": ("商贸有限公司", "科技有限公司", "餐饮管理有限公司", "建材有限公司", "农业有限公司"),
    "device": ("医疗器械有限公司", "康复器材有限公司"),
    "other": ("百货店", "五金店", "服装店", "理发店", "打印店"),
}


def person(random: Random) -> str:
    """A name of two or three signs; one in two hundred is hard to type."""
    if random.random() < 0.005:
        return random.choice(_FAMILY) + random.choice(_RARE)
    given = random.sample(_GIVEN, k=random.choice((1, 2, 2)))
    return random.choice(_FAMILY) + "".join(given)


def shop(random: Random, trade: str) -> str:
    """The name of a shop or company."""
    return "".join(random.sample(_GIVEN, k=2)) + random.choice(_TRADES[trade])


def address(random: Random, place: str) -> str:
    return f"{place}{random.choice(_STREETS)}{random.randint(1, 399)}号（示例）"


def id_number(random: Random, region: str) -> str:
    """A number with a right check digit, of somebody who does not exist."""
    born = f"{random.randint(1950, 2003)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
    first = f"{region[:6]}{born}{random.randint(900, 999)}"
    return first + id_card_check(first)
