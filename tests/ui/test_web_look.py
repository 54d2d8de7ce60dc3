"""How the page looks and is used: both languages, colour schemes, wide and narrow, by keyboard and screen reader.

The pictures of all screens are kept in artifacts/screens, which git ignores, to be looked at.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from summarizer.types import Language
from tests.conftest import ROOT
from tests.ui.screens import PATHS, walk
from tests.ui.serving import Server
from tests.ui.visiting import FIRST, briefing, phase, visit
from tests.ui.watching import Watch

PICTURES = ROOT / "artifacts" / "screens"
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
FRAMES_OF_A_SECOND = """async () => {
  const before = window.asked;
  await new Promise((later) => setTimeout(later, 1000));
  return window.asked - before;
}"""
SERIOUS = {"serious", "critical"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_screen_fits_and_has_no_serious_fault_for_a_screen_reader(
    browser: Browser, server: Server, tmp_path: Path, language: Language, scheme: Any
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport=WIDE, color_scheme=scheme)  # type: ignore[arg-type]
    watch, page, faults = Watch(context), context.new_page(), []
    for screen in walk(page, server, language, tmp_path):
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            name = f"{screen} {language} {scheme} {size['width']}"
            page.screenshot(path=PICTURES / f"{name.replace(' ', '-')}.png", full_page=True)
            if (width := page.evaluate("document.documentElement.scrollWidth")) > size["width"]:
                faults.append(f"{name}: {width} px wide")
        faults += [f"{screen}: {fault}" for fault in serious_faults(page)]
        if page.locator("h1").count() != 1:
            faults.append(f"{screen}: not one h1")
    context.close()
    assert watch.outside(server.address) == []
    assert faults == []


def test_a_page_at_which_nobody_works_rests(page: Page, server: Server) -> None:
    page.add_init_script("""{
      const draw = window.requestAnimationFrame;
      window.asked = 0;
      window.requestAnimationFrame = (tick) => { window.asked++; return draw.call(window, tick); };
    }""")
    visit(page, server)
    assert page.evaluate("window.asked") > 0
    # A few seconds after it has come; each look is one second long.
    assert any(page.evaluate(FRAMES_OF_A_SECOND) <= 12 for _ in range(60))


def serious_faults(page: Page) -> list[str]:
    """What axe finds in the page and its frames, as far as it is serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        json.dumps([fault["id"], [node["target"] for node in fault["nodes"]]], ensure_ascii=False)
        for fault in found
        if fault["impact"] in SERIOUS
    ]


def test_the_whole_page_is_mirrored_in_arabic(page: Page, server: Server) -> None:
    """The masthead's name begins where reading begins, the settings stand at the end, in both languages."""
    places = {}
    for language, path in PATHS.items():
        visit(page, server, path)
        expect(page.locator(f"html[lang={language}]")).to_have_count(1)
        style = {
            name: page.locator(selector).first.evaluate("e => getComputedStyle(e).direction")
            for name, selector in {
                "page": "body",
                "article": "#article-text textarea",
                "address": "#address input, #address textarea",
                "settings": ".settings label",
            }.items()
        }
        own = "rtl" if language == "ar" else "ltr"
        assert style == {"page": own, "article": "rtl", "address": "ltr", "settings": own}
        boxes = {name: page.locator(s).first.bounding_box() for name, s in PLACES.items()}
        places[language] = {name: box["x"] + box["width"] / 2 for name, box in boxes.items() if box}
    middle = WIDE["width"] / 2
    for name in PLACES:
        left, right = places["en"][name] - middle, places["ar"][name] - middle
        assert abs(left + right) < 0.1 * middle, name


PLACES = {
    "name": "#masthead h1",
    "first tab": "#tabs [role=tab]",
    "text": "#article-text",
    "settings": ".settings",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_reader_s_colours(page: Page, server: Server, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    visit(page, server)
    brightness = "e => getComputedStyle(e).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 3"
    for part in ("body", "#article-text textarea", "#start-article"):
        bright = page.locator(part).evaluate(brightness)
        is_light = (scheme == "light") != (part == "#start-article")
        assert bright > 150 if is_light else bright < 100, part


def test_the_keyboard_alone_leads_from_the_first_screen_to_the_briefing(page: Page, server: Server) -> None:
    visit(page, server)
    expect(page.locator("#article-text textarea")).to_be_focused()
    page.keyboard.insert_text(FIRST)
    for _ in range(5):
        page.keyboard.press("Tab")
        outline = "() => getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) == "solid"
        if page.evaluate("document.activeElement.id") == "start-article":
            break
    page.keyboard.press("Enter")
    expect(phase(page)).to_have_text("Done.")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Word":
            break
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename == "briefing.docx"
    expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(FIRST)


def test_the_keyboard_changes_tabs(page: Page, server: Server) -> None:
    visit(page, server)
    page.get_by_role("tab", name="Article").focus()
    models = page.get_by_role("tab", name="Models", exact=True)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        with suppress(AssertionError):
            expect(models).to_have_attribute("aria-selected", "true", timeout=3_000)
            break
        page.keyboard.press("Tab")
    expect(page.locator("#models table").first).to_be_visible()
