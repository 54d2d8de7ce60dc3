"""At which score of the translator a reader should be warned: what ``translate.unsure`` of check.py is set by.

MUJAZ_DATA=folder python benchmarks/unsure.py

Translates the news of the development sets and as many sentences of FLORES, and counts for each limit how many
sentences have a lower score, and how many of these are poor: chrF under 35, where little but single words is right.
``proposed`` is the highest limit under which at least every second sentence is poor. To be run for every new model.
"""

from __future__ import annotations

import sys

from results import ROOT, data_folder, save

sys.path.insert(0, str(ROOT))  # training/ is not installed with the package

from summarizer.engines import Decoding
from summarizer.lexicon import Lexicon, load_shipped
from summarizer.memory import TranslationMemory
from summarizer.translate import translate
from training.evaluate import load_candidate, sign_figures
from training.evaluation_sets import read_dev_set
from training.measures import score_sentences

COMMAND = "MUJAZ_DATA=folder python benchmarks/unsure.py"
SENTENCES = 200
POOR = 35  # chrF
WANTED = 1 / 2  # of those that are marked
LIMITS = tuple(-step / 20 for step in range(10, 41))  # -0.5 to -2.0


def main() -> None:
    engine = load_candidate("auto")
    figures: dict[str, object] = {}
    rows: list[tuple[float, float]] = []  # score, chrF
    for name in ("news_dev", "flores_dev"):
        test_set = read_dev_set(data_folder(), name)
        done = translate(
            test_set.sources[:SENTENCES],
            engine=engine,
            memory=TranslationMemory(None),
            decoding=Decoding(),
            lexicon=Lexicon(load_shipped()),
        )
        said = [english or "" for _, english in done.pairs]
        scores = [generation.score if generation else 0.0 for generation in done.generations]
        rows += zip(scores, score_sentences(said, test_set.references[:SENTENCES]), strict=True)
        figures[name] = {f"{limit:.2f}": sum(score < limit for score in scores) for limit in LIMITS}
    proposed = None
    for limit in LIMITS:
        marked = [chrf < POOR for score, chrf in rows if score < limit]
        figures[f"{limit:.2f}"] = {"marked": len(marked), "poor": sum(marked)}
        if proposed is None and marked and sum(marked) / len(marked) >= WANTED:
            proposed = limit
        print(f"{limit:6.2f}  {figures[f'{limit:.2f}']}")
    figures |= {"sentences": len(rows), "poor": sum(chrf < POOR for _, chrf in rows), "proposed": proposed}
    print(f"{figures['poor']} of {len(rows)} are poor; proposed: {proposed}")
    save("unsure", figures, sign_figures(engine, data_folder(), COMMAND))
    engine.close()


if __name__ == "__main__":
    main()
