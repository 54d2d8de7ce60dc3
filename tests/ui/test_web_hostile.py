"""Nothing that a visitor brings runs in the page or calls anybody: forty payloads in every place that takes words."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.payloads import PAYLOADS
from tests.ui.serving import Server
from tests.ui.visiting import FIRST, briefing, fresh_word, hold, job_id, open_tab, paste, phase, release, start, visit
from tests.ui.watching import Watch


@pytest.fixture(autouse=True)
def nothing_runs(page: Page, server: Server, watch: Watch) -> None:
    visit(page, server)


def check(page: Page, watch: Watch) -> None:
    """Nothing ran so far. What was asked of others, and what scripts complained of, is checked by ``page`` itself."""
    page.wait_for_timeout(50)
    assert watch.ran(page) == []
    assert page.locator("[onerror], [onload], [onfocus], [ontoggle], [onmouseover], [onbegin]").count() == 0
    assert page.locator("a[href^='javascript:' i], iframe[srcdoc], object, embed").count() == 0


def test_articles_with_payloads_in_title_body_and_file_name(
    page: Page, server: Server, watch: Watch, tmp_path: Path
) -> None:
    """All of them in one briefing, while it is made and when it is done; half of the files fail and are listed."""
    open_tab(page, "Briefing")
    word = fresh_word()
    files = [*articles(tmp_path / "good", FIRST, last=word), *articles(tmp_path / "bad", "")]
    page.locator("#files input[type=file]").set_input_files(files)
    expect(page.locator("#files")).to_contain_text("39")
    check(page, watch)
    hold(server, word)
    try:
        page.locator("#start-files").click()
        expect(page.locator("#finished a")).to_have_count(len(PAYLOADS) - 1)
        expect(page.locator("#finished .failures li")).to_have_count(len(PAYLOADS))
        check(page, watch)
    finally:
        release(server)
    expect(phase(page)).to_contain_text("failed")
    expect(briefing(page).locator("article")).to_have_count(len(PAYLOADS))
    check(page, watch)
    frame = page.frames[1]
    assert frame.locator("script, iframe, img, form, input, object, embed").count() == 0
    assert frame.locator("[onerror], [onload], [onfocus], [ontoggle], [onmouseover], [onbegin]").count() == 0
    shown = " ".join(frame.locator("body").inner_text().split())
    assert [payload for payload in PAYLOADS if " ".join(payload.split()) not in shown] == []


def articles(folder: Path, text: str, last: str = "") -> list[Path]:
    """A file for each payload: in its name, as far as a name can have it, and in its title and body."""
    folder.mkdir()
    paths = []
    for number, payload in enumerate(PAYLOADS):
        path = folder / f"{number:02} {payload.replace('/', '∕')}.txt"
        body = f"{payload}\n\nالعلامة {payload} {text}\n" if text else f"{payload} only English"
        path.write_text(body, encoding="utf-8")
        paths.append(path)
    with paths[-1].open("a", encoding="utf-8") as file:
        file.write(last)
    return paths


def test_payloads_as_pasted_articles_and_in_their_titles(page: Page, watch: Watch) -> None:
    for payload in PAYLOADS[::8]:
        paste(page, f"{FIRST} {payload}")
        start(page)
        expect(phase(page)).to_have_text("Done.")
        expect(briefing(page).locator("article")).to_be_visible()
        check(page, watch)
        page.locator("#new").click()
        expect(page.locator("#article-text textarea")).to_be_visible()


def test_payloads_as_addresses(page: Page, watch: Watch) -> None:
    for payload in PAYLOADS[::4]:
        page.locator("#address").locator("input, textarea").fill(f"http://127.0.0.1/{payload}")
        page.locator("#fetch").click()
        told = page.get_by_text("[read.")
        expect(told).to_be_visible()
        check(page, watch)
        page.locator(".toast-close").first.click()
        expect(told).to_have_count(0)


def test_payloads_in_a_list_of_addresses(page: Page, watch: Watch) -> None:
    open_tab(page, "Briefing")
    page.locator("#addresses textarea").fill("\n".join(f"http://127.0.0.1/{payload}" for payload in PAYLOADS))
    page.locator("#start-files").click()
    job_id(page)
    expect(page.locator("#finished .failures li")).to_have_count(len(PAYLOADS))
    check(page, watch)


def test_payloads_in_a_glossary(page: Page, watch: Watch, tmp_path: Path) -> None:
    """Good entries, whose English comes into the briefing, and a bad line, which is told."""
    names = [f"كلمة{'ا' * number}" for number in range(1, len(PAYLOADS) + 1)]
    table = io.StringIO()
    csv.writer(table).writerows(zip(names, PAYLOADS, strict=True))
    good = tmp_path / "<img src=x onerror=alert(1)>.csv"
    good.write_text(table.getvalue(), encoding="utf-8")
    glossary = page.locator(".settings input[type=file]").first
    glossary.set_input_files(good)
    expect(page.locator(".settings").first).to_contain_text("onerror")
    check(page, watch)
    paste(page, " ".join(f"وصل {name} إلى القاهرة مساء أمس." for name in names))
    start(page)
    expect(phase(page)).to_have_text("Done.")
    expect(briefing(page).locator("article")).to_be_visible()
    check(page, watch)


def test_a_payload_as_the_id_of_a_job(page: Page, server: Server, watch: Watch) -> None:
    for payload in PAYLOADS[::8]:
        page.goto(server.address)
        page.evaluate("payload => location.assign('/?job=' + encodeURIComponent(payload))", payload)
        expect(page.get_by_text("web.unknown")).to_be_visible()
        check(page, watch)
