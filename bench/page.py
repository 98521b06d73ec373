"""The report's Markdown as one HTML page for WeasyPrint, with the type and margins of our own pages."""

from __future__ import annotations

from html import escape

from markdown_it import MarkdownIt

_STYLE = """
@page { size: A4; margin: 25mm 25mm 25mm 25mm; @bottom-center { content: counter(page) } }
body { font: 10.5pt/1.45 "Noto Sans", sans-serif }
table { border-collapse: collapse; width: 100% } th, td { border-top: 0.5pt solid; padding: 2pt; text-align: left }
"""


def as_html(markdown: str, title: str = "Parenting assessment") -> str:
    """Return Markdown as a whole page of HTML."""
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'
