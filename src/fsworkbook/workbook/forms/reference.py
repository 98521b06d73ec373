"""The keys of every `--from`, as a page: `docs/reference/keys.md` is this module's output, and a test holds it.

`python -m fsworkbook.workbook.forms.reference > docs/reference/keys.md`
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.forms.catalogue import KINDS, form_of
from fsworkbook.workbook.forms.form import COMMON, CORRECTION
from fsworkbook.workbook.registry import DATES, FLAGS, LISTS, ON_DISK, REQUIRED, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.forms.form import Form
    from fsworkbook.workbook.forms.key import Key

OPENING: Final = """\
# The keys of every `--from`

A command that records takes `--from FILE`, a TOML file (`-` is standard input), instead of asking. These are the keys.
A key in **bold** cannot be left out. People and children are named by key, by name, or by a word such as `mum` where
it fits one person only. Days are written `2025-03-04` and may not lie in the future; a time without an offset is
British time. Ids of statuses, sessions, relations and so on are those of the practice model in use
(`fsworkbook practice` shows them). A key that a command does not take is an error, and nothing is recorded.
"""

WHO: Final = """\
## Who is who

`new-family` takes a whole `family.toml`; `person`, `household`, `order`, `team` and `cover` take the keys of one of
its tables. `new-family` makes the keys of relations, couples and households where they are left out, and also takes
`[[status]]` and `[[consent]]` tables, with the keys of `status` and `consent`: they become the first records.
"""

BESIDE: Final = {
    "module": """\
`answers` may answer for each child, or say why a question does not apply:

```toml
parent = "mum"
where = "home"
present = ["kerry", "maisie"]

[answers]
"M3.Q02" = "Kerry told me that …"
"M3.Q05" = { not_applicable = "She asked to leave it for another day." }
"M5.Q07" = { tyler = "His own bed, a made-up bunk.", maisie = "A cot beside her mum." }
```
""",
    "tombstone": """\
These are the keys of the record that it leaves. `expunge --from` takes others: `records` and `words` (lists), or
`words_file` (a file with one string a line), what is to be taken out; `reason` and `why` as below; and `confirm`, the
family’s reference, typed as a confirmation:

```toml
words_file = "words.txt"
reason = "another-family"
why = "Pasted in from another workbook"
confirm = "FS-0417"
```
""",
    "visit": """\
One file can make the visit, its module entry and its chronology event, in one commit:

```toml
start = 2025-03-27T16:20:00+00:00
session = "school"
statutory = true
children_seen = ["tyler"]

[entry]
child = "tyler"
[entry.answers]
"M4.Q07" = "Tyler told me that …"

[event]
text = "Daniel came to the school gate."
effect_on_child = "Tyler was sick with fear."
```
""",
    "rating": """\
```toml
rating = "amber"
reason = "The children are safe where they are; the move is still to come."
children = { tyler = "red" }
```
""",
    "summary": """\
The sections of a summary may stand by themselves. Which there are depends on the role: see
`fsworkbook practice`. The allocated social worker writes `observation` for each child.

```toml
progress = "…"
next = "…"
rating = "amber"
reason = "…"

[observation]
tyler = "…"
maisie = "…"
```
""",
}


def page() -> str:
    """Return the whole page, as Markdown."""
    parts = [OPENING, _section("Common to all", "", COMMON)]
    parts += [_form(form_of(kind)) for kind in KINDS]
    parts += [WHO, *(_table(name) for name in TABLES)]
    parts.append(
        _section(
            "`correct ID`",
            "Puts a record right: the keys of its own form that change, and why. Where its form has a `reason` of its "
            "own, the reason for the correction stands under `correction_reason`; otherwise under `reason`.",
            CORRECTION,
        ),
    )
    return "\n".join(parts)


def _form(form: Form) -> str:
    return _section(
        f"`{form.command}`", f"Makes a record of the kind `{form.kind}`.", form.keys, BESIDE.get(form.kind, "")
    )


def _table(name: str) -> str:
    """Return the keys of one table of `family.toml`; what a person or a member may have beside them is kept too."""
    fields = [ON_DISK.get(field, field) for field in TABLES[name]._fields if field != "more"]  # type: ignore[attr-defined] # each is a NamedTuple
    rows = "\n".join(
        f"| {f'**`{field}`**' if field in REQUIRED[name] else f'`{field}`'} | {_taken(field)} |" for field in fields
    )
    return f"### `[[{name}]]`\n\n| key | takes |\n| --- | --- |\n{rows}\n"


def _taken(field: str) -> str:
    if field in DATES:
        return "a date"
    if field in LISTS:
        return "a list"
    return "true or false" if field in FLAGS else "words"


def _section(title: str, lead: str, keys: Iterable[Key], beside: str = "") -> str:
    rows = "\n".join(
        f"| {f'**`{key.name}`**' if key.required else f'`{key.name}`'} | {_cell(key.takes)} | {_cell(key.about)} |"
        for key in keys
    )
    head = f"## {title}\n\n" + (f"{lead}\n\n" if lead else "")
    return f"{head}| key | takes | for |\n| --- | --- | --- |\n{rows}\n" + (f"\n{beside}" if beside else "")


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - the page is this module's output
