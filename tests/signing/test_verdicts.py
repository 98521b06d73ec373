"""What a signature is worth, with real keys and real git: good, missing, broken, wrong, revoked, unknown."""

import subprocess
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.errors import BadInput
from fsworkbook.store.git import Git
from fsworkbook.store.signatures import seals
from fsworkbook.workbook.signers import Keys, Past, PublicKey, Seal, judge
from tests.signing.test_keys import RED, keygen

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 42 + "B"


def resign(desks, key):
    """Make the last commit again, signed with another key, or with none."""
    text = desks.git("cat-file", "commit", "HEAD")
    tree, parent = (line.split()[1] for line in text.splitlines()[:2])
    who = desks.git("log", "-1", "--format=%an%n%ae%n%at").split("\n")
    config = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}") if key else ()
    date_ = f"@{who[2]} +0000"
    made = subprocess.run(
        ["git", *config, "commit-tree", tree, "-p", parent, *(["-S"] if key else [])],
        input=desks.git("log", "-1", "--format=%B").rstrip("\n") + "\n",
        env={
            "PATH": "/usr/bin:/bin:/usr/local/bin",
            **{f"GIT_{one}_NAME": who[0] for one in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{one}_EMAIL": who[1] for one in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{one}_DATE": date_ for one in ("AUTHOR", "COMMITTER")},
        },
        cwd=desks.path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.strip()
    desks.git("update-ref", "HEAD", made)


def alter(desks):
    """Change what the last commit says, and keep its signature."""
    text = desks.git("cat-file", "commit", "HEAD").replace("supervision approved", "supervision  approved")
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        input=text,
        cwd=desks.path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.strip()
    desks.git("update-ref", "HEAD", made)


@pytest.mark.parametrize(
    ("what", "kind"),
    [("missing", "unsigned"), ("wrong", "wrong-signature"), ("unknown", "unknown-signature"),
     ("broken", "broken-signature")],
)  # fmt: skip
def test_a_forged_approval_is_told_apart(waiting, what, kind):
    waiting.approve()
    assert waiting.verdicts() == []
    if what == "broken":
        alter(waiting)
    elif what == "wrong":
        resign(waiting, waiting.home("sam") / "signing-key.pub")
    elif what == "unknown":
        resign(waiting, keygen(waiting.folder / "thief"))
    else:
        resign(waiting, None)
    assert [found for found, _ in waiting.verdicts()] == [kind]


def test_a_replaced_key_counts_until_then_and_no_longer(signing):
    signing.run("rate", who="sam", table=RED)
    keygen(signing.home("sam") / "newer")
    old = (signing.home("sam") / "settings.toml").read_text()
    signing.setup("sam", "--signing-key", str(signing.home("sam") / "newer"))
    signing.run("team", "change", "sam", "--signing-key", signing.line("sam"))
    signing.run("rate", who="sam", at="2025-03-11T12:00", table=RED)
    assert signing.verdicts() == []
    (signing.home("sam") / "settings.toml").write_text(old)
    signing.run("rate", who="sam", at="2025-03-12T12:00", table=RED)
    assert signing.verdicts() == [("revoked-signature", "rating")]


def test_a_lost_key_counts_no_more_from_that_day_on_wherever_it_stands(signing):
    for day in (11, 12, 13):
        signing.run("rate", who="sam", at=f"2025-03-{day}T12:00", table=RED)
    signing.run("team", "change", "sam", "--lost", "2025-03-12", at="2025-03-14T12:00")
    assert signing.verdicts() == [("revoked-signature", "rating")] * 2


def test_who_signs_before_the_manager_has_the_key_is_not_named(desks):
    desks.setup("sam", "--signing-key", "new")
    desks.run("rate", who="sam", table=RED)
    desks.run("team", "change", "sam", "--signing-key", desks.line("sam"))
    desks.run("rate", who="sam", at="2025-03-11T12:00", table=RED)
    assert desks.verdicts() == []


def test_a_key_or_a_policy_that_somebody_else_set_does_not_count(waiting):
    """An edit by hand is nobody's signature: the key in it is not the manager's word."""
    thief = keygen(waiting.folder / "thief")
    line = " ".join(thief.with_suffix(".pub").read_text().split()[:2])
    file = waiting.path / "family.toml"
    file.write_text(
        file.read_text().replace(waiting.line("mia"), line).replace('signed = "approvals"', 'signed = "none"')
    )
    waiting.run("note", who="sam", table='text = "She rang."\n')
    waiting.approve()
    resign(waiting, thief)
    kinds = [kind for kind, _ in waiting.verdicts()]
    assert "unknown-signature" in kinds


def test_what_looks_like_a_signature_and_is_none_does_not_keep_the_others_from_being_checked(waiting):
    waiting.approve()
    good = waiting.git("rev-parse", "HEAD").strip()
    text = waiting.git("cat-file", "commit", "HEAD")
    start, end = text.index("gpgsig "), text.index(" -----END SSH SIGNATURE-----")
    made = {}
    for name, put in {
        "garbage": "gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n",
        "other": "gpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n",
        "odd": "gpgsig something\n AAAA\n",
    }.items():
        forged = text[:start] + put + text[end:]
        made[name] = subprocess.run(
            ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
            input=forged, cwd=waiting.path, capture_output=True, encoding="utf-8", check=True,
        ).stdout.strip()  # fmt: skip
    found = seals(Git(waiting.path), [good, *made.values()])
    assert found[good].state == "sound"
    assert [found[made[name]].state for name in made] == ["broken", "other", "other"]


def test_many_are_checked_in_one_go_as_git_checks_each(signing):
    for day in range(1, 11):
        signing.run("rate", who="sam" if day % 2 else "tia", at=f"2025-03-{day:02}T12:00", table=RED) if day % 2 else (
            signing.setup("tia"),
            signing.run("rate", who="tia", at=f"2025-03-{day:02}T12:00", table=RED),
        )
    oids = signing.git("rev-list", "HEAD").split()
    told = []
    found = seals(Git(signing.path), oids, lambda done, everything: told.append((done, everything)))
    allowed = signing.folder / "allowed"
    allowed.write_text(f"* {signing.line('sam')}\n* {signing.line('mia')}\n")
    letters = signing.git("-c", f"gpg.ssh.allowedSignersFile={allowed}", "log", "--format=%H %G?").split()
    letter = dict(zip(letters[::2], letters[1::2], strict=True))
    assert {oid: {"sound": "G", "none": "N"}[seal.state] for oid, seal in found.items()} == letter
    signed = sum(seal.state == "sound" for seal in found.values())
    assert told[0] == (0, signed)
    assert told[-1] == (signed, signed)


MEMBERS = st.sampled_from(["ann", "ben", "cas"])
PRINTS = st.sampled_from(["SHA256:a", "SHA256:b", "SHA256:c", ""])
DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 9))
HELD = st.dictionaries(PRINTS.filter(bool), st.frozensets(MEMBERS, min_size=1), max_size=3)
LOST = st.dictionaries(PRINTS.filter(bool), DAYS, max_size=2)


