"""How the benchmark of the peers asks, compares and keeps; no peer is run here."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
PROGRAM = """
import sys
from serving import serve
name, log = sys.argv[1:]
def work(texts):
    print("a library talks", file=sys.stdout)
    open(log, "a").write(name)
    if name == "c":
        sys.exit(3)
    return [name + text for text in texts]
serve(work, prepare=lambda texts: sorted(texts), finish=lambda said: said[::-1])
"""


@pytest.fixture
def turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import peers_turns

    shutil.copy(BENCHMARKS / "peer_programs" / "serving.py", tmp_path)
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    monkeypatch.setattr(peers_turns, "PROGRAMS", tmp_path)
    return peers_turns


def test_every_other_round_goes_backwards(turns: ModuleType, tmp_path: Path) -> None:
    log = tmp_path / "log"
    peers = [turns.Peer(name=name, program="program", arguments=(name, str(log))) for name in ("a", "b")]
    answers = turns.take_turns(peers, ["٣"], turns.cut_rounds(["٢", "١"] * 5 + ["x"], 2))
    assert log.read_text(encoding="utf-8") == "ab" + "abbaabbaab"
    assert answers["b"][0].said == ["b٣"]
    assert [answer.said for answer in answers["a"][1:]] == [["a٢", "a١"]] * turns.ROUNDS
    assert all(answer.seconds >= 0 and answer.peak_mb > 1 for answer in answers["a"])


def test_a_peer_that_ends_is_named(turns: ModuleType, tmp_path: Path) -> None:
    peer = turns.Peer(name="the third", program="program", arguments=("c", str(tmp_path / "log")))
    with turns.Running(peer) as running, pytest.raises(RuntimeError, match=r"^the third ended with code 3"):
        running.ask(["x"])


def test_times_are_compared_within_a_round(turns: ModuleType) -> None:
    seconds = {"ours": (9.0, 1.0, 2.0, 4.0), "theirs": (1.0, 3.0, 4.0, 4.0)}  # the first ones only warm up
    answers = {
        name: [turns.Answer(said=[], seconds=each, peak_mb=1) for each in taken] for name, taken in seconds.items()
    }
    assert turns.compare_times(answers, "ours") == {
        "ours": {"time_against_ours": 1.0, "spread": [1.0, 1.0]},
        "theirs": {"time_against_ours": 2.0, "spread": [1.0, 3.0]},
    }
    assert turns.median_speed(answers["theirs"], [3, 20, 8]) == 2.0


def test_every_environment_is_pinned(turns: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = {path.stem for path in (turns.PROGRAMS / "requirements").glob("*.txt")}
    assert found == {"argos", "texts"}
    for name in found:
        assert all(version[0].isdigit() for version in turns.read_versions(name).values())


def test_one_group_is_written_beside_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import results

    monkeypatch.setattr(results, "RESULTS", tmp_path)
    command = {"command": "python peers.py"}
    (tmp_path / "peers.json").write_text('{"figures": {"unsigned": 1}, "signature": {}}', encoding="utf-8")
    results.keep("peers", "pdf", {"files": 1}, command | {"data": {"a.pdf": "1"}, "versions": {"python": "3"}})
    results.keep("peers", "engines", {"sentences": 2}, command | {"data": {"b": "2"}, "versions": {"x": "1"}})
    results.keep("peers", "pdf", {"files": 3}, command | {"data": {"c.pdf": "3"}, "versions": {}})
    written = json.loads((tmp_path / "peers.json").read_text(encoding="utf-8"))
    assert written["figures"].keys() == {"engines", "pdf"}  # what no signature stands for is dropped
    assert written["figures"]["pdf"]["files"] == 3
    assert written["signature"]["data"] == {"b": "2", "c.pdf": "3"}
    assert written["signature"]["versions"] == {"x": "1"}
    assert written["signature"]["command"] == "python peers.py"
    assert written["signature"]["groups"]["pdf"]["command"] == "python peers.py pdf"
    assert written["signature"]["groups"]["engines"]["data"] == {"b": "2"}


@pytest.mark.parametrize(
    ("said", "kept", "wrong"),
    [
        ("خبر أول\nخبر ثان", 1.0, 0.0),
        ("عنوان: خبر أول. خبر ثان", 1.0, 0.0),
        ("خبر أول", 0.5, 0.0),
        ("خبر أول خبر ثان اقرأ أيضا اقرأ أيضا", 1.0, 0.5),
        ("", 0.0, 0.0),
    ],
)
def test_pages_are_scored_by_words(said: str, kept: float, wrong: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import peers_readers
    from peers_turns import Answer

    page = peers_readers.Page(path=Path("p"), article=Counter(["خبر", "أول", "خبر", "ثان"]), allowed=Counter(["عنوان"]))
    scores = peers_readers.score_pages([page], Answer(said=[said], seconds=1, peak_mb=1))
    assert (scores["text_kept"], scores["boilerplate_kept"]) == (kept, wrong)
