"""Ways in which a file of a family's can be damaged: by an editor, a disk, a sync service, or somebody hostile."""

import random
import re

KEYS = ("format", "kind", "on", "recorded", "by", "about", "children", "corrects", "strikes", "questions", "rating",
        "reason", "assessment", "where", "not_applicable", "restricted", "meeting", "step", "start", "module",
        "reference", "surname", "opened", "decision", "training", "practice", "policy", "person", "relation", "couple",
        "household", "assessment", "order", "team", "cover", "key", "name", "part", "born", "due", "died", "a", "b",
        "partners", "members", "parents", "protects", "against", "role", "person", "from", "until", "known_as",
        "works_with", "email", "signing_key", "gender", "status", "responsibility", "address", "terms")  # fmt: skip
VALUES = (
    '""', '"x"', '"../../x"', '"/x"', '"CON"', '"\\u0000"', '"\\u001b[31m"', '"' + "x" * 3000 + '"', "''", '"""\nx\n"""',  # noqa: E501
    "0", "-1", "1", "2", "9223372036854775808", "1" * 400, "9" * 5000, "0x" + "f" * 5000, "1_000", "1e400", "-inf",
    "nan", "0.1", "true", "false", "2025-03-04", "0001-01-01", "9999-12-31", "2025-02-30", "2025-13-01",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2025-03-04T15:30:12Z", "2025-03-04T15:30:12",
    "2025-03-04T15:30:12.999999999999Z", "2025-03-04T24:00:00Z", "2025-03-04T15:30:12+99:99", "15:30:12", "25:00:00",
    "[]", "{}", "[[]]", "[{}]", "[1, 2]", '["x", "x"]', '["nobody"]', "{ x = 1 }", '[{ key = "x" }]', "{ a.b.c = 1 }",
    "[" * 60 + "]" * 60, "[" * 5000, "[" * 3000 + "]" * 3000, "{a=" * 300 + "1" + "}" * 300, "[" + "1," * 5000 + "]",
    "\U0001f984", "\ud7ff", "=", "]", "}", '"', "'", '"\\', "\\", "inf-", "2025-", "+", "_",
)  # fmt: skip
LINES = ("[[person]]", "[person]", "[[team]]", "[team]", "[[x]]", "[x.y.z]", "[[person.x]]", "[", "]]", "<<<<<<< HEAD",
         "=======", ">>>>>>> theirs", "+++", "\x00", "\t", "#", "a" + ".a" * 400 + " = 1", "[" + "a." * 3000 + "a]",
         "\x1b[2J", "\u202e", '"" = 1', "'' = ''", '"a\\nb" = 1', "a = 1\na = 2", "a = {}\na.b = 1", "\r", "\x85",
         '[[person]]\nkey = "../x"\nname = "x"\npart = "parent"', "[[person]]\nkey = 1\nname = 2\npart = 3",
         '[[team]]\nkey = "NUL"\nname = "\\t"\nrole = "x"', "[[cover]]", '[[cover]]\nrole = ["x"]\nperson = {}',
         '[[relation]]\nkey = "r"\na = "rosa"\nb = "rosa"\nkind = []',
         '[[assessment]]\nkey = ""\nparents = [[]]\nchildren = 1')  # fmt: skip


def _bits(dice, data):
    spoilt = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        if spoilt:
            spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def _cut(dice, data):
    one, two = sorted((dice.randint(0, len(data)), dice.randint(0, len(data))))
    return dice.choice((data[:one], data[one:], data[:one] + data[two:], data[:one] + b"\0" * (two - one) + data[two:]))


def _recoded(dice, data):
    text = data.decode("utf-8", errors="replace")
    coding = dice.choice(("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "cp037", "utf-7"))
    return (text + "\u00e9").encode(coding, errors="replace")


def _valued(dice, data):
    """Another value, of whatever type, in the place of one that is there, or for a key that is not."""
    lines = data.decode("utf-8", errors="surrogateescape").split("\n")
    keyed = [at for at, line in enumerate(lines) if re.match(r"[\w-]+ *=", line)]
    value = dice.choice(VALUES)
    if keyed and dice.random() < 0.8:
        at = dice.choice(keyed)
        lines[at] = f"{lines[at].partition('=')[0]}= {value}"
    else:
        lines.insert(dice.choice([*keyed, 0]), f"{dice.choice(KEYS)} = {value}")
    return "\n".join(lines).encode("utf-8", errors="surrogateescape")


def _lined(dice, data):
    """A line too many, one too few, one twice, two that have changed places."""
    lines = data.decode("utf-8", errors="surrogateescape").split("\n")
    one, two = dice.randrange(len(lines)), dice.randrange(len(lines))
    way = dice.randrange(4)
    if way == 0:
        lines.insert(one, dice.choice(LINES))
    elif way == 1:
        del lines[one]
    elif way == 2:
        lines.insert(two, lines[one])
    else:
        lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines).encode("utf-8", errors="surrogateescape")


def _ended(dice, data):
    return data.replace(b"\n", dice.choice((b"\r\n", b"\r", b"\n\n", b"", b"\x0b", b"\xe2\x80\xa8", b" \n")))


def _swollen(dice, data):
    piece = dice.choice((b"x = 1\n", b'[[person]]\nkey = "p"\n', b"\n", b"[[x]]\n", b"\xff", b"# x\n", b"[x.y]\n"))
    return data + piece * dice.choice((1, 100, 2000))


_WAYS = (_bits, _bits, _cut, _recoded, _valued, _valued, _valued, _valued, _lined, _lined, _ended, _swollen)


def mutated(seed, data):
    """Return a file's bytes damaged in one to three ways, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - the same dice every time
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        data = dice.choice(_WAYS)(dice, data)
    return data
