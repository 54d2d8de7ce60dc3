"""From pairs to the file that the trainer reads."""

from __future__ import annotations

import json
import lzma
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from sentencepiece import SentencePieceProcessor

import training.encode
from training.batches import load_pairs
from training.data import Pair, make_pair
from training.encode import count_pieces, encode_pairs, main, save
from training.tokenizer import learn_tokenizer

PAIRS = [
    ("قال الوزير إن السلام قريب", "The minister said that peace is near"),
    ("وصل محمد إلى بيروت", "Muhammad arrived in Beirut"),
    ("بلغ عدد السكان 1,234 نسمة", "The population was 1,234 people"),
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model")
    learn_tokenizer([text for pair in PAIRS for text in pair] * 30, out, size=55)
    return out


@pytest.fixture(scope="module")
def processor(model: Path) -> SentencePieceProcessor:
    return SentencePieceProcessor(model_file=str(model / "source.spm"))


def news(pairs: list[tuple[str, str]]) -> list[Pair]:
    return [make_pair("news_llm", *pair) for pair in pairs]


def test_what_is_saved_is_what_went_in(processor: SentencePieceProcessor, tmp_path: Path) -> None:
    encoded = encode_pairs(news(PAIRS), processor, Counter())
    save(encoded, {"news_llm": 4.0}, tmp_path / "pairs.npz")
    loaded = load_pairs(tmp_path / "pairs.npz")
    assert len(loaded) == 3
    for i, (arabic, english) in enumerate(PAIRS):
        source = loaded.source[loaded.source_at[i] : loaded.source_at[i + 1]]
        target = loaded.target[loaded.target_at[i] : loaded.target_at[i + 1]]
        assert processor.decode(source.tolist()) == processor.decode(processor.encode(arabic))
        assert processor.decode(target.tolist()) == english
    assert (loaded.source.dtype, loaded.source_at.dtype, loaded.group.dtype) == (np.int16, np.int64, np.int8)
    assert (loaded.names, loaded.weight.tolist()) == (("news_llm",), [4.0])


def test_long_and_unequal_pairs_are_left_out_and_counted(processor: SentencePieceProcessor) -> None:
    tally: Counter[tuple[str, str]] = Counter()
    arabic, english = PAIRS[0]
    pairs = [PAIRS[0], (arabic * 20, english * 20), (arabic * 3, english), (arabic, english * 3)]
    encoded = encode_pairs(news(pairs), processor, tally)
    assert encoded.groups == ["news_llm"]
    assert tally == {("news_llm", "kept"): 1, ("news_llm", "pieces"): 1, ("news_llm", "ratio"): 2}


def test_switched_copies_follow_their_originals_in_a_group_of_their_own(processor: SentencePieceProcessor) -> None:
    def switch(arabic: str, english: str, rng: random.Random) -> tuple[str, str] | None:
        assert 0 <= rng.random() < 1
        return (arabic.replace("بيروت", "Beirut"), english) if "بيروت" in arabic else None

    encoded = encode_pairs(news(PAIRS), processor, Counter(), switch)
    assert encoded.groups == ["news_llm", "news_llm", "news_llm+switched", "news_llm"]
    starts = encoded.source.starts
    assert processor.decode(encoded.source.flat[starts[2] : starts[3]].tolist()).endswith("Beirut")
    pieces = count_pieces(encoded)
    assert list(pieces) == ["news_llm", "news_llm+switched"]
    assert sum(pieces.values()) == len(encoded.source.flat) + len(encoded.target.flat)


def test_the_command_writes_the_pairs_and_the_report_the_same_each_time(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(training.encode, "_CHUNK", 2)
    (tmp_path / "train").mkdir()
    (tmp_path / "dev").mkdir()
    for name in ("flores_dev.ar", "flores_dev.en", "news_dev.ar"):
        (tmp_path / "dev" / name).write_text("لا شيء\n", encoding="utf-8")
    (tmp_path / "dev" / "news_dev.en").write_text("muhammad arrived in BEIRUT.\n", encoding="utf-8")
    (tmp_path / "dev" / "mayadeen_dev.jsonl").write_text("", encoding="utf-8")
    rows = {
        "sentences": "odoo15_ui\tقال الوزير\tThe minister said\n",
        "news_llm": "".join(f"A{i}\t{arabic}\t{english}\n" for i, (arabic, english) in enumerate(PAIRS)),
        "lexicons": "names_anetac\tمحمد\tMuhammad\nlex_arabeyes\tالسلام\tpeace\n",
    }
    for name, text in rows.items():
        with lzma.open(tmp_path / "train" / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.write(text)
    written = []
    for work in (tmp_path / "a", tmp_path / "b"):
        main(data=tmp_path, model=model, work=work, switched=0)
        written.append(((work / "pairs.npz").read_bytes(), (work / "data.json").read_text(encoding="utf-8")))
        assert json.loads(capsys.readouterr().out) == json.loads(written[-1][1])
    assert written[0] == written[1]
    report = json.loads(written[0][1])
    assert report["dropped"] == {"held out": 1, "kept": 3}
    assert list(report["weights"]) == ["news_llm", "names_anetac"]
