"""Write the page and its pictures: ``python -m benchmarks.measured``."""

from __future__ import annotations

from benchmarks.measured.page import PAGE, PICTURES, render_page, show_all

PAGE.write_text(render_page(), encoding="utf-8")
for shown in show_all():
    if shown.picture:
        shown.picture.draw(PICTURES)
