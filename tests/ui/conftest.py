"""A real browser for the page tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright


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
