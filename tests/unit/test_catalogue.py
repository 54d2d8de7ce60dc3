"""The catalogue's facts hang together, a model is found by each of its names, and a folder by what it holds."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.catalogue import EMBEDDED, Model, best_installed, find_installed, find_model, installed_names, verify
from summarizer.engines.base import make_card
from summarizer.engines.conventions import CONVENTIONS, TEXT_RULES
from summarizer.entries import PACKAGE, TIERS, Entry, find_entry, read_catalogue
from summarizer.errors import ModelError
from summarizer.installation import needs_consent
from summarizer.manifest import is_plain_name
from summarizer.model_layout import LANGUAGES, choose_files, read_layout

TASKS = ("translation", "summarization", "direct")
DECODING = {"beam_size", "no_repeat_ngram", "length_penalty", "min_output_tokens", "max_output_tokens"}
SHORT_NAMES = {"quickmt", "opus-big", "opus", "nllb-600m", "nllb-1.3b", "nllb-3.3b", "m2m100", "mbart50", "madlad"}


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize("entry", read_catalogue().values(), ids=lambda entry: entry.name)
def test_an_entry_hangs_together(entry: Entry) -> None:
    assert entry.task in TASKS
    assert entry.architecture in CONVENTIONS
    assert entry.text_rule in TEXT_RULES
    assert entry.weights in ("safetensors", "pickle", "ctranslate2")
    assert {name for name, _ in entry.decoding} <= DECODING
    assert set(entry.tiers) <= set(TIERS)
    assert bool(entry.hub) != bool(entry.folder)
    assert is_plain_name(entry.name)
    assert entry.about
    assert entry.licence
    assert 0 < entry.max_output_tokens < 1024
    assert 0 < entry.max_input_tokens < 1024
    if entry.hub:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", entry.hub)
        assert re.fullmatch(r"[0-9a-f]{40}", entry.revision) or (not entry.revision and entry.seen)
        assert entry.download_mb >= entry.parameters  # two bytes a parameter, or more
    assert bool(entry.source_language) == (entry.architecture in LANGUAGES)


def test_the_catalogue_holds_what_was_promised() -> None:
    entries = read_catalogue()
    assert {name for name, entry in entries.items() if entry.task == "translation"} >= SHORT_NAMES
    assert {"xlsum", "arabart", "t5-arabic"} <= {n for n, entry in entries.items() if entry.task == "summarization"}
    assert {"crosssum", "crosssum-m2m"} == {name for name, entry in entries.items() if entry.task == "direct"}


def test_every_tier_of_every_task_is_held_by_one_model() -> None:
    for task in TASKS:
        for tier in TIERS:
            held = [e.name for e in read_catalogue().values() if e.task == task and tier in e.tiers]
            assert len(held) == 1, (task, tier)
            assert find_entry(tier, task) == read_catalogue()[held[0]]  # type: ignore[arg-type]


def test_the_damaged_main_of_opus_big_is_not_what_is_fetched() -> None:
    entry = read_catalogue()["opus-big"]
    assert (entry.hub, entry.revision[:7]) == ("aghorbani/opus-mt-tc-big-ar-en", "b59ec62")


@pytest.mark.parametrize(
    ("licence", "asked"),
    [
        ("CC-BY-NC-4.0", True),
        ("CC-BY-NC-SA-4.0", True),
        ("cc-by-nc-sa-4.0", True),
        ("not stated", True),
        ("CC-BY-4.0", False),
        ("CC-BY-SA-4.0", False),
        ("Apache-2.0", False),
        ("MIT", False),
    ],
)
def test_only_licences_that_forbid_or_say_nothing_are_asked_for(licence: str, asked: bool) -> None:
    assert needs_consent(licence) is asked


def test_auto_is_the_embedded_model_where_nothing_else_is_installed() -> None:
    assert find_model("auto").name == find_model().name == EMBEDDED
    assert installed_names() == (EMBEDDED,)
    assert best_installed("summarization") is None
    with pytest.raises(ModelError, match="pull") as caught:
        find_model("auto", "summarization")
    assert caught.value.code == "model.missing"


@pytest.mark.parametrize("name", ["quickmt", "quickmt/quickmt-ar-en", "fast", "someone/else", "no such", "..", ""])
def test_a_model_that_is_not_here_is_missing_with_a_remedy(name: str, tmp_path: Path) -> None:
    if name in ("", ".."):
        name = str(tmp_path / "nowhere")
    with pytest.raises(ModelError, match="mujaz models pull") as caught:
        find_model(name)
    assert caught.value.code == "model.missing"


def test_a_damaged_manifest_is_told_and_not_passed_over(cache: Path) -> None:
    folder = cache / "hub" / "quickmt"
    folder.mkdir(parents=True)
    for content in ("", "[]", "{}", '{"format": 1, "name": "quickmt", "hub": "", "revision": "", "licence": ""}'):
        (folder / "mujaz-model.json").write_text(content)
        for name in ("quickmt", "auto"):
            with pytest.raises(ModelError) as caught:
                find_model(name)
            assert caught.value.code == "model.damaged"


def test_the_digest_changes_with_any_file() -> None:
    model = find_model()
    verify(model)
    changed = tuple((n, "0" * 64 if n == "vocab.json" else d) for n, d in model.files)
    other = Model(name="x", folder=model.folder, files=changed, licence="", max_input_tokens=1, max_output_tokens=1)
    assert other.digest != model.digest
    with pytest.raises(ModelError, match=r"vocab\.json"):
        verify(other)


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (
            ["README.md", "config.json", "model.safetensors", "pytorch_model.bin", "tf_model.h5", "tokenizer.json"],
            ["config.json", "model.safetensors", "tokenizer.json"],
        ),
        (
            ["config.json", "pytorch_model-00001-of-00002.bin", "pytorch_model.bin.index.json", "spiece.model"],
            ["config.json", "pytorch_model-00001-of-00002.bin", "pytorch_model.bin.index.json", "spiece.model"],
        ),
        (
            ["model-00001-of-00002.safetensors", "model.safetensors.index.json", "pytorch_model.bin"],
            ["model-00001-of-00002.safetensors", "model.safetensors.index.json"],
        ),
        (
            ["model.bin", "src.spm.model", "tgt.spm.model", "source_vocabulary.json", "eole-model/model.safetensors"],
            ["model.bin", "source_vocabulary.json", "src.spm.model", "tgt.spm.model"],
        ),
        (["modeling_x.py", "training_args.bin", "optimizer.bin", "onnx/config.json", "../config.json"], []),
    ],
)
def test_only_needed_files_of_a_repository_are_chosen(names: list[str], chosen: list[str]) -> None:
    assert list(choose_files(names)) == chosen


def lay(folder: Path, config: dict[str, Any], *names: str, **contents: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"x")
    for name, content in ({"config": config} | contents).items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    return folder


SAFE, TOKENIZER = "model.safetensors", "tokenizer.json"


@pytest.mark.parametrize(
    ("config", "tokenizer", "names", "architecture"),
    [
        ({"model_type": "marian"}, "MarianTokenizer", (SAFE, "source.spm", "target.spm", "vocab.json"), "marian"),
        ({"model_type": "m2m_100"}, "NllbTokenizer", (SAFE, TOKENIZER), "nllb"),
        ({"model_type": "m2m_100"}, "TokenizersBackend", (SAFE, TOKENIZER), "nllb"),
        ({"model_type": "m2m_100"}, "M2M100Tokenizer", (SAFE, "vocab.json", "sentencepiece.bpe.model"), "m2m100"),
        ({"model_type": "mbart"}, "MBart50TokenizerFast", (SAFE, TOKENIZER), "mbart50"),
        ({"model_type": "mbart"}, "BarthezTokenizer", (SAFE, TOKENIZER), "mbart"),
        ({"model_type": "mbart", "tokenizer_class": "BarthezTokenizer"}, "", (SAFE, TOKENIZER), "mbart"),
        ({"model_type": "t5"}, "T5Tokenizer", ("pytorch_model.bin", "spiece.model"), "t5"),
        ({"model_type": "mt5"}, "", ("pytorch_model.bin", "spiece.model"), "mt5"),
    ],
)
def test_the_architecture_of_a_folder_is_recognised(
    tmp_path: Path, config: dict[str, Any], tokenizer: str, names: tuple[str, ...], architecture: str
) -> None:
    settings = {"tokenizer_class": tokenizer} if tokenizer else {}
    layout = read_layout(lay(tmp_path / "m", config, *names, tokenizer_config=settings))
    assert layout.architecture == architecture
    assert layout.weights == ("safetensors" if SAFE in names else "pickle")


def test_a_quickmt_folder_needs_no_configuration(tmp_path: Path) -> None:
    names = ("model.bin", "src.spm.model", "tgt.spm.model", "source_vocabulary.json", "target_vocabulary.json")
    layout = read_layout(lay(tmp_path / "m", {"bos_token": "<s>", "eos_token": "</s>"}, *names))
    assert (layout.architecture, layout.weights, layout.max_input_tokens) == ("quickmt", "ctranslate2", 255)


@pytest.mark.parametrize(
    ("config", "generation", "limits"),
    [
        ({"model_type": "t5"}, {}, (511, 511)),
        ({"model_type": "mt5", "max_length": 84}, {}, (511, 83)),
        ({"model_type": "t5", "n_positions": 128}, {}, (127, 127)),
        ({"model_type": "mbart", "tokenizer_class": "B", "max_position_embeddings": 1024}, {}, (1022, 1023)),
        ({"model_type": "m2m_100", "max_position_embeddings": 1024}, {"max_length": 200}, (1022, 199)),
    ],
)
def test_the_limits_of_a_folder_are_what_it_says(
    tmp_path: Path, config: dict[str, Any], generation: dict[str, Any], limits: tuple[int, int]
) -> None:
    layout = read_layout(lay(tmp_path / "m", config, SAFE, TOKENIZER, generation_config=generation))
    assert (layout.max_input_tokens, layout.max_output_tokens) == limits


@pytest.mark.parametrize(
    ("config", "names", "code"),
    [
        ({"model_type": "marian"}, (SAFE, "source.spm"), "model.damaged"),
        ({"model_type": "t5"}, (SAFE,), "model.damaged"),
        ({"model_type": "t5"}, (TOKENIZER,), "model.damaged"),
        ({"model_type": "mbart", "tokenizer_class": "MBartTokenizer"}, (SAFE, TOKENIZER), "model.unsupported"),
        ({"model_type": "llama"}, (SAFE, TOKENIZER), "model.unsupported"),
        ({}, (SAFE, TOKENIZER), "model.unsupported"),
        ({"model_type": "t5", "auto_map": {"AutoModel": "modeling.T5"}}, (SAFE, TOKENIZER), "model.unsupported"),
    ],
)
def test_a_folder_that_is_no_usable_model_is_refused(
    tmp_path: Path, config: dict[str, Any], names: tuple[str, ...], code: str
) -> None:
    with pytest.raises(ModelError) as caught:
        find_model(str(lay(tmp_path / "m", config, *names)))
    assert caught.value.code == code


def test_the_languages_of_a_folder_follow_the_task(tmp_path: Path) -> None:
    folder = str(lay(tmp_path / "m", {"model_type": "m2m_100"}, SAFE, TOKENIZER))
    translator, summariser = find_model(folder), find_model(folder, "summarization")
    assert (translator.source_language, translator.target_language) == ("arb_Arab", "eng_Latn")
    assert (summariser.source_language, summariser.target_language) == ("arb_Arab", "arb_Arab")
    assert (translator.caution[:10], summariser.caution[:10]) == ("Translated", "Summarised")


def test_a_folder_is_taken_for_what_it_is_used_for(tmp_path: Path) -> None:
    folder = str(lay(tmp_path / "m", {"model_type": "mt5"}, SAFE, TOKENIZER))
    assert [find_model(folder, task).task for task in TASKS] == list(TASKS)  # type: ignore[arg-type]


def test_a_card_tells_the_revision_and_every_convention() -> None:
    model = find_model()
    changes = ({"revision": "1" * 40}, {"prefix": "<2en> "}, {"text_rule": "nfkc"}, {"target_language": "en"})
    cards = {repr(make_card(replace(model, **change), "")) for change in ({}, *changes)}  # type: ignore[arg-type]
    assert len(cards) == 5  # what a card does not tell, the translation memory would not know either


def test_the_weights_of_an_installed_model_are_those_that_are_here(cache: Path) -> None:
    assert read_catalogue()["arabart"].weights == "pickle"
    (cache / "hub").mkdir(parents=True)
    folder = lay(cache / "hub" / "arabart", {"model_type": "mbart"}, SAFE, TOKENIZER)
    manifest = {"name": "arabart", "hub": "", "revision": read_catalogue()["arabart"].revision, "licence": ""}
    files = {SAFE: {"sha256": "0" * 64, "size": 1}}
    (folder / "mujaz-model.json").write_text(json.dumps(manifest | {"format": 1, "files": files}))
    assert find_model("arabart").weights == "safetensors"


@pytest.mark.parametrize("said", ["many", [512], True, -5, 1e3, 2])
@pytest.mark.parametrize("where", ["n_positions", "max_length"])
def test_a_limit_that_is_none_is_damage(tmp_path: Path, where: str, said: object) -> None:
    with pytest.raises(ModelError) as caught:
        find_model(str(lay(tmp_path / "m", {"model_type": "t5", where: said}, SAFE, TOKENIZER)))
    assert caught.value.code == "model.damaged"


def test_no_module_lets_a_model_bring_its_own_code() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert [path.name for path, text in sources.items() if "trust_remote_code" in text] == []


def test_what_is_not_installed_is_none() -> None:
    assert find_installed("quickmt") is None
    assert find_installed("someone--model") is None
