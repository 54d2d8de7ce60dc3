from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from facts import document_of, seed_documents

from summarizer.clean import clean
from summarizer.machine_translated import find_machine_translation
from summarizer.readers import read_text
from summarizer.split import split

# Written by people, each with something that translation programs leave behind too.
WRITTEN_BY_PEOPLE = [
    "قال الوزير ، أمس ، إن الحكومة ، رغم الصعوبات ، ستفي بوعودها ، وإن الميزانية ، كما هي ، كافية .",
    "وقّع الاتفاق د. محمد العلي وأ. سمير حسن في مقر الجامعة.",
    "أعلنت شركة [Apple] عن هاتفها الجديد، وفق بيان لها.",
    "التقى السيد. وزير الخارجية نظيره التركي في أنقرة.",
    "ساهم فلان في إعداد هذا التقرير، وهو الثالث من نوعه.",
    "قال رئيس الوزراء: «سنواصل الإصلاح». وأضاف أن الحوار مستمر.",
    "بلغت درجة الحرارة 45 درجة في بغداد، وفق هيئة الأرصاد.",
    "أفادت وكالة (أ.ف.ب) بأن المحادثات بدأت صباح الاثنين.",
    "كتب ج. ر. ر. تولكين روايته قبل الحرب العالمية الثانية.",
    "تستخدم المؤسسة نظام Windows وبرنامج Word في عملها اليومي.",
    "أكّد البيان الختامي ، الذي صدر فجرا ، ضرورة وقف القتال.",
    "توفي م. عبد الله عن عمر ناهز الثمانين عاما في مدينة فاس.",
]


@pytest.mark.parametrize("text", WRITTEN_BY_PEOPLE)
def test_one_sign_alone_is_no_proof(text: str) -> None:
    assert find_machine_translation(document_of(text)) == ()


def test_the_two_translated_seeds_are_told_from_the_others() -> None:
    called = {name for name, document in seed_documents().items() if find_machine_translation(document)}
    assert called == {"001", "003"}


def test_the_finding_says_what_was_seen() -> None:
    (finding,) = find_machine_translation(seed_documents()["001"])
    assert (finding.code, finding.severity) == ("article.machine_translated", "note")
    assert "English words in square brackets" in finding.message


@pytest.mark.skipif("MUJAZ_DATA" not in os.environ, reason="MUJAZ_DATA does not name the development data")
def test_no_article_of_an_arabic_outlet_is_called_translated() -> None:
    path = Path(os.environ["MUJAZ_DATA"]) / "dev" / "mayadeen_dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:60]]
    called = [row["id"] for row in rows if find_machine_translation(split(clean(read_text(row["text"]))))]
    assert called == []
