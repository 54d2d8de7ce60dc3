"""docs/measured.md and its pictures are what the result files say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.measured import speed, tables
from benchmarks.measured.page import PAGE, PICTURES, render_page, show_all
from benchmarks.measured.page import _render as render
from benchmarks.measured.pictures import Dot, Dots, Growth, Picture
from benchmarks.results import sign_translation
from summarizer.catalogue import EMBEDDED
from summarizer.translate import RULES

DOTS = Dots(axis="share, %", dots=(Dot(name="ours", value=1.0, spread=(0.5, 1.5), ours=True),), limits=(0, 2))
SHOWS = (speed._show_engines, speed._show_transformers)
GROWTH = Growth(title="Time", across="articles", axis="seconds", points=((10, 1.0), (100, 9.0)))


def test_the_page_is_what_its_generator_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_page(), "run: python -m benchmarks.measured"


def test_every_picture_is_drawn_from_the_present_figures() -> None:
    pictures = [shown.picture for shown in show_all() if shown.picture]
    assert {path.stem for path in PICTURES.iterdir()} == {picture.name for picture in pictures}
    for picture in pictures:
        assert picture.digest in (PICTURES / f"{picture.name}.svg").read_text(encoding="utf-8"), picture.name


def test_a_result_file_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROOT", tmp_path)
    monkeypatch.setattr(tables, "RESULTS", tmp_path)
    with pytest.raises(tables.NotMeasuredError, match=r"^peers\.json$"):
        tables.read_result("peers")
    content = {"figures": {"engines": {}}, "signature": {"command": "python x.py"}}
    (tmp_path / "peers.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(tables.NotMeasuredError, match=r"^`readers` in peers\.json$"):
        tables.read_result("peers").part("readers")


@pytest.mark.parametrize("panel", [DOTS, GROWTH])
def test_equal_figures_make_equal_pictures_without_a_date(panel: Dots | Growth, tmp_path: Path) -> None:
    picture = Picture(name="one", title="A finding", command="python x.py", panels=(panel,))
    drawn = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        picture.draw(folder)
        drawn.append((folder / "one.svg").read_text(encoding="utf-8"))
    assert drawn[0] == drawn[1]
    assert "dc:date" not in drawn[0]
    assert picture.digest in drawn[0]


def test_other_figures_have_another_digest() -> None:
    one, other = (
        Picture(name="one", title="A finding", command="python x.py", panels=(panel,)) for panel in (DOTS, GROWTH)
    )
    assert one.digest != other.digest


@pytest.mark.parametrize(
    ("signature", "hang_on", "older"),
    [
        (sign_translation(EMBEDDED), tables.TRANSLATED, ""),
        ({"translate_rules": "0"}, tables.TRANSLATED, "an earlier version of the translate stage"),
        ({}, tables.TRANSLATED, "an earlier version of the translate stage"),  # from before it was signed
        ({"model_sha256": "0"}, tables.MODEL, "an earlier version of the embedded model"),
        (
            {"translate_rules": "0", "model_sha256": "0"},
            tables.TRANSLATED,
            "an earlier version of the translate stage and of the embedded model",
        ),
        ({"translate_rules": "0", "model_sha256": "0"}, (), ""),
    ],
)
def test_figures_tell_which_earlier_version_they_are_of(
    signature: dict[str, str], hang_on: tuple[str, ...], older: str
) -> None:
    assert tables.Result(name="x.json", figures={}, signature=signature).find_older(hang_on) == older


@pytest.mark.parametrize(("rules", "said"), [("0", True), (RULES, False)])
def test_a_section_says_that_its_figures_are_of_an_earlier_version(rules: str, said: bool) -> None:
    section = tables.Section(
        name="engines",
        read=lambda: tables.Result(name="x.json", figures={}, signature={"command": "x", "translate_rules": rules}),
        show=lambda result: tables.Shown(finding="A finding", tables=""),
        hang_on=tables.TRANSLATED,
    )
    assert ("\n\nMeasured with an earlier version of the translate stage.\n\n" in render(section)) is said


def timed(ratio: float, **quality: float) -> dict[str, Any]:
    return {"time_against_ours": ratio, "spread": [ratio, ratio], "sentences_per_s": 10.0} | quality


def peers(**groups: dict[str, Any]) -> tables.Result:
    found = {group: {"sentences": 2, "sentences_a_round": 3, "systems": rows} for group, rows in groups.items()}
    return tables.Result(name="peers.json", figures=found, signature={"command": "python x.py engines"})


ENGINES = {
    "raw CTranslate2 (the ceiling)": timed(0.7, BLEU=40.0, numbers_kept=0.9),
    "Mujaz ct2, decoding only": timed(0.7, BLEU=40.0, numbers_kept=0.9),
    "Mujaz ct2": timed(1.0, BLEU=41.0, numbers_kept=0.98),
}


def test_every_target_of_speed_is_reached_missed_or_not_measured() -> None:
    found = speed._show_targets(peers(engines=ENGINES, transformers={"transformers float32, batch 16": timed(4.2)}))
    verdicts = [line.split(" | ")[1:] for line in found.splitlines()[2:]]
    assert verdicts == [
        ["0.85", "0.70", "missed |"],
        ["2", "", "not measured yet |"],
        ["4", "4.20", "reached |"],
        ["2", "", "not measured yet |"],
    ]


def test_groups_of_other_rounds_have_tables_of_their_own() -> None:
    ours = {"Mujaz ct2": timed(1.0), "transformers float32, batch 16": timed(4.2)}
    engines, loops = (show(peers(engines=ENGINES, transformers=ours)) for show in SHOWS)
    assert engines.picture is not None
    assert [len(panel.dots) for panel in engines.picture.panels if isinstance(panel, Dots)] == [3, 3]
    assert "4.20" not in engines.tables.split("target")[0]
    assert [line.split(" |")[0] for line in loops.tables.splitlines()[2:]] == [f"| {name}" for name in ours]


@pytest.mark.parametrize(
    ("plain", "verdict"), [({"records only": True}, "at most 1.1, missed"), ({}, "not shown: the plain batch wrote")]
)
def test_the_cost_of_a_cluster_is_judged_like_for_like(plain: dict[str, bool], verdict: str) -> None:
    each = {"articles": 500, "seconds_per_article": 0.5, "start_seconds": 1, "kilobytes_per_article": 9}
    figures = {"plain": each | plain, "cluster": each | {"seconds_per_article": 0.6}}
    shown = speed._show_ray(tables.Result(name="batch.json", figures=figures, signature={}))
    assert verdict in shown.finding
