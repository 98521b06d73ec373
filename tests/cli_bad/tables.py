"""Every command that records, with answers that it takes; the tests make them bad one by one."""

from tests.cli_bad.conftest import FAMILY

WAYS = {
    "note": 'text = "x"',
    "event": 'text = "x"\neffect_on_child = "y"\nchildren = ["lily"]\nwhere = "x"',
    "module 3": 'parent = "rosa"\nmeaning = "x"\n[answers]\n"M3.Q02" = "x"',
    "visit": 'start = 2025-04-11T10:00:00+01:00\nsession = "daytime"\nchildren_seen = ["lily"]\nwhere = "home"',
    "consent": 'person = "rosa"\nmatter = "assessment"\nstate = "given"\nwords = "x"',
    "status": 'child = "lily"\nstatus = "s17_cin"\nfrom = 2025-03-01\ndecided_by = "x"\nreason = "x"',
    "rate": 'rating = "red"\nreason = "x"\nchildren = { lily = "amber" }',
    "summary": 'text = "x"',
    "supervision schedule": "planned = 2025-05-24",
    "supervision rearrange": 'to = 2025-04-25\nreason = "crisis"\ndecided_by = "helen"',
    "supervision hold": 'agreed = "red"\ndifferences = "x"\n[attendance]\ntom = "attended"',
    "correct {note}": 'reason = "x"\ntext = "y"',
    "strike {note}": 'reason = "x"',
    "report write 9.1 --assessment PA-R": 'text = "x"',
    "person add": 'name = "Zed Z"\npart = "other"\nborn = 2001-01-01\nfaith = "x"',
    "person change rosa": 'faith = "x"\nborn = 1990-01-01',
    "person relate": 'a = "carl"\nb = "lily"\nkind = "father"',
    "person couple": 'partners = ["rosa", "carl"]\nstatus = "separated"',
    "household add": 'name = "x"\naddress = "y"\nmembers = ["dean"]\nfrom = 2025-01-01',
    "household change h-rosa": 'name = "x"',
    "household move": 'who = ["rosa"]\non = 2025-04-01\nname = "x"\naddress = "y"',
    "order add": 'kind = "restraining order"\nagainst = "dean"\nprotects = ["rosa"]\nfrom = 2025-01-01\nterms = "x"',
    "order change nmo1": "until = 2025-12-01",
    "born bump": 'on = 2025-04-13\nname = "Bo"',
    "team add": 'name = "Al Al"\nrole = "psychologist"\nfrom = 2025-01-01',
    "team change tom": 'agency = "x"',
    "team leave tom": "until = 2025-04-01",
    "cover add": 'role = "team-manager"\nperson = "tom"\nfrom = 2025-04-14\nuntil = 2025-04-20',
    "cover end cover1": "until = 2025-04-10",
    "new-family xx": 'decision = { by = "A", on = 2025-02-20 }\n' + FAMILY,
}
READS = (
    "show",
    "log",
    "module",
    "rag",
    "summary",
    "person",
    "household",
    "order",
    "team",
    "cover",
    "supervision",
    "consent --list",
    "status --list",
    "report --check --assessment PA-R",
)


def who(words):
    return "helen" if words.split()[0] in {"supervision", "team", "cover"} else "priya"


def words_of(words, bad):
    """The words of a command, with the id of the note that is there."""
    return words.format(note=bad.id_of("notes")).split()


def calls(words, bad):
    """A command whose answers come from standard input."""
    return [*words_of(words, bad), "--as", who(words), "--from", "-"]
