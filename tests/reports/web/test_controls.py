"""What can be folded, sorted, copied and typed."""

from __future__ import annotations

from tests.reports.web.page import Page


def test_derivations_fold_out_with_the_keyboard(page: Page) -> None:
    fold = page.element("article details")
    assert fold.get_attribute("open") is None
    page.run("arguments[0].querySelector('summary').focus()", fold)
    page.browser.switch_to.active_element.send_keys(" ")
    assert fold.get_attribute("open") == "true"
    assert page.run("return arguments[0].querySelector('math').getBoundingClientRect().width", fold)
    derivations = "[...document.querySelectorAll('.derivation')]"
    page.element("#unfold").click()
    assert page.run(f"return {derivations}.every(d => d.open)")
    page.element("#unfold").click()
    assert page.run(f"return {derivations}.every(d => !d.open)")


def test_the_table_is_sorted_by_its_headings(page: Page) -> None:
    rows = page.rows()
    heads = page.browser.find_elements("css selector", "#claims th button")
    for head in heads:
        head.click()
        upward = page.rows()
        assert page.run("return arguments[0].closest('th').ariaSort", head) == "ascending"
        head.click()
        assert sorted(page.rows()) == sorted(upward) == sorted(rows)
        assert page.run("return document.querySelectorAll('#claims [aria-sort]').length") == 1
        if head.text.startswith("claim"):
            assert upward == sorted(rows)
            assert page.rows() == upward[::-1]
        if head.text.startswith("no."):
            assert upward == rows


def test_buttons_copy_what_they_say(page: Page, sample_ledger: dict) -> None:
    page.browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]}
    )
    claim = sample_ledger["claims"][0]
    article = page.element(f"[id='{claim['id']}']")
    wanted = {
        "Copy LaTeX": claim["published_latex"],
        "Copy as typed": claim["published"],
        "Copy command": f"glassproof verify {claim['id']} --seed 7",
        f"Copy link to {claim['id']}": f"{page.address}#{claim['id']}",
    }
    for name, text in wanted.items():
        button = article.find_element("css selector", f"[aria-label='{name}']")
        page.run("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()
        read = "navigator.clipboard.readText().then(arguments[arguments.length - 1])"
        assert page.browser.execute_async_script(read) == text
        assert page.run("return document.getElementById('heard').textContent").endswith("done")


def test_letters_are_keys(page: Page, sample_ledger: dict) -> None:
    ids = [claim["id"] for claim in sample_ledger["claims"]]
    active = "return document.activeElement.id"
    body = page.element("body")
    for key, focused in (("j", ids[0]), ("j", ids[1]), ("k", ids[0]), ("/", "search")):
        page.browser.switch_to.active_element.send_keys(key)
        assert page.run(active) == focused
    page.element("#search").send_keys("j/")
    assert page.element("#search").get_attribute("value") == "j/"
    page.run("document.activeElement.blur()")
    body.send_keys("?")
    assert page.element("#keys").is_displayed()
    page.element("#letters").click()
    page.element("#keys button").click()
    assert not page.element("#keys").is_displayed()
    body.send_keys("?")
    assert not page.element("#keys").is_displayed()
