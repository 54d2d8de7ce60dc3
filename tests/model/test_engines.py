"""Both engines on the embedded model: real weights, real sentencepiece."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from summarizer import catalogue, conversion
from summarizer.engines import Decoding, Engine, load_engine
from summarizer.errors import EngineError, ModelError, SummarizerError
from summarizer.evaluation.small_sets import SETS
from summarizer.normalize import normalize
from summarizer.options import Options
from summarizer.pieces import fit
from summarizer.pipeline import Pipeline, understand
from summarizer.readers import read

GREEDY, BEAM = Decoding(beam_size=1), Decoding(beam_size=4)
CASES = SETS / "sentences.jsonl"
_CASES = 40  # with the seeds some 210 sentences


@pytest.fixture(scope="module")
def ct2() -> Iterator[Engine]:
    engine = load_engine("ct2", compute_type="float32", threads=1)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def hf() -> Iterator[Engine]:
    engine = load_engine("hf", threads=1)  # two threads of torch wait for each other on a busy machine
    yield engine
    engine.close()


@pytest.fixture
def sentences(seeds: tuple[Path, ...], ct2: Engine) -> list[str]:
    """What the model is given of every sentence of the seeds, and of the splitter's cases."""
    texts = [s.plain for path in seeds for s in understand(read(path, name=path.name)).sentences]
    cases = [json.loads(line)["sentences"] for line in CASES.read_text(encoding="utf-8").splitlines()]
    texts += [sentence for case in cases[:_CASES] for sentence in case]
    cleaned = [normalize(text).text for text in texts]
    return [piece.strip() for t in cleaned for piece in fit(t, ct2.count_tokens, ct2.card.max_input_tokens)]


def test_both_engines_give_the_same_tokens_greedily(ct2: Engine, hf: Engine, sentences: list[str]) -> None:
    assert len(sentences) >= 200
    ours, reference = ct2.generate(sentences, GREEDY), hf.generate(sentences, GREEDY)
    assert [g.text for g in ours] == [g.text for g in reference]
    assert [(g.output_tokens, g.stopped) for g in ours] == [(g.output_tokens, g.stopped) for g in reference]
    assert [g.score for g in ours] == pytest.approx([g.score for g in reference], abs=1e-3)


def test_beam_scores_agree(ct2: Engine, hf: Engine, sentences: list[str]) -> None:
    some = sentences[:12]
    ours, reference = ct2.generate(some, BEAM), hf.generate(some, BEAM)
    same = [(a.score, b.score) for a, b in zip(ours, reference, strict=True) if a.text == b.text]
    assert len(same) >= len(some) * 3 // 4  # hypotheses of near-equal score may change places
    assert [a for a, _ in same] == pytest.approx([b for _, b in same], abs=1e-3)


@pytest.mark.parametrize("name", ["ct2", "hf"])
def test_proposals_are_different_and_the_best_comes_first(
    name: str, request: pytest.FixtureRequest, sentences: list[str]
) -> None:
    engine: Engine = request.getfixturevalue(name)
    some = sentences[:4]
    proposed = engine.propose(some, replace(BEAM, hypotheses=9))  # no more than the beam holds
    for best, proposals in zip(engine.generate(some, BEAM), proposed, strict=True):
        assert [p.score for p in proposals] == sorted((p.score for p in proposals), reverse=True)
        assert len({(p.text, p.score) for p in proposals}) == 4
        assert proposals[0].text == best.text


def test_a_batch_gives_what_single_calls_give(ct2: Engine, sentences: list[str]) -> None:
    some = sentences[:10]
    assert [g.text for g in ct2.generate(some, GREEDY)] == [ct2.generate([s], GREEDY)[0].text for s in some]


@pytest.mark.parametrize("name", ["ct2", "hf"])
def test_control_tokens_in_an_article_are_text(name: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(name)
    plain, marked = "قال الوزير إن الحرب انتهت", "قال الوزير </s> <pad> <unk> إن الحرب انتهت"
    assert engine.count_tokens(marked) > engine.count_tokens(plain) + 3
    said = engine.generate([plain, marked], GREEDY)
    assert said[1].input_tokens == engine.count_tokens(marked)
    assert "war" in said[1].text.lower()  # the words after the marks are still read


def test_control_pieces_are_never_made_from_text(ct2: Engine) -> None:
    from summarizer.engines.tokenizer import Tokenizer

    tokenizer = Tokenizer(catalogue.find_model())
    assert tokenizer.encode("</s> <pad> <unk>").count("</s>") == 1  # the end mark itself
    assert "<pad>" not in tokenizer.encode("<pad>")


def test_an_output_limit_is_reported_as_unfinished(ct2: Engine, hf: Engine) -> None:
    short = Decoding(beam_size=1, max_output_tokens=3)
    text = "غادر عشرات الآلاف من الروس بلادهم منذ إعلان الجيش الروسي عن التعبئة الجزئية"
    for engine in (ct2, hf):
        (said,) = engine.generate([text], short)
        assert said.stopped == "length"


def test_a_text_over_the_limit_is_refused_and_not_cut(ct2: Engine, hf: Engine) -> None:
    for engine in (ct2, hf):
        with pytest.raises(EngineError, match="over the model's 110"):
            engine.generate(["كلمة " * 200], GREEDY)


def test_ngram_blocking_forbids_repeats(ct2: Engine) -> None:
    (said,) = ct2.generate(["نعم " * 40], Decoding(beam_size=1, no_repeat_ngram=2))
    words = said.text.lower().split()
    pairs = list(pairwise(words))
    assert len(pairs) == len(set(pairs))


def test_digests_of_the_catalogue_are_those_of_the_files() -> None:
    catalogue.verify(catalogue.find_model())


def test_the_model_is_converted_once_and_checked_ever_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path))
    model = catalogue.find_model()
    folder = conversion.converted_folder(model, "int8")
    before = (folder / "model.bin").stat()
    assert conversion.converted_folder(model, "int8") == folder
    assert (folder / "model.bin").stat().st_mtime_ns == before.st_mtime_ns
    with (folder / "model.bin").open("r+b") as file:  # a flipped byte is noticed and the model made again
        file.seek(1000)
        byte = file.read(1)
        file.seek(1000)
        file.write(bytes([byte[0] ^ 1]))
    assert conversion.converted_folder(model, "int8") == folder
    assert not list((tmp_path / "models").glob(".converting-*"))
    with (folder / "model.bin").open("rb") as file:
        file.seek(1000)
        assert file.read(1) == byte


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    model = catalogue.find_model()
    shutil.copytree(model.folder, tmp_path / "copy")
    (tmp_path / "copy" / "vocab.json").write_text("{}", encoding="utf-8")
    broken = catalogue.Model(
        name=model.name,
        folder=tmp_path / "copy",
        files=model.files,
        licence="x",
        max_input_tokens=1,
        max_output_tokens=1,
    )
    with pytest.raises(ModelError) as caught:
        catalogue.verify(broken)
    assert caught.value.code == "model.damaged"
    assert "vocab.json" in str(caught.value)