@given(PRINTS, MEMBERS, DAYS, st.builds(Keys, HELD, LOST, HELD), st.builds(Past, HELD, LOST))
def test_good_is_only_what_the_authors_own_key_signed_while_it_counted(key, author, day, then, past):
    found = judge(Seal("sound", key), author, day, then, past)
    lost = [keys.lost[key] for keys in (then, past) if key in keys.lost]
    holds = author in then.held.get(key, ())
    assert (found.word == "good") == (holds and not any(day >= first for first in lost))
    assert found.word != "wrong" or (found.holder and found.holder != author)
    assert judge(Seal("none"), author, day, then, past).word == "missing"
    assert judge(Seal("broken", key), author, day, then, past).word == "broken"


@given(st.text(max_size=200))
def test_no_text_is_a_key_by_chance_and_no_text_breaks_the_reading(text):
    with pytest.raises(BadInput):
        PublicKey.of(f"{text} {text}")
    row = {"key": "ann", "signing_key": text, "revoked_keys": [{"key": text, "from": text}, text]}
    keys = Keys.of({"team": [row, text], "policy": {"signed": text}})
    assert (keys.held, keys.lost, keys.signed) == ({}, {}, "none")


def test_a_key_is_read_as_ssh_keygen_reads_it(tmp_path):
    for kind, bits in (("ed25519", "256"), ("ecdsa", "384"), ("rsa", "2048")):
        path = tmp_path / kind
        subprocess.run(["ssh-keygen", "-q", "-t", kind, "-b", bits, "-N", "", "-f", path], check=True)
        public = path.with_suffix(".pub")
        told = subprocess.run(["ssh-keygen", "-l", "-f", public], capture_output=True, encoding="utf-8", check=True)
        key = PublicKey.of(public.read_text())
        assert key.fingerprint == told.stdout.split()[1]
        assert PublicKey.of(key.line) == key._replace(remark="")
