"""Every way to meddle in docs/security.md, done with real git; each is what a row of the table says.

A row's function takes the family, after a month's work, and a path where copies can go.
"""

import os
import subprocess
from datetime import timedelta
from typing import NamedTuple

from fsworkbook.store.expunging import planning
from fsworkbook.store.expunging.commits import write
from fsworkbook.store.git import Git
from fsworkbook.workbook.disclosure.tombstones import Tombstone
from tests.audit.family import Carricks, record_of

ANY, HERE, EARLIER, SIGNED, NEVER = (
    "any clone",
    "this folder",
    "an earlier head",
    "signatures",
    "not at all",
)


class Way(NamedTuple):
    """One way to meddle: when it is found, as which kinds of finding, and who does it."""

    found: str
    kinds: frozenset
    run: object


WAYS = {}


def way(name, found, *kinds):
    def keep(function):
        WAYS[name] = Way(found, frozenset(kinds), function)
        return function

    return keep


# Records


@way("edit-and-commit", ANY, "changed", "foreign")
def _(family, _):
    family.rewrite("note")
    family.commit()


@way("edit-dressed", ANY, "changed")
def _(family, _):
    family.rewrite("note")
    family.dressed("priya", "edit-by-hand", family.records["note"])


@way("edit-as-another-record", ANY, "changed", "trailers")
def _(family, _):
    family.rewrite("note")
    family.dressed("priya", "note", family.records["note"])


@way("edit-swept-along", ANY, "changed")
def _(family, _):
    family.rewrite("note")
    family.record("note", "priya")


@way("edit-and-put-back", ANY, "changed")
def _(family, _):
    before = family.file("note").read_bytes()
    family.rewrite("note")
    family.commit()
    family.file("note").write_bytes(before)
    family.commit()


@way("delete-and-commit", ANY, "removed", "foreign")
def _(family, _):
    family.file("note").unlink()
    family.commit()


@way("delete-swept-along", ANY, "removed")
def _(family, _):
    family.file("note").unlink()
    family.record("note", "priya")


@way("delete-and-put-back-changed", ANY, "removed", "changed")
def _(family, _):
    path, words = family.file("note"), family.file("note").read_text("utf-8")
    path.unlink()
    family.dressed("priya", "edit-by-hand", family.records["note"])
    path.write_text(words.replace("Kerry told", "Nobody told"), "utf-8")
    family.dressed("priya", "edit-by-hand", family.records["note"])


@way("move-and-change", ANY, "changed")
def _(family, _):
    family.rewrite("note")
    path = family.file("note")
    (family.path / "notes" / "old").mkdir()
    path.rename(path.parent / "old" / path.name)
    family.dressed("priya", "edit-by-hand", family.records["note"])


@way("attachment-changed", ANY, "changed")
def _(family, _):
    (drawing,) = (family.path / "attachments").rglob("drawing.png")
    drawing.write_bytes(b"\x89PNG drawn by somebody else")
    family.dressed("tom", "edit-by-hand")


@way("same-name-twice", ANY, "duplicate")
def _(family, _):
    other = family.path / "visits" / family.file("note").name
    other.write_bytes(family.file("note").read_bytes())
    family.dressed("priya", "edit-by-hand", family.records["note"])


