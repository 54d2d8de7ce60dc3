"""The trainer on a tiny model: it learns, it resumes to the same weights, and what it exports is what users load."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from training import checkpoint, model
from training.batches import Pairs, pad_batch, plan_epoch
from training.launch import launch
from training.train import Recipe, Trainer, rate_at

END, PIECES, PAD = 0, 60, 60
RECIPE = Recipe(steps=12, tokens=200, warmup=2, rate=3e-3, log_every=2, snapshot_every=3, dropout=0.1)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """As in a real run; on a busy machine two threads wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny Marian folder with random weights, without a tokenizer: the trainer needs none."""
    from transformers import MarianConfig, MarianMTModel

    folder = tmp_path_factory.mktemp("base")
    config = MarianConfig(
        vocab_size=PIECES + 1,
        decoder_vocab_size=PIECES + 1,
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_position_embeddings=32,
        pad_token_id=PAD,
        eos_token_id=END,
        forced_eos_token_id=END,
        decoder_start_token_id=PAD,
        dropout=0.1,
    )
    MarianMTModel(config).save_pretrained(folder)
    for name in model.TOKENIZER_FILES:
        (folder / name).write_text("{}", encoding="utf-8")
    return folder


def make_pairs(count: int = 300) -> Pairs:
    """Pairs whose target is the source turned around: something that can be learnt."""
    rng = np.random.default_rng(0)
    sources = [rng.integers(1, PIECES, rng.integers(1, 12)) for _ in range(count)]
    at = np.cumsum([0, *map(len, sources)])
    return Pairs(
        source=np.concatenate(sources).astype(np.int16),
        source_at=at,
        target=np.concatenate([s[::-1] for s in sources]).astype(np.int16),
        target_at=at,
        group=(np.arange(count) % 2).astype(np.int8),
        names=("often", "never"),
        weight=np.array([1.5, 0.0]),
    )


def weights_after(base: Path, work: Path, *stops: int) -> dict[str, torch.Tensor]:
    """The weights after a run that was paused at each of ``stops`` and taken up anew."""
    work.mkdir(parents=True, exist_ok=True)
    for stop in stops:
        trainer = Trainer(base, make_pairs(), work, replace(RECIPE, pause=stop))
        trainer.run()
    return {name: value.clone() for name, value in trainer.model.state_dict().items()}


def test_a_run_that_was_stopped_and_taken_up_ends_in_the_very_same_weights(base: Path, tmp_path: Path) -> None:
    straight = weights_after(base, tmp_path / "a", 12)
    resumed = weights_after(base, tmp_path / "b", 5, 9, 12)
    assert all(torch.equal(straight[name], resumed[name]) for name in straight)
    assert not all(torch.equal(straight[name], value) for name, value in weights_after(base, tmp_path / "c", 5).items())


def test_a_run_taken_up_with_other_data_says_so_and_orders_its_batches_anew(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights_after(base, tmp_path, 5)
    assert "other" not in capsys.readouterr().err
    trainer = Trainer(base, make_pairs(200), tmp_path, RECIPE)
    assert "made with other data" in capsys.readouterr().err
    assert (trainer.step, trainer.position.step) == (5, 0)


def test_weights_of_another_shape_are_not_exported(base: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="nonsense"):
        model.export_model({"nonsense": torch.zeros(1)}, base, tmp_path / "out")


def test_data_that_fill_no_step_are_refused() -> None:
    with pytest.raises(ValueError, match="less than one for each"):
        plan_epoch(make_pairs(3), seed=1, epoch=0, tokens=100_000, world=2)


def test_the_loss_falls_and_the_log_says_so(base: Path, tmp_path: Path) -> None:
    Trainer(base, make_pairs(), tmp_path, replace(RECIPE, steps=150, rate=1e-2)).run()
    records = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["step"] for record in records] == list(range(2, 151, 2))
    assert records[-1]["loss"] < records[0]["loss"] - 0.2
    assert records[-1]["tokens"] > records[0]["tokens"] > 0


def test_two_processes_end_with_the_weights_of_their_common_gradient(base: Path, tmp_path: Path) -> None:
    pairs = make_pairs()
    np.savez(
        tmp_path / "pairs.npz",
        fa=pairs.source,
        oa=pairs.source_at,
        fe=pairs.target,
        oe=pairs.target_at,
        group=pairs.group,
        names=np.array(pairs.names),
        weight=pairs.weight,
    )
    settings = ["--set", "tokens=200", "--set", "log_every=2", "--set", "snapshot_every=2"]
    launch(["--steps", "4", "--base", str(base), "--work", str(tmp_path), *settings], world=2)
    state = checkpoint.load_checkpoint(tmp_path)
    assert state is not None
    assert state["step"] == 4
    start = model.load_model(base, dropout=0.0)
    matrices = [name for name, p in start.named_parameters() if p.ndim == 2 and "shared" not in name]
    moved = [n for n in matrices if not torch.equal(state["model"][n], start.state_dict()[n]) and "embed" not in n]
    assert len(moved) == len(state["optimizer"]["muon"]) > 10  # each matrix was some process's, and its work came back


def test_the_pad_row_stays_at_zero(base: Path, tmp_path: Path) -> None:
    trained = weights_after(base, tmp_path, 4)
    assert trained["model.shared.weight"][PAD].abs().max() == 0
    assert trained["model.shared.weight"][1].abs().max() > 0


def test_every_pair_comes_as_often_as_its_group_weighs() -> None:
    pairs = make_pairs()
    drawn = np.concatenate(
        [b for e in range(4) for step in plan_epoch(pairs, seed=3, epoch=e, tokens=200, world=1) for b in step]
    )
    times = np.bincount(drawn, minlength=len(pairs))
    assert times[1::2].max() == 0
    assert set(times[0::2]) <= {4, 5, 6, 7, 8}
    assert times[0::2].mean() == pytest.approx(6, abs=0.3)


def test_no_batch_is_over_its_tokens_and_epochs_differ() -> None:
    pairs = make_pairs()
    first, second = (plan_epoch(pairs, seed=3, epoch=epoch, tokens=200, world=2) for epoch in (0, 1))
    for chosen in [batch for step in first for batch in step]:
        batch = pad_batch(pairs, chosen, pad=PAD, end=END)
        assert batch.source.size + batch.target.size <= 200 or len(chosen) == 1
    assert all(len(step) == 2 for step in first)
    assert [b.tolist() for b in first[0]] != [b.tolist() for b in second[0]]


def test_a_padded_batch_starts_the_decoder_with_pad_and_ends_each_row() -> None:
    pairs = make_pairs()
    batch = pad_batch(pairs, np.array([0, 1]), pad=PAD, end=END)
    for row, i in zip(range(2), (0, 1), strict=True):
        words = pairs.target[pairs.target_at[i] : pairs.target_at[i + 1]].tolist()
        rest = batch.target.shape[1] - len(words) - 1
        assert batch.target[row].tolist() == [*words, END, *[PAD] * rest]
        assert batch.decoder_input[row].tolist() == [PAD, *words, *[PAD] * rest]


def test_the_rate_rises_holds_and_falls_to_zero() -> None:
    recipe = Recipe(steps=100, warmup=10, decay=0.5, rate=1.0)
    assert [round(rate_at(step, recipe), 3) for step in (0, 4, 9, 49, 75, 99, 100)] == [0.1, 0.5, 1, 1, 0.5, 0.02, 0]


def test_averaging_takes_the_mean_and_old_snapshots_go(tmp_path: Path) -> None:
    for step in (1, 2, 3):
        checkpoint.save_snapshot({"w": torch.full((2,), float(step))}, step, tmp_path, keep=2)
    snapshots = checkpoint.find_snapshots(tmp_path)
    assert [path.name for path in snapshots] == ["snapshot-0000002.pt", "snapshot-0000003.pt"]
    assert checkpoint.average(snapshots)["w"].tolist() == [2.5, 2.5]
    with pytest.raises(ValueError, match="no snapshot"):
        checkpoint.average([])


def test_an_exported_model_is_loaded_by_transformers_with_the_trained_weights(base: Path, tmp_path: Path) -> None:
    from transformers import AutoModelForSeq2SeqLM

    trained = weights_after(base, tmp_path / "work", 3)
    model.export_model(trained, base, tmp_path / "out")
    loaded = AutoModelForSeq2SeqLM.from_pretrained(tmp_path / "out", dtype=torch.float32, local_files_only=True)
    for name, parameter in loaded.named_parameters():
        assert torch.allclose(parameter, trained[name], atol=1e-3), name
    assert loaded.generation_config.bad_words_ids == [[PAD]]
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {
        "config.json",
        "model.safetensors",
        *model.TOKENIZER_FILES,
    }
