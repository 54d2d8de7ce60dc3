"""sumy's extractive summaries, with the Arabic tokenizer, stemmer and stop words that it has. Its own Python.

sumy_summaries.py METHOD text|sentences SIZE

text: each text is given as it is, and sumy splits it. sentences: each is a list of sentences that sumy chooses from.
"""

from __future__ import annotations

import sys

from serving import serve
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.nlp.tokenizers import Tokenizer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

METHODS = {
    "LexRank": LexRankSummarizer,
    "LSA": LsaSummarizer,
    "Luhn": LuhnSummarizer,
    "TextRank": TextRankSummarizer,
}


def main() -> None:
    method, kind, size = sys.argv[1:]
    tokenizer = Tokenizer("arabic")
    summarizer = METHODS[method](Stemmer("arabic"))
    summarizer.stop_words = get_stop_words("arabic")

    def parse(text: str) -> ObjectDocumentModel:
        return PlaintextParser.from_string(text, tokenizer).document

    def take(sentences: list[str]) -> ObjectDocumentModel:
        return ObjectDocumentModel([Paragraph([Sentence(sentence, tokenizer) for sentence in sentences])])

    make = parse if kind == "text" else take
    serve(lambda given: [[str(said) for said in summarizer(make(each), int(size))] for each in given])


if __name__ == "__main__":
    main()
