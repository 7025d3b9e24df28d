"""Fills in a form of the house as somebody in a hurry would: every field, the first choice."""

from playwright.sync_api import ElementHandle, Error, FilePayload, Page

A_PDF: FilePayload = {
    "name": "材料.pdf",
    "mimeType": "application/pdf",
    "buffer": (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\n"
        b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
        b"0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
    ),
}


def fill_in(page: Page, root: str) -> None:
    """Again until nothing is left: an answer can bring further fields, or renew the page."""
    for _ in range(6):
        try:
            if not _once(page, root):
                return
        except Error:  # the page renewed itself under the hand
            page.wait_for_load_state("networkidle")


def _once(page: Page, root: str) -> int:
    """How many controls were still empty."""
    filled = 0
    for control in page.query_selector_all(f"{root} :is(input, textarea, select)"):
        name = control.get_attribute("name") or ""
        if control.is_visible() or control.get_attribute("type") in ("radio", "checkbox"):
            filled += _fill(page, root, control, name)
    page.wait_for_load_state("networkidle")
    return filled


def _fill(page: Page, root: str, control: ElementHandle, name: str) -> bool:
    """Whether there was something to do."""
    kind = control.get_attribute("type") or str(control.evaluate("e => e.tagName.toLowerCase()"))
    if kind in ("radio", "checkbox"):
        if page.query_selector(f'{root} input[name="{name}"]:checked') is not None:
            return False
        control.check(force=True)
    elif kind == "select":
        options = control.query_selector_all("option")
        values = [value for one in options if (value := one.get_attribute("value"))]
        if not values or control.input_value():
            return False
        control.select_option(values[0])
    elif kind in ("file", "hidden") or control.input_value():
        return False
    else:
        control.fill(_words(control, name, kind))
    return True


def _words(control: ElementHandle, name: str, kind: str) -> str:
    if "uscc" in name:
        return "92430702MA4L00003H"
    if "id_number" in name:
        return "430702199001011230"
    if name.endswith("__name"):
        return "张示例"
    if kind == "tel" or "phone" in name:
        return "13900000001"
    if kind == "date":
        return "2027-01-05"
    if control.get_attribute("inputmode") in ("decimal", "numeric"):
        return "20"
    return "示例填写内容"
