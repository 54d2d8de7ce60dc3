"""The tab of the models, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from summarizer.entries import read_catalogue
from tests.ui.serving import Server
from tests.ui.visiting import open_tab, visit


@pytest.fixture(autouse=True)
def at_the_tab(page: Page, server: Server) -> None:
    visit(page, server)
    open_tab(page, "Models")


def choose(page: Page, name: str) -> None:
    box = page.locator("#pull").get_by_role("combobox", name="Model")
    box.fill(name)
    page.get_by_role("option", name=name, exact=True).click()
    expect(box).to_have_value(name)


def test_every_model_of_the_catalogue_is_listed_with_its_licence(page: Page) -> None:
    for entry in read_catalogue().values():
        row = page.locator("#models tr").filter(has=page.get_by_text(entry.name, exact=True))
        expect(row).to_contain_text(entry.licence)
    installed = page.locator("#models tr.installed")
    expect(installed).to_have_count(1)
    expect(installed).to_contain_text("mujaz-ar-en")


def test_a_licence_that_has_to_be_accepted_is_asked_for(page: Page) -> None:
    choose(page, "nllb-600m")
    page.get_by_role("button", name="Fetch from the Hugging Face hub").click()
    expect(page.get_by_text("[model.licence]")).to_be_visible()


def test_a_hub_that_cannot_be_reached_is_told(page: Page) -> None:
    choose(page, "opus")
    page.get_by_role("button", name="Fetch from the Hugging Face hub").click()
    expect(page.get_by_text("[model.network]")).to_be_visible()
    expect(page.locator("#models tr.installed")).to_have_count(1)


def test_an_installed_model_can_be_chosen_and_another_cannot(page: Page) -> None:
    choose(page, "opus-big")
    page.get_by_role("button", name="Use this model").click()
    expect(page.locator("#pull-state")).to_contain_text("Choose a model that is installed")
    choose(page, "mujaz-ar-en")
    page.get_by_role("button", name="Use this model").click()
    expect(page.locator("#pull-state")).to_contain_text("mujaz-ar-en")
    open_tab(page, "Article")
    expect(page.get_by_role("combobox", name="Translator").first).to_have_value("mujaz-ar-en")
