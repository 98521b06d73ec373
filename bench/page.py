"""The report as HTML pages for WeasyPrint, from the very tree that typst is given: the same words, links and contents.

The Markdown of the report would be less work for it: without links, contents, running heads or boxes kept whole.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped, templates_root
from fsworkbook.report.assessment import assemble
from fsworkbook.report.characters import Glyphs
from fsworkbook.report.document import date_in_words
from fsworkbook.report.galley import Galley
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

_STYLE = """
@page { size: A4; margin: 30mm 28mm 27mm 28mm; font: 8pt "Noto Sans", sans-serif;
  @top-left { content: "HEAD" } @top-right { content: "BANNERS"; font-weight: bold }
  @bottom-left { content: "FOOT" } @bottom-right { content: "page " counter(page) " of " counter(pages) } }
body { font: 10.5pt/1.4 "Noto Sans", sans-serif } h1, h2, h3, h4 { break-after: avoid } .page { break-before: page }
.whole, tr { break-inside: avoid } .evidence { border-left: 0.9pt solid #888; padding-left: 11pt; margin: 1em 0 }
.gap, .note { border: 0.8pt dashed #888; padding: 9pt 11pt; margin: 1em 0 }
a { color: inherit } .credit { font-size: 8.5pt }
table { border-collapse: collapse; table-layout: fixed; width: 100%; font-size: 9pt }
th, td { border-bottom: 0.5pt solid #999; padding: 5pt; text-align: left; vertical-align: top }
nav a { display: block; text-decoration: none } nav a::after { content: leader(".") target-counter(attr(href), page) }
"""

_STYLES = {"strong": "strong", "emph": "em"}
_BOXES = ("evidence", "gap", "note")


def tree(family: Path, assessment: str, day: date) -> dict[str, Any]:
    """Return the paper of a family's assessment as the values that the PDF's theme is given."""
    folder = Folder.open(family)
    people = read_family(folder.table(), folder.name)
    records, _ = folder.records()
    made = assemble(people.assessments[assessment], people, load(shipped()), ledger(records), day)
    coverage = (templates_root() / "report" / "fonts" / "coverage.txt").read_text(encoding="utf-8")
    return Galley(Glyphs(coverage)).document(made.document, date_in_words(day))


def as_html(paper: dict[str, Any]) -> str:
    """Return a paper's values as a whole page of HTML."""
    style = _STYLE
    for mark, words in (
        ("HEAD", paper["running"]),
        ("BANNERS", " · ".join(paper["banners"])),
        ("FOOT", paper["footer"]),
    ):
        style = style.replace(f'"{mark}"', f'"{words}"')
    heads = [(f"h{at}", block) for at, block in enumerate(paper["blocks"]) if block["k"] == "h"]
    contents = "".join(f'<a href="#{name}">{_inlines(head["c"])}</a>' for name, head in heads if head["l"] <= 2)
    names = {id(head): name for name, head in heads}
    body = "".join(
        f'<div id="{names[id(block)]}"></div>{_block(block)}' if id(block) in names else _block(block)
        for block in paper["blocks"]
    )
    head = f'<meta charset="utf-8"><title>{escape(paper["title"])}</title><style>{style}</style>'
    title = f"<h1>{escape(paper['title'])}</h1><p>{escape(paper['subtitle'])}</p><nav>{contents}</nav>"
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{title}{body}</body></html>'


def _block(node: dict[str, Any]) -> str:
    kind = node["k"]
    if kind in _BOXES:
        return _box(node)
    if kind == "h":
        level = min(node["tag"] + 1, 6)
        return f"<h{level}{_anchor(node)}>{_inlines(node['c'])}</h{level}>"
    if kind == "table":
        return _table(node)
    if kind == "list":
        return "<ul>" + "".join(f"<li>{_blocks(item)}</li>" for item in node["items"]) + "</ul>"
    if kind == "facts":
        pairs = (f"<dt>{escape(pair['label'])}</dt><dd>{_inlines(pair['c'])}</dd>" for pair in node["pairs"])
        return f"<dl>{''.join(pairs)}</dl>"
    return (
        '<div class="page"></div>'
        if kind == "page"
        else f"<p>{escape(node.get('t', ''))}{_inlines(node.get('c', ()))}</p>"
    )


def _anchor(node: dict[str, Any]) -> str:
    return f' id="{node["a"]}"' if node.get("a") else ""


def _box(node: dict[str, Any]) -> str:
    kind = node["k"]
    whole = "" if node["split"] else " whole"
    inner = f"<b>To be written: </b>{_inlines(node['c'])}" if kind == "gap" else _blocks(node["c"])
    credit = f'<p class="credit">{_inlines(node["credit"]["c"])}</p>' if kind == "evidence" else ""
    return f'<div class="{kind}{whole}"{_anchor(node)}>{inner}{credit}</div>'


def _table(node: dict[str, Any]) -> str:
    columns = "".join(f'<col style="width: {100 * width / sum(node["widths"])}%">' for width in node["widths"])
    rows = "".join(f"<tr>{_cells(row, 'td')}</tr>" for row in node["rows"])
    return f"<table>{columns}<thead><tr>{_cells(node['head'], 'th')}</tr></thead><tbody>{rows}</tbody></table>"


def _blocks(nodes: Iterable[dict[str, Any]]) -> str:
    return "".join(map(_block, nodes))


def _cells(cells: Iterable[dict[str, Any]], tag: str) -> str:
    return "".join(f"<{tag}>{_inlines(cell['c'])}</{tag}>" for cell in cells)


def _inlines(nodes: Iterable[dict[str, Any] | str]) -> str:
    return "".join(escape(node) if isinstance(node, str) else _inline(node) for node in nodes)


def _inline(node: dict[str, Any]) -> str:
    kind = node["k"]
    if kind in _STYLES:
        return f"<{_STYLES[kind]}>{_inlines(node['c'])}</{_STYLES[kind]}>"
    words = f"<small>[{escape(node['t'])}]</small>" if kind == "cite" else escape(node.get("t", ""))
    words += _inlines(node.get("c", ()))
    return "<br>" if kind == "break" else f'<a href="#{node["to"]}">{words}</a>' if node.get("to") else words