@way("in-another-s-name-inside", ANY, "author")
def _(family, _):
    made = record_of("note", "tom", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("priya", "note", made.id)


@way("head-and-name-differ", ANY, "misnamed")
def _(family, _):
    made = record_of("note", "tom", family.now + timedelta(hours=1))
    file = family.place(made)
    file.write_text(file.read_text("utf-8").replace(f"on = {made.on}", "on = 2024-12-24"), "utf-8")
    family.dressed("tom", "note", made.id)


@way("unreadable", ANY, "unreadable")
def _(family, _):
    made = record_of("note", "tom", family.now + timedelta(hours=1))
    family.place(made).write_bytes(b"+++\nkind = note\n+++\n\xff\n")
    family.dressed("tom", "note", made.id)


@way("backdated", ANY, "backdated")
def _(family, _):
    made = record_of("note", "tom", family.now - timedelta(days=5))
    family.place(made)
    family.dressed("tom", "note", made.id)


@way("backdated-by-hand", ANY, "backdated")
def _(family, _):
    made = record_of("note", "tom", family.now - timedelta(days=5))
    family.place(made)
    family.record("note", "tom")


# Who


@way("role-may-not", ANY, "permission")
def _(family, _):
    family.record("rating", "ruth", rating="green", reason="All is well.")


@way("approved-by-the-wrong-role", ANY, "permission")
def _(family, _):
    family.record("supervision", "priya", step="approved", meeting=family.records["planned"])


@way("approved-by-its-author", ANY, "approval")
def _(family, _):
    family.record("supervision", "alison", step="minutes", meeting=family.records["planned"])
    family.record("supervision", "alison", step="approved", meeting=family.records["planned"])


@way("let-pass-by-the-wrong-role", ANY, "permission")
def _(family, _):
    made = {"recipient": "kerry", "paper": "chronology", "suffix": "pdf", "sha256": "a" * 64, "authors": ["tom"]}
    family.record("copy", "priya", **made, lets_pass=["safe"], reason="He knows it already.")


@way("lifted-by-the-wrong-role", ANY, "permission")
def _(family, _):
    family.record("restriction", "priya", lifts="safe", reason="He knows it already.", **{"for": ["daniel"]})


@way("approved-after-cover-ended", ANY, "permission")
def _(family, _):
    cover = '\n[[cover]]\nrole = "team-manager"\nperson = "priya"\nfrom = 2020-01-01\nuntil = 2020-02-01\n'
    family.record("", "alison", action="cover-add", family=family.text + cover)
    family.record("supervision", "priya", step="approved", meeting=family.records["planned"])


@way("another-s-own-put-right", ANY, "own")
def _(family, _):
    family.record(
        "rating", "tom", rating="green", reason="All is well.", corrects=[family.records["rating"]], action="correct"
    )


@way("another-s-own-withdrawn", ANY, "own")
def _(family, _):
    family.record("strike", "tom", strikes=family.records["rating"], reason="It is wrong.")


@way("stranger", ANY, "stranger", "foreign")
def _(family, _):
    family.place(record_of("note", "tom", family.hour()))
    family.commit(who=("Somebody", "somebody@example.com"))


@way("stranger-dressed", ANY, "stranger")
def _(family, _):
    made = record_of("note", "mallory", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("tom", "note", made.id, key="mallory", who=("Mallory", "mallory@example.org"))


@way("after-leaving", ANY, "stranger")
def _(family, _):
    left = family.text.replace('email = "tom@example.org"', 'email = "tom@example.org"\nuntil = 2020-01-01')
    family.record("", "alison", action="team-leave", family=left)
    family.record("note", "tom")


@way("trailer-of-another", ANY, "identity")
def _(family, _):
    made = record_of("note", "priya", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("priya", "note", made.id, who="tom")


@way("author-of-another", ANY, "rewritten")
def _(family, _):
    made = record_of("note", "priya", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("priya", "note", made.id, committer="tom")


@way("record-without-the-program", ANY, "foreign")
def _(family, _):
    family.place(record_of("note", "tom", family.now + timedelta(hours=1)))
    family.commit()


@way("trailers-missing", ANY, "trailers")
def _(family, _):
    made = record_of("note", "tom", family.now + timedelta(hours=1))
    family.place(made)
    family.commit(f"note · 2025-03-04\n\nWorkbook-Record: {made.id}\nWorkbook-Author: tom\n")


@way("trailers-twice", ANY, "trailers")
def _(family, _):
    made = record_of("note", "tom", family.now + timedelta(hours=1))
    family.place(made)
    family.commit(family.said("tom", "note", made.id) + "Workbook-Author: priya\n")


@way("record-unnamed", ANY, "trailers")
def _(family, _):
    made, beside = (record_of("note", "tom", family.now + timedelta(hours=1)) for _ in range(2))
    family.place(made)
    family.place(beside)
    family.dressed("tom", "note", made.id)


@way("action-changed", ANY, "trailers")
def _(family, _):
    made = record_of("note", "tom", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("tom", "visit", made.id)


@way("role-forged", ANY, "role")
def _(family, _):
    made = record_of("supervision", "tom", family.now + timedelta(hours=1), step="scheduled")
    family.place(made)
    family.dressed("tom", "supervision", made.id, role="team-manager")


@way("trailer-changed-later", ANY, "role")
def _(family, _):
    said = family.git("show", "--no-patch", "--format=%B").replace("children-family-worker", "team-manager")
    family.git("commit", "--quiet", "--amend", f"--message={said}", when=family.now)


@way("manager-by-hand", ANY, "team")
def _(family, _):
    family.family('role = "children-family-worker"', 'role = "team-manager"')
    family.record("note", "tom")


@way("manager-by-git", ANY, "team", "foreign")
def _(family, _):
    family.family('role = "children-family-worker"', 'role = "team-manager"')
    family.commit()


@way("manager-then-approves", ANY, "team", "permission")
def _(family, _):
    new = family.text.replace('role = "children-family-worker"', 'role = "team-manager"')
    family.record("", "tom", action="team-change", family=new)
    family.record("supervision", "tom", step="approved", meeting=family.records["planned"])


@way("manager-s-address-taken", ANY, "team", "identity")
def _(family, _):
    new = family.text.replace("alison@example.org", "tom.private@example.org")
    family.record("", "tom", action="team-change", family=new)
    family.record("note", "alison")
    made = record_of("supervision", "alison", family.now + timedelta(hours=1), step="approved")
    family.place(made)
    family.dressed("alison", "supervision", made.id, who=("Alison Tranter", "tom.private@example.org"))


@way("address-of-one-who-left", ANY, "team")
def _(family, _):
    left = family.text.replace('email = "tom@example.org"', 'email = "tom@example.org"\nuntil = 2020-01-01')
    family.record("", "alison", action="team-leave", family=left)
    family.record("", "priya", action="team-change", family=left.replace("tom@example", "somebody@example"))


@way("member-added", ANY, "team", "stranger")
def _(family, _):
    row = '\n[[team]]\nkey = "mallory"\nname = "Mallory"\nrole = "social-worker"\nemail = "mallory@example.org"\n'
    family.record("", "priya", action="team-add", family=family.text + row)
    made = record_of("note", "mallory", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("priya", "note", made.id, key="mallory", who=("Mallory", "mallory@example.org"))


@way("cover-for-oneself", ANY, "team", "permission")
def _(family, _):
    cover = '\n[[cover]]\nrole = "team-manager"\nperson = "priya"\n'
    family.record("", "priya", action="cover-add", family=family.text + cover)
    family.record("supervision", "priya", step="approved", meeting=family.records["planned"])


@way("key-for-another", ANY, "team")
def _(family, _):
    mail = 'email = "alison@example.org"'
    new = family.text.replace(mail, f'{mail}\nsigning_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBuLJ3nXk0a3kZb0"')
    family.record("", "tom", action="team-change", family=new)


@way("policy-weakened", ANY, "team")
def _(family, _):
    asked = family.text.replace("[[person]]", '[policy]\nsigned = "approvals"\n\n[[person]]', 1)
    family.record("", "alison", action="team-policy", family=asked)
    family.record("", "tom", action="team-policy", family=asked.replace("approvals", "none"))


@way("called-training", ANY, "opening", "set-clock")
def _(family, _):
    family.record(
        "", "priya", action="person-change", family=family.text.replace("training = false", "training = true")
    )
    made = record_of("note", "priya", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("priya", "note", made.id, clock="set")


@way("who-is-who-broken", ANY, "unreadable")
def _(family, _):
    family.family('surname = "Carrick"', "surname = Carrick")
    family.dressed("priya", "edit-by-hand")


# When


@way("clock-set", ANY, "set-clock")
def _(family, _):
    os.environ["FSWORKBOOK_NOW"] = family.hour().isoformat()
    try:
        family.record("note", "tom")
    finally:
        del os.environ["FSWORKBOOK_NOW"]


@way("dated-before-its-parent", ANY, "clock")
def _(family, _):
    when = family.now - timedelta(days=3)
    made = record_of("note", "tom", when)
    family.place(made)
    family.dressed("tom", "note", made.id, when=when)


@way("dated-ahead", ANY, "clock")
def _(family, _):
    when = family.now + timedelta(days=400)
    made = record_of("note", "tom", when)
    family.place(made)
    family.dressed("tom", "note", made.id, when=when)


@way("two-dates", ANY, "rewritten")
def _(family, _):
    made = record_of("note", "tom", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("tom", "note", made.id, committed=family.now + timedelta(days=2))


@way("clock-a-little-wrong", NEVER)
def _(family, _):
    # Nobody can know what a wall clock said: between the commit before and now, every time is as likely.
    family.now += timedelta(days=3)
    family.record("note", "tom")


# The history itself


@way("amended", ANY, "rewritten")
def _(family, _):
    family.rewrite("later")
    family.git("commit", "--quiet", "--amend", "--all", "--no-edit", committed=family.hour())


@way("amended-faithfully", EARLIER, "lost-head")
def _(family, _):
    family.again(lambda: family.rewrite("later"))


@way("commit-dropped", EARLIER, "lost-head")
def _(family, _):
    family.again(None, lambda: None)


@way("last-commit-dropped", EARLIER, "lost-head")
def _(family, _):
    family.git("reset", "--quiet", "--hard", "HEAD^")


@way("reordered", ANY, "rewritten")
def _(family, _):
    one, two = family.git("rev-list", "--max-count=2", "HEAD").split()
    family.git("reset", "--quiet", "--hard", "HEAD~2")
    for commit in (one, two):
        family.git("cherry-pick", commit, committed=family.hour())


@way("reordered-faithfully", ANY, "clock")
def _(family, _):
    one, two = family.git("rev-list", "--max-count=2", "HEAD").split()
    family.git("reset", "--quiet", "--hard", "HEAD~2")
    for commit in (one, two):
        family.make_again(commit, lambda: None)


@way("squashed", ANY, "foreign")
def _(family, _):
    family.git("reset", "--quiet", "--soft", "HEAD~3")
    family.commit("a month's work")


@way("squashed-faithfully", ANY, "backdated", "author")
def _(family, _):
    family.git("reset", "--quiet", "--soft", "HEAD~3")
    made = [name.rpartition("/")[2][:-3] for name in family.git("diff", "--cached", "--name-only").splitlines()]
    family.dressed("tom", "note", *made, when=family.now)


@way("turned-back", EARLIER, "lost-head")
def _(family, _):
    family.git("reset", "--quiet", "--hard", "HEAD~3")


@way("turned-back-and-on", EARLIER, "lost-head")
def _(family, _):
    family.git("reset", "--quiet", "--hard", "HEAD~3")
    family.record("note", "tom")


@way("root-rewritten", EARLIER, "lost-head")
def _(family, _):
    commits = family.git("rev-list", "--reverse", "HEAD").split()
    family.git("checkout", "--quiet", "--orphan", "anew")
    family.git("rm", "--quiet", "-r", "--force", ".")
    for commit in commits:
        last = commit == commits[-1]
        family.make_again(commit, lambda last=last: family.rewrite("later") if last else None)
    family.git("branch", "--force", "main", "HEAD")
    family.git("checkout", "--quiet", "main")
    family.git("branch", "--delete", "--force", "anew")


@way("force-pushed", EARLIER, "shared")
def _(family, place):
    shared = place / "shared.git"
    family.git("init", "--quiet", "--bare", "--initial-branch=main", shared)
    family.git("remote", "add", "origin", f"file://{shared}")
    family.git("push", "--quiet", "origin", "main")
    family.git("fetch", "--quiet", "origin")
    other = Carricks(place / "other", family.now)
    family.git("clone", "--quiet", f"file://{shared}", other.path)
    other.git("reset", "--quiet", "--hard", "HEAD~2")
    other.git("push", "--quiet", "--force", "origin", "HEAD:main")
    family.git("fetch", "--quiet", "--force", "origin")


@way("clone-turned-back", HERE, "lost-head")
def _(family, place):
    shared = place / "shared.git"
    family.git("clone", "--quiet", "--bare", f"file://{family.path}", shared)
    clone = family.path.with_name("again")
    family.git("clone", "--quiet", f"file://{shared}", clone)
    family.path = clone
    family.git("reset", "--quiet", "--hard", "HEAD~2")


@way("second-beginning", ANY, "roots")
def _(family, place):
    other = Carricks.found(place / "other", policy="none")
    other.now = family.hour()
    other.record("note", "leanne")
    family.merge(other, "--allow-unrelated-histories", "--strategy-option=ours")


@way("merge-drops-a-side", ANY, "dropped")
def _(family, place):
    with family.apart(place / "other", lambda other: other.record("note", "leanne")) as other:
        family.record("note", "tom")
    family.merge(other, "--strategy=ours")


@way("merge-changes-a-record", ANY, "dropped")
def _(family, place):
    with family.apart(place / "other", lambda other: other.record("note", "leanne")) as other:
        family.record("note", "tom")
    family.git("merge", "--quiet", "--no-commit", "--no-ff", family.fetch(other), who="alison")
    family.rewrite("note")
    family.dressed("alison", "sync")


@way("merge-drops-who-is-who", ANY, "dropped")
def _(family, place):
    order = '\n[[order]]\nkey = "nmo1"\nkind = "non-molestation"\nagainst = "kerry"\nprotects = ["tyler"]\n'

    def meanwhile(other):
        other.record("", "priya", action="order-add", family=other.text + order)

    with family.apart(place / "other", meanwhile) as other:
        family.record("", "tom", family=family.text.replace("Kerry Carrick", "Kerry Cole"))
    family.merge(other, "--strategy=ours")


@way("merge-makes-a-manager", ANY, "team")
def _(family, place):
    with family.apart(place / "other", lambda other: other.record("note", "leanne")) as other:
        family.record("note", "tom")
    family.git("merge", "--quiet", "--no-commit", "--no-ff", family.fetch(other), who="tom")
    family.family('role = "children-family-worker"', 'role = "team-manager"')
    family.dressed("tom", "sync")


@way("octopus-drops-a-side", ANY, "dropped")
def _(family, place):
    names = []
    for number, who in enumerate(("leanne", "priya")):
        other = family.copy(place / who)
        other.record("note", who)
        names.append(family.fetch(other, f"arm{number}"))
    tree = family.git("rev-parse", f"{names[0]}^{{tree}}")
    parents = [word for name in ("HEAD", *names) for word in ("-p", name)]
    made = family.git(
        "commit-tree", tree, *parents, "-m", family.said("alison", "sync"), who="alison", when=family.hour(2)
    )
    family.git("reset", "--quiet", "--hard", made)


@way("merge-by-a-stranger", ANY, "stranger")
def _(family, place):
    with family.apart(place / "other", lambda other: other.record("note", "leanne")) as other:
        family.record("note", "tom")
    theirs = family.fetch(other)
    family.git("merge", "--quiet", "--no-ff", "--message=m", theirs, who=("X", "x@example.com"), when=family.hour())


@way("beside-on-a-branch", HERE, "beside")
def _(family, _):
    family.git("branch", "kept")
    family.git("switch", "--quiet", "kept")
    family.record("note", "tom")
    family.git("switch", "--quiet", "main")


@way("beside-under-a-tag", HERE, "beside")
def _(family, _):
    family.record("note", "tom")
    family.git("tag", "kept")
    (family.path / ".git/fsworkbook/seen").unlink()
    family.git("reset", "--quiet", "--hard", "HEAD^")


@way("replaced", HERE, "replaced")
def _(family, _):
    path = family.inside("note")
    old = family.git("rev-parse", f"HEAD:{path}")
    new = family.git("hash-object", "-w", "--stdin", feed=family.file("note").read_bytes().replace(b"told", b"lied"))
    family.git("replace", old, new)


@way("commit-replaced", HERE, "replaced")
def _(family, _):
    family.git("replace", "--graft", "HEAD", "HEAD~3")


@way("grafted", HERE, "graft")
def _(family, _):
    head, older = family.git("rev-parse", "HEAD", "HEAD~3").split()
    (family.path / ".git/info").mkdir(exist_ok=True)
    (family.path / ".git/info/grafts").write_text(f"{head} {older}\n")


@way("shallow", HERE, "shallow")
def _(family, place):
    clone = place / "again"
    family.git("clone", "--quiet", "--depth=2", f"file://{family.path}", clone)
    family.path = clone


@way("partial", HERE, "partial")
def _(family, place):
    family.git("config", "uploadpack.allowFilter", "true")
    clone = place / "again"
    family.git("clone", "--quiet", "--filter=blob:none", f"file://{family.path}", clone)
    family.path = clone


@way("borrowed", HERE, "borrowed")
def _(family, place):
    clone = place / "again"
    family.git("clone", "--quiet", "--shared", family.path, clone)
    family.path = clone


@way("bytes-forged", HERE, "damaged", "unsaved")
def _(family, _):
    blob = family.git("rev-parse", f"HEAD:{family.inside('note')}")
    family.rewrite("note")
    other = family.git("hash-object", "-w", family.file("note"))
    objects = family.path / ".git/objects"
    target = objects / blob[:2] / blob[2:]
    target.chmod(0o644)
    target.write_bytes((objects / other[:2] / other[2:]).read_bytes())


@way("commit-s-bytes-forged", HERE, "damaged")
def _(family, _):
    head = family.head
    said = family.git("cat-file", "commit", head).replace("Tom Whitcombe", "Priya Nandakumar")
    other = family.git("hash-object", "-t", "commit", "-w", "--stdin", feed=said.encode() + b"\n")
    objects = family.path / ".git/objects"
    target = objects / head[:2] / head[2:]
    target.chmod(0o644)
    target.write_bytes((objects / other[:2] / other[2:]).read_bytes())


@way("bytes-damaged", HERE, "damaged")
def _(family, _):
    head = family.git("rev-parse", "HEAD~2")
    target = family.path / ".git/objects" / head[:2] / head[2:]
    target.chmod(0o644)
    target.write_bytes(target.read_bytes()[:20])


# What lies in the folder


@way("marked-as-a-program", ANY, "mode")
def _(family, _):
    family.file("note").chmod(0o755)
    family.dressed("priya", "edit-by-hand", family.records["note"])


@way("link-for-a-file", ANY, "link")
def _(family, place):
    (place / "elsewhere.md").write_text("anything")
    family.file("note").unlink()
    (family.path / "notes" / f"{family.records['note']}.md").symlink_to(place / "elsewhere.md")
    family.dressed("priya", "edit-by-hand", family.records["note"])


@way("another-history-inside", ANY, "submodule")
def _(family, _):
    family.git("update-index", "--add", "--cacheinfo", f"160000,{family.head},letters")
    family.git("commit", "--quiet", "-m", family.said("tom", "edit-by-hand"), when=family.hour())


@way("name-s-twin", ANY, "twin")
def _(family, _):
    made = record_of("note", "tom", family.now + timedelta(hours=1))
    family.place(made, f"Notes/{made.id}.md")
    family.dressed("tom", "note", made.id)


@way("letter-s-twin", ANY, "twin")
def _(family, _):
    for folder in ("caf\u00e9", "cafe\u0301"):
        made = record_of("note", "tom", family.now + timedelta(hours=1))
        family.place(made, f"{folder}/{made.id}.md")
        family.dressed("tom", "note", made.id)


@way("strange-file", ANY, "stray")
def _(family, _):
    (family.path / "letter to kerry.docx").write_bytes(b"PK")
    family.record("note", "tom")


@way("rules-for-hiding", ANY, "rules")
def _(family, _):
    with (family.path / ".gitignore").open("a") as file:
        file.write("notes/\n")
    family.dressed("tom", "edit-by-hand")


@way("rules-for-bytes", ANY, "rules")
def _(family, _):
    (family.path / ".gitattributes").unlink()
    family.dressed("tom", "edit-by-hand")


@way("edit-uncommitted", HERE, "unsaved")
def _(family, _):
    family.rewrite("note")


@way("edit-with-its-old-time", HERE, "unsaved")
def _(family, _):
    file = family.file("note")
    before = file.stat()
    words = file.read_text("utf-8")
    file.write_text(words.replace("Kerry told", "Kerry lied"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@way("file-gone", HERE, "missing")
def _(family, _):
    family.file("note").unlink()


@way("file-unrecorded", HERE, "unrecorded")
def _(family, _):
    family.place(record_of("note", "tom", family.now))


@way("file-excluded", HERE, "unrecorded")
def _(family, _):
    (family.path / ".git/info").mkdir(exist_ok=True)
    (family.path / ".git/info/exclude").write_text("notes/*\n")
    family.place(record_of("note", "tom", family.now))


@way("link-uncommitted", HERE, "link")
def _(family, place):
    words = family.file("note").read_bytes()
    (place / "elsewhere.md").write_bytes(words)
    path = family.file("note")
    path.unlink()
    path.symlink_to(place / "elsewhere.md")


@way("assumed-unchanged", HERE, "hidden", "unsaved")
def _(family, _):
    family.git("update-index", "--assume-unchanged", family.inside("note"))
    family.rewrite("note")


@way("skipped", HERE, "hidden", "missing")
def _(family, _):
    family.git("update-index", "--skip-worktree", family.inside("note"))
    family.file("note").unlink()


@way("index-only", HERE, "hidden")
def _(family, _):
    blob = family.git("hash-object", "-w", "--stdin", feed=b"other words")
    family.git("update-index", "--cacheinfo", f"100644,{blob},{family.inside('note')}")


@way("settings-that-run", HERE, "settings")
def _(family, _):
    family.git("config", "core.fsmonitor", "rm -rf /")


@way("order-written-down", HERE, "changed")
def _(family, _):
    family.rewrite("note")
    family.dressed("priya", "edit-by-hand", family.records["note"])
    family.record("note", "tom")
    family.git("commit-graph", "write", "--reachable")
    graph = family.path / ".git/objects/info/commit-graph"
    data = bytearray(graph.read_bytes())
    chunks = {
        bytes(data[at : at + 4]): int.from_bytes(data[at + 4 : at + 12], "big") for at in range(8, 8 + 12 * 4, 12)
    }
    names, facts = chunks[b"OIDL"], chunks[b"CDAT"]
    place = (data.index(bytes.fromhex(family.head), names) - names) // 20
    data[facts + place * 36 + 20 : facts + place * 36 + 24] = (0x70000000).to_bytes(4, "big")
    graph.chmod(0o644)
    graph.write_bytes(bytes(data))
    assert family.git("rev-list", "--count", "HEAD") == "1"  # git itself believes it


# What only signatures find, and what nothing does


@way("perfect-forgery", SIGNED, "unsigned")
def _(family, _):
    made = record_of("note", "priya", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("priya", "note", made.id)


@way("forged-approval", SIGNED, "unsigned")
def _(family, _):
    made = record_of(
        "supervision", "alison", family.now + timedelta(hours=1), step="approved", meeting=family.records["planned"]
    )
    family.place(made)
    family.dressed("alison", "supervision", made.id)


@way("forged-manager", SIGNED, "unsigned")
def _(family, _):
    family.family('role = "children-family-worker"', 'role = "team-manager"')
    family.dressed("alison", "team-change")


@way("signed-with-another-s-key", SIGNED, "wrong-signature")
def _(family, _):
    family.keys["priya"] = family.keys.get("tom")
    family.record("note", "priya")


@way("changed-after-signing", SIGNED, "broken-signature")
def _(family, _):
    signed = family.git("cat-file", "commit", "HEAD")
    said = signed.replace("Workbook-Action: note", "Workbook-Action: extra")
    made = family.git("hash-object", "-t", "commit", "-w", "--stdin", feed=said.encode() + b"\n")
    (family.path / ".git/fsworkbook/seen").unlink()
    family.git("reset", "--quiet", "--hard", made)


# What was taken out


def expunged(family, by="alison", also=b"", **says):
    """Take the note out as the program does; `also` is left out of another record on the way, unsaid."""
    git, private = Git(family.path), family.path / ".git" / "fsworkbook"
    plan = planning.look(git, planning.Target(frozenset({family.records["note"]})))
    before = family.head
    changed = {}
    if also:
        name = family.git("rev-parse", f"HEAD:{family.inside('visit')}")
        changed = {name: family.file("visit").read_bytes().replace(also, b"")}
    cut = plan.cut()
    new = write(git, private, plan.commits, cut._replace(blobs={**cut.blobs, **changed}))
    made = sum(old != now for old, now in new.items())
    stone = Tombstone("another-family", before, new[before], made, 0, plan.records)._replace(**says)
    record = record_of("tombstone", by, family.hour())._replace(head=stone.head(), sections=())
    family.git("reset", "--quiet", "--hard", new[before])
    family.place(record)
    family.dressed(by, "expunge", record.id)


@way("expunged-by-the-wrong-role", ANY, "permission", "tombstone", "trailers")
def _(family, _):
    expunged(family, "priya")


@way("expunged-from-another-history", ANY, "tombstone", "trailers")
def _(family, _):
    expunged(family, new="a" * 40)


@way("expunged-and-still-there", ANY, "tombstone")
def _(family, _):
    before = family.head
    expunged(family, old=family.git("rev-parse", f"{before}~8"))


@way("expunged-and-back", ANY, "tombstone")
def _(family, _):
    path, words = family.file("note"), family.file("note").read_bytes()
    expunged(family)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(words)
    family.record("note", "priya")


@way("expunged-and-more", EARLIER, "tombstone")
def _(family, _):
    expunged(family, also=b" how it was")


@way("expunged-in-the-manager-s-name", SIGNED, "unsigned")
def _(family, _):
    expunged(family)


@way("everything-anew-everywhere", NEVER)
def _(family, _):
    family.again(lambda: family.rewrite("later"))
    (family.path / ".git/fsworkbook/seen").unlink()


@way("untrue-words", NEVER)
def _(family, _):
    family.record("note", "tom", text="I saw Tyler alone today.\n")


@way("never-recorded", NEVER)
def _(_family, _):
    return


@way("read-and-copied", NEVER)
def _(family, place):
    subprocess.run(["cp", "-R", family.path, place / "taken"], check=True)