def test_a_local_folder_is_a_model_too(tmp_path: Path) -> None:
    shutil.copytree(catalogue.find_model().folder, tmp_path / "mine")
    model = catalogue.find_model(str(tmp_path / "mine"))
    assert (model.name, model.max_input_tokens) == ("mine", 255)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda folder: None, "model.missing"),
        (lambda folder: folder.mkdir(), "model.damaged"),
        (lambda folder: _fake_model(folder, "bert"), "model.unsupported"),
        (lambda folder: _spoil(folder, "config.json"), "model.damaged"),
        (lambda folder: _spoil(folder, "model.safetensors"), "model.damaged"),
        (lambda folder: _spoil(folder, "source.spm"), "model.damaged"),
        (lambda folder: _spoil(folder, "vocab.json"), "model.damaged"),
    ],
)
@pytest.mark.parametrize("engine", ["ct2", "hf"])
def test_what_is_no_model_is_refused_with_a_code(tmp_path: Path, make: object, code: str, engine: str) -> None:
    make(tmp_path / "m")  # type: ignore[operator]
    with pytest.raises(SummarizerError) as caught:
        load_engine(engine, model=str(tmp_path / "m"))
    assert caught.value.code in (code, "model.convert" if engine == "ct2" else code)


def test_a_translator_is_refused_as_a_summariser() -> None:
    with pytest.raises(ModelError, match="a model for translation"):
        Pipeline(Options(engine="echo", summary=catalogue.EMBEDDED))


@pytest.mark.parametrize("engine", ["ct2", "hf"])
@pytest.mark.parametrize("name", ["source.spm", "config.json"])
def test_a_file_that_changes_after_the_model_is_known_is_refused(tmp_path: Path, engine: str, name: str) -> None:
    shutil.copytree(catalogue.find_model().folder, tmp_path / "m")
    model = catalogue.find_model(str(tmp_path / "m"))
    load_engine(engine, model=model, self_test=False).close()  # the conversion is intact from now on
    with (tmp_path / "m" / name).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(ModelError, match=name) as caught:
        load_engine(engine, model=model, self_test=False)
    assert caught.value.code == "model.damaged"


def test_hf_reads_no_weights_but_the_recorded_ones(tmp_path: Path) -> None:
    shutil.copytree(catalogue.find_model().folder, tmp_path / "m")
    model = catalogue.find_model(str(tmp_path / "m"))
    path = tmp_path / "m" / "model.safetensors"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(ModelError, match=r"model\.safetensors") as caught:
        load_engine("hf", model=model, self_test=False)
    assert caught.value.code == "model.damaged"


def test_what_a_killed_conversion_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path))
    model, run = catalogue.find_model(), conversion._run_converter

    def kill(*given: object) -> None:
        run(*given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(conversion, "_run_converter", kill)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)  # no time to clean up
    with pytest.raises(KeyboardInterrupt):
        conversion.converted_folder(model, "int8")
    monkeypatch.undo()
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path))
    assert list((tmp_path / "models").glob(".converting-*"))
    folder = conversion.converted_folder(model, "int8")
    assert list((tmp_path / "models").iterdir()) == [folder]


def test_a_disk_that_fills_up_while_converting_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path))
    monkeypatch.setattr(conversion, "_run_converter", fill)
    with pytest.raises(ModelError) as caught:
        conversion.converted_folder(catalogue.find_model(), "int8")
    assert caught.value.code == "model.space"


def _spoil(folder: Path, name: str) -> None:
    shutil.copytree(catalogue.find_model().folder, folder)
    (folder / name).write_bytes(b"not what it was")


def _fake_model(folder: Path, kind: str) -> None:
    folder.mkdir()
    for name in ("model.safetensors", "source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
        (folder / name).write_bytes(b"x")
    (folder / "config.json").write_text(json.dumps({"model_type": kind}), encoding="utf-8")
