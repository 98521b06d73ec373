"""What the audit makes of signatures: the keys as they count at the parent, and where the family asks for one."""

import shutil

import pytest

from fsworkbook.store import signatures
from tests.audit.family import Carricks


@pytest.fixture
def asked(tmp_path, keys):
    """A family that asks for signatures under approvals and changes of the team, where nobody else signs."""
    lines = tuple((who, line) for who, (_, line) in keys.items())
    return Carricks.found(tmp_path / "carrick", policy="approvals", keys=lines, key=keys["alison"][0])


def approve(family):
    meeting = family.record("supervision", "ruth", step="scheduled")
    family.record("supervision", "ruth", step="minutes", meeting=meeting)
    return family.record("supervision", "alison", step="approved", meeting=meeting)


def test_only_what_decides_needs_a_signature(asked, keys):
    asked.record("note", "tom")
    assert not asked.findings()
    approved = approve(asked)
    (found,) = asked.findings()
    assert (found.kind, found.record, found.person) == ("unsigned", "", "alison")
    assert approved in asked.git("show", "--format=%B", found.commit)
    asked.keys["alison"] = keys["alison"][0]
    approve(asked)
    assert len(asked.findings()) == 1


def test_a_change_of_the_team_needs_one_too(asked):
    asked.record("", "alison", action="team-change", family=asked.text.replace("recovery", "x").replace("psych", "y"))
    row = '\n[[cover]]\nrole = "psychologist"\nperson = "leanne"\n'
    asked.record("", "alison", action="cover-add", family=asked.text + row)
    assert [item.kind for item in asked.findings()] == ["unsigned"]


def test_a_key_that_nobody_has(signed, keys, tmp_path):
    strange = tmp_path / "strange"
    signatures.make_key(strange, "")
    signed.keys["tom"] = strange.with_suffix(".pub")
    signed.record("note", "tom")
    assert [(item.kind, item.person) for item in signed.findings()] == [("unknown-signature", "tom")]
    assert keys["tom"][1] in signed.text


def test_a_key_that_was_lost(signed, keys):
    mail = 'email = "tom@example.org"\n'
    lost = f'{mail}revoked_keys = [{{ key = "{keys["tom"][1]}", from = 2020-01-01 }}]\n'
    signed.record("", "alison", action="team-change", family=signed.text.replace(mail, lost))
    signed.record("note", "tom")
    found = [item for item in signed.findings() if item.person == "tom"]
    assert {item.kind for item in found} == {"revoked-signature"}
    assert signed.head in {item.commit for item in found}


def test_without_openssh_it_says_so(signed, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert [item.kind for item in signed.findings()] == ["unchecked-signature"]
