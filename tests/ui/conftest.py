"""A real browser and a real server for the page tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.ui.serving import Server
from tests.ui.watching import Watch

# Longer than anything takes on a busy machine: what fails by time has failed.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Without it the test is skipped, saying so; with MUJAZ_REQUIRE_BROWSER set it fails."""
    chromium = shutil.which("chromium")
    if chromium is None:
        assert not os.environ.get("MUJAZ_REQUIRE_BROWSER"), "chromium is not installed"
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        # As root (in CI) Chromium starts only without its sandbox.
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web page on the echo engine, for all tests that leave it as it is."""
    with Server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor's own browser, at the width of a desk."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def watch(context: BrowserContext) -> Watch:
    """What the visitor's browser does."""
    return Watch(context)


@pytest.fixture
def page(context: BrowserContext, watch: Watch, server: Server) -> Iterator[Page]:
    """An empty tab; whatever the test does in it, the server is all that it may call, and no script may fail."""
    yield context.new_page()
    assert watch.outside(server.address) == []
    assert watch.complaints == []
