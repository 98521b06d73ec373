"""`report write`: what stands beside it, numbers that become cites, a text that is written again, what is next."""

import json
import os
import sys
from datetime import UTC, datetime

import pytest

from fsworkbook.report.assessment import assemble
from fsworkbook.store.folder import Author, Change, Folder
from fsworkbook.workbook.citing import marks
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from tests.cli.conftest import Terminal
from tests.report_assembly.making import entry
from tests.report_assembly.test_command import FAMILY

OLD = entry("Ana holds her.", ["M5.Q01"], ["ida"], on="2025-03-02", strength=True)
NEW = entry("Ana shouted.", ["M5.Q01"], ["ida"], on="2025-03-14", worry=True)
ASKED = entry("Is Ida safe?", ["M1.Q11"], ["ida"], on="2025-03-01")


@pytest.fixture
def folder(tmp_path):
    when = datetime(2025, 3, 14, 16, tzinfo=UTC)
    author = Author("sam", "Sam Wells", "sam@example.org", "social-worker")
    records = (OLD, NEW, ASKED)
    change = Change(action="new-family", subject="opened", author=author, now=when, records=records)
    return Folder.create(tmp_path / "load" / "rowan", FAMILY, change)


@pytest.fixture
def env(tmp_path):
    return {
        "FSWORKBOOK_NOW": "2025-05-30T12:00",
        "FSWORKBOOK_CASELOAD": str(tmp_path / "load"),
        "FSWORKBOOK_CONFIG": str(tmp_path / "config"),
        "HOME": str(tmp_path),
    }


@pytest.fixture
def write(folder, env, command):  # noqa: ARG001 - there has to be one
    def call(*words, stdin="", code=0):
        return command("report", *words, "--family", "rowan", "--assessment", "PA-A", stdin=stdin, code=code, env=env)

    return call


@pytest.fixture
def command(tmp_path):
    from tests.running import run  # noqa: PLC0415 - the one place that runs it

    def call(*words, stdin, code, env):
        done = run(words, stdin=stdin, env={**os.environ, **env}, cwd=tmp_path)
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return call


def standing(folder, section):
    records, _ = folder.records()
    return [
        record for record in ledger(records).standing if record.kind == "analysis" and record.word("section") == section
    ]


def test_a_file_names_the_part_and_what_its_numbers_mean(write, folder):
    table = f'section = "9.1"\ntext = "She holds her [2], and shouted [1]."\ncites = ["{NEW.id}", "{OLD.id}"]'
    done = write("write", "--as", "sam", "--from", "-", stdin=table)
    assert "9.1 Basic care is written." in done.stderr
    assert "the next is 4 Purpose of this assessment" in done.stderr
    (record,) = standing(folder, "S09.01")
    found = json.loads(write("trace", "--json").stdout)["data"]
    (stated,) = found["statements"]
    assert stated["rests_on"] == [OLD.id, NEW.id]
    assert [one["id"] for one in found["leaves_out"]] == [ASKED.id]
    again = f'section = "9.1"\ntext = "She holds her."\ncorrects = ["{record.id}"]\ncorrection_reason = "shorter"'
    write("write", "--as", "sam", "--from", "-", stdin=again)
    (now,) = standing(folder, "S09.01")
    assert (now.word("reason"), now.section("account")) == ("shorter", "She holds her.")


STAY = 'section = "15"\ntext = "Stay."\nrecommend = [{{ {} }}]'
FAULTS = {
    'section = "9.1"\ntext = "She [3]."\ncites = ["{id}"]': "text names [3], and cites has 1",
    STAY.format('what = "removal", child = "ida", text = "She is safe."'): "needs needed beside removal: true or false",
    STAY.format('what = "magic", text = "x"'): "takes tables whose what is one of: safety",
    STAY.format('what = "safety", text = "x"'): "needs child beside safety",
    'section = "14.12"\ntext = "Below."\noptions = [{ option = "Stay" }]': "options takes a list of tables",
}


@pytest.mark.parametrize("table", FAULTS)
def test_what_cannot_be_used_is_named_and_nothing_is_written(write, folder, table):
    done = write("write", "--as", "sam", "--from", "-", stdin=table.replace("{id}", OLD.id), code=2)
    assert FAULTS[table] in done.stderr
    assert not standing(folder, "S15")


def test_where_nobody_sits_the_next_part_is_named(write):
    said = " ".join(write("write", "--as", "sam", "--no-input", code=2).stderr.split())
    assert "parts are still to be written; the next is 4 Purpose of this assessment" in said
    assert "fsworkbook report write 4" in said


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a Unix terminal")
def test_it_is_written_by_keys_left_and_taken_up_and_written_again(folder, env, tmp_path):
    words = ["report", "write", "9.1", "--family", "rowan", "--as", "sam", "--assessment", "PA-A"]

    def begin():
        return Terminal([sys.executable, "-m", "fsworkbook", *words], env, str(tmp_path))

    terminal = begin()
    screen = terminal.see("What do we make of it?")
    assert screen.index("What goes well") < screen.index("Ana holds her.") < screen.index("What worries")
    assert "[1] 2 Mar 2025, Sam" in screen
    terminal.see("\n>")
    terminal.type("She shouted once [2, 9].", "\r")
    terminal.see("[9] is none of them. The entries go from 1 to 3.")
    terminal.see("> She shouted once [2, 9].")
    terminal.type("\x03")
    assert terminal.end() == 130
    terminal = begin()
    terminal.see("You left this unfinished")
    terminal.type("\r")
    terminal.see("> She shouted once [2, 9].")
    terminal.type(*["\x7f"] * 5, "].", "\r")
    terminal.see("[2] 14 Mar 2025, Sam: Ana shouted.")
    terminal.type("\r")
    assert terminal.end() == 0
    (record,) = standing(folder, "S09.01")
    assert (record.section("account"), record.names("cites")) == ("She shouted once [1].", (NEW.id,))
    terminal = begin()
    terminal.see("> She shouted once [2].")
    terminal.type(" It passed.", "\r")
    terminal.see("What is different")
    terminal.type("\r")
    terminal.see("Is this right?")
    terminal.type("\r")
    assert terminal.end() == 0
    (now,) = standing(folder, "S09.01")
    assert now.corrects == (record.id,)
    assert (now.section("account"), now.names("cites")) == ("She shouted once [1]. It passed.", (NEW.id,))


def test_the_paper_of_it_cites_what_was_meant(write, folder, practice):
    table = f'section = "9.1"\ntext = "She holds her [1]."\ncites = ["{OLD.id}"]'
    write("write", "--as", "sam", "--from", "-", stdin=table)
    records, _ = folder.records()
    family = read_family(folder.table(), "rowan")
    made = assemble(
        family.assessments["PA-A"], family, practice, ledger(records), datetime(2025, 5, 30, tzinfo=UTC).date()
    )
    (record,) = standing(folder, "S09.01")
    assert marks(record.section("account")) == (1,)
    assert made.sources[OLD.id].number == 2  # the second of the paper, and the first that this text cites
