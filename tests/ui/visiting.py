"""What a visitor does in the page, in the words of the tests."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.conftest import SEEDS
from tests.ui.serving import Server

SEED_FILES = tuple(sorted(SEEDS.glob("*.txt")))
FIRST = "وصل الوفد إلى القاهرة مساء أمس."
SECOND = "غادر الوزير بيروت صباح اليوم."
_news = count()


def visit(page: Page, server: Server, path: str = "/") -> None:
    """Come back once the page can be worked with."""
    page.goto(server.address + path)
    expect(page.locator("#masthead h1")).to_be_visible()
    expect(page.locator("#start-article")).to_be_visible()  # gradio loads buttons after boxes


def visit_until_quiet(page: Page, server: Server, path: str = "/") -> None:
    """Come back once the page has also what it asks for by itself: gradio takes away its messages when that comes."""
    answers = count(1)
    asked_by_itself = 2  # the job of the address with the last briefings; the models
    with page.expect_request_finished(
        lambda request: request.url.endswith("/run/predict") and next(answers) == asked_by_itself
    ):
        visit(page, server, path)
    wait_until_drawn(page)


def wait_until_drawn(page: Page) -> None:
    """Come back once what has come is on the screen."""
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


def paste(page: Page, text: str) -> None:
    """Put a text into the box for the article."""
    page.locator("#article-text textarea").fill(text)


def start(page: Page) -> str:
    """Start the article's job; its id."""
    page.locator("#start-article").click()
    return job_id(page)


def job_id(page: Page) -> str:
    """The id in the address of the page, once it stands there."""
    page.wait_for_url("**/?job=*")
    return page.url.partition("?job=")[2]


def phase(page: Page) -> Locator:
    """The sentence that says how far the job is."""
    return page.locator("#phase .phase")


def briefing(page: Page) -> FrameLocator:
    """The briefing that the page shows."""
    return page.frame_locator("#result iframe")


def open_tab(page: Page, name: str) -> None:
    """Go to the tab of that name."""
    page.get_by_role("tab", name=name, exact=True).click()


def fresh_word() -> str:
    """A word that the server has never met, so that no memory of translations keeps its engine from being asked."""
    return "".join("ابتثجحخدذر"[int(digit)] for digit in f"{next(_news):04}")


def fresh_sentence() -> str:
    """A sentence that the server has never met."""
    return f"وصل الوفد {fresh_word()} إلى القاهرة مساء أمس."


def hold(server: Server, words: str = "") -> None:
    """Let the engine wait before each batch that has a text with these words (any text, if there are none)."""
    server.hold.write_text(words, encoding="utf-8")


def release(server: Server) -> None:
    """Let the engine go on."""
    server.hold.unlink(missing_ok=True)


def write_article(folder: Path, name: str, text: str) -> Path:
    """A file to be uploaded."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
