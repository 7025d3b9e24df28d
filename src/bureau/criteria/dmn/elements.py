"""The XML of a DMN file, opened safely: no DTD, no entity, nothing fetched, bounded size."""

from collections.abc import Iterator

from lxml import etree

from bureau.refusal import Refusal

LARGEST_FILE = 4 * 1024 * 1024
# DMN 1.1 to 1.5 write decision tables alike; we write 1.3.
NAMESPACES = (
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
)
OURS = NAMESPACES[0]


def opened(data: bytes) -> etree._Element:
    """The root of a DMN file; a Refusal says what the file is instead."""
    if len(data) > LARGEST_FILE:
        raise Refusal(
            f"文件超过 {LARGEST_FILE // 1024 // 1024} MB，不收。决策表不会有这么大，请核对。"
        )
    if not data.strip():
        raise Refusal("文件是空的。请选一个 DMN 文件。")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        where = getattr(error, "lineno", None)
        place = f"第 {where} 行" if where else ""
        raise Refusal(
            f"这不是一个完好的 XML 文件{place and '：' + place}读不下去。请重新导出。"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("文件里有 DTD 或者实体声明，不收。请去掉 <!DOCTYPE …> 一段再试。")
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in NAMESPACES:
        raise Refusal("这不是 DMN 1.3 的文件：最外一层要是 DMN 的 definitions。")
    return root


def namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children of DMN's own with these names; what other namespaces add is passed over."""
    own = namespace(element)
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child)
            if name.namespace == own and (not names or name.localname in names):
                yield child


def child(element: etree._Element, name: str) -> etree._Element | None:
    return next(children(element, name), None)


def text_of(element: etree._Element | None) -> str:
    """The text an element holds in its ``text`` child, or in itself."""
    if element is None:
        return ""
    inner = child(element, "text")
    source = element if inner is None else inner
    return "".join(map(str, source.itertext())).strip()


def local(element: etree._Element) -> str:
    return etree.QName(element).localname
