from __future__ import annotations

from summarizer.remembering import remember


def test_short_texts_are_worked_at_once_and_long_ones_never_kept() -> None:
    asked: list[str] = []

    @remember
    def measure(text: str) -> int:
        """Its length."""
        asked.append(text)
        return len(text)

    texts = ["خبر", "خبر", "خبر" * 1000, "خبر" * 1000]
    assert [measure(text) for text in texts] == [3, 3, 3000, 3000]
    assert asked == [texts[0], texts[2], texts[2]]
    assert measure.__doc__ == "Its length."
