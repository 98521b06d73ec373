"""The team's signing keys, and what this family wants signed: entered, replaced and withdrawn by who leads the team."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.cli.frame.recording import Rewriting, commit
from fsworkbook.cli.people.changing import Task, allow_lead
from fsworkbook.errors import BadInput, Refused
from fsworkbook.store import familyfile
from fsworkbook.workbook.changes import Edit, changed, found
from fsworkbook.workbook.family import live
from fsworkbook.workbook.signers import KINDS, POLICIES, Keys, PublicKey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Member

MINE: Final = "mine"
NONE: Final = "none"
_TAKES: Final = "It takes the line of “fsworkbook team key”, the path of a .pub file, “mine” or “none”."
_TITLES: Final = {
    "approvals": "Approvals, and changes of the team",
    "all": "Everything that is recorded",
    "none": "Nothing",
}


# One member's key


def key_changing(sitting: Sitting, member: str, given: str | None, lost: date | None) -> Task:
    """Return the task of entering, replacing or withdrawing a member's key.

    Args:
        sitting: the family, and who acts.
        member: the member's key in the team.
        given: a public key's line, the path of its file, `mine` or `none`; None where the old one was only lost.
        lost: the day from which the old key counts no more, wherever it stands; None where it was merely replaced.
    """
    row = found("team", member, sitting.folder.table())
    values = key_values(sitting, row, given, lost)

    def edits(table: dict[str, Any]) -> list[Edit]:
        allow_lead(sitting)
        return [changed("team", member, table, sitting.folder.table())]

    return Task(
        "team change",
        lambda _: [],
        edits,
        begin=values,
        asks=False,
        leads=True,
        keys=(member,),
        merges=True,
        done=lambda _: _account(sitting, row, given, lost),
    )


def wrong_key(sitting: Sitting, member: str, text: str) -> str:
    """Return what is wrong with a key that was typed for a member, as a sentence; "" where it can be entered."""
    try:
        entered(sitting, member, text)
    except BadInput as trouble:
        return f"{str(trouble)[:1].upper()}{str(trouble)[1:]}"
    return ""


def key_values(sitting: Sitting, row: Mapping[str, Any], given: str | None, lost: date | None) -> dict[str, Any]:
    """Return what a new key, or the end of the old one, changes in a `[[team]]` table.

    Raises:
        BadInput: it is no key that can be entered, or there is none to be lost.
    """
    member, old = str(row["key"]), str(row.get("signing_key", ""))
    values: dict[str, Any] = {"signing_key": "" if given is None else entered(sitting, member, given)}
    if lost is None and values["signing_key"] == old:
        return values
    rows = row.get("revoked_keys", [])
    before = list(rows) if isinstance(rows, list) else []
    if lost is None:
        return values | ({"revoked_keys": [*before, {"key": old, "until": sitting.desk.today()}]} if old else {})
    if not old:
        raise BadInput(f"--lost: {member} has no key here that could be lost. Nothing was recorded.")
    if lost > sitting.desk.today():
        raise BadInput("--lost takes a day that has been: the first on which the key may have been in other hands.")
    return values | {"revoked_keys": [*before, {"key": old, "from": lost}]}


def entered(sitting: Sitting, member: str, given: str) -> str:
    """Return the line that a key is entered as; "" where it is taken away.

    Raises:
        BadInput: it is no public key, or one that counts for somebody else or no more.
    """
    text = given.strip()
    if text in {"", NONE}:
        return ""
    try:
        key = PublicKey.of(_line(sitting, member, text))
    except BadInput as trouble:
        raise BadInput(f"--signing-key: {trouble}") from None
    table = sitting.folder.table()
    others = Keys.of(table).held.get(key.fingerprint, frozenset()) - {member}
    if others:
        names = joined(sitting.family.called(other) for other in sorted(others))
        raise BadInput(f"--signing-key: that is the key of {names}, and everybody has their own. Nothing was recorded.")
    if key.fingerprint in Keys.of(table).lost:
        raise BadInput("--signing-key: that key was lost and counts no more. Ask for a new one. Nothing was recorded.")
    return key.line


def _line(sitting: Sitting, member: str, text: str) -> str:
    if text.partition(" ")[0] in KINDS or "PRIVATE KEY" in text:
        return text
    if text == MINE and sitting.desk.settings.key != member:
        raise BadInput(f"“mine” is for your own key, and you are not {member} on this computer. {_TAKES}")
    if text == MINE and not sitting.desk.settings.signing_key:
        raise BadInput("you have no signing key yet. “fsworkbook setup --signing-key new” makes one.")
    path = Path(sitting.desk.settings.signing_key) if text == MINE else sitting.desk.path(text)
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError as problem:
        raise BadInput(f"there is no file to read a key from ({problem.strerror}). {_TAKES}") from None


def _account(sitting: Sitting, row: Mapping[str, Any], given: str | None, lost: date | None) -> list[str]:
    first, member = sitting.family.first_name(str(row["key"])), str(row["key"])
    lines = []
    if given is not None and given.strip() not in {"", NONE}:
        ending = entered(sitting, member, given)[-8:]
        check = f" Make sure, in person or by telephone, that it is theirs: it ends in {ending}"
        mine = member == sitting.author.key
        lines.append("From now on your signature counts here." if mine else f"{first} signs with this key now.{check}")
    if lost is not None:
        lines.append("What the old key signed on that day or later counts no more, and “audit verify” names it.")
    elif row.get("signing_key"):
        lines.append(
            "What was signed with the old key until now stays good. If it was lost or may be in other hands, say since "
            f"when: fsworkbook team change {member} --lost DATE, before you enter a new one."
        )
    return lines


# What the family wants signed


def set_policy(call: Call, signed: str | None) -> None:
    """Ask or take what needs a signature in a family, and write it down.

    Raises:
        BadInput: it is no such word, or nothing changes.
        Refused: the role may not; or who leads the team has no key here yet, and nobody could sign the next change.
    """
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help

    table = answers(call, {"signed": signed})
    sitting = call.sit(recording=True)
    allow_lead(sitting)
    now = Keys.of(sitting.folder.table()).signed
    strange = sorted(set(table) - {"signed"})
    if strange:
        raise BadInput("team policy: it takes signed, and nothing else. Nothing was recorded.")
    if "signed" not in table and sitting.desk.can_ask:
        table["signed"] = _asked(sitting, now)
    word = table.get("signed")
    if word not in tuple(POLICIES):
        raise BadInput(f"team policy: signed takes one of: {', '.join(POLICIES)}. Nothing was recorded.")
    if word == now:
        raise BadInput(f"team policy: that holds already: {POLICIES[now]}. Nothing was recorded.")
    _check_leader(sitting, str(word))
    _write(sitting, str(word))


def policy_lines(sitting: Sitting, on: date) -> list[str]:
    """Return what the family wants signed, and who of the team has no key for it; nothing where it wants nothing."""
    keys = Keys.of(sitting.folder.table())
    if keys.signed == "none":
        return []
    missing = [member.name for member in without_key(sitting, keys, on)]
    said = f"Signed here: {POLICIES[keys.signed].removesuffix(' is signed').removesuffix(', are signed')}."
    return [said, *([f"Without a key: {joined(missing)}."] if missing else [])]


def without_key(sitting: Sitting, keys: Keys, on: date) -> list[Member]:
    """Return who works with the family on a day, is to sign something, and has no signing key that counts."""
    holders = {who for found_key, holding in keys.held.items() if found_key not in keys.lost for who in holding}
    team = sitting.family.team.values()
    model = sitting.practice
    approving = {
        role.id for item in model.permissions.values() if item.approval for role in model.who_may(item.action)
    } - {"outside"}
    roles = set(model.roles) - {"outside"} if keys.signed == "all" else approving
    return [one for one in team if one.key not in holders and one.role in roles and live(one.since, one.until, on)]


def _asked(sitting: Sitting, now: str) -> str | None:
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only where somebody is asked

    more = (
        "A signature shows that a record is from whom it says, and was not changed. What cannot be signed just now is "
        "recorded all the same, except approvals: those wait for the signature."
    )
    tell(sitting.desk, *wrap(f"{sitting.family.surname} · what must be signed. {more}", sitting.desk.width))
    return Asker.at(sitting.desk).one("What must be signed?", _TITLES, default=now, more=more)


def _check_leader(sitting: Sitting, word: str) -> None:
    keys = Keys.of(sitting.folder.table())
    author = sitting.author
    if word == NONE or author.key in {who for holding in keys.held.values() for who in holding}:
        return
    raise Refused(
        f"First enter your own key, so that you can sign what comes next: fsworkbook team change {author.key} "
        "--signing-key mine. Nothing was recorded."
    )


def _write(sitting: Sitting, word: str) -> None:
    folder, desk = sitting.folder, sitting.desk
    before = folder.family_text()
    text = Rewriting(before, familyfile.set_single(before, "policy", "signed", word))
    title = f"team policy · signed · {desk.today().isoformat()}"
    records, done = commit(folder, (), sitting.bearings(), action="team-policy", family=text, title=title)
    sitting.account(records, done)
    tell(desk, *wrap(f"Recorded for {sitting.family.surname}: from now on {POLICIES[word]}.", desk.width))
    missing = without_key(sitting, Keys.of(folder.table()), desk.today()) if word != NONE else []
    if missing:
        names = joined(member.name for member in missing)
        tell(
            desk,
            *wrap(f"No key is known of {names}. Ask for the line of “fsworkbook team key”, and enter it:", desk.width),
        )
        tell(desk, f"  fsworkbook team change {missing[0].key} --signing-key “…”")
