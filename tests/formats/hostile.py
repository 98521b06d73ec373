"""What somebody might type, or paste, to make a paper do something: run, read, fetch, hide, or fall to pieces.

`CANARY` is the name of a file whose words must not turn up in any paper, and `SECRET` those words.
"""

CANARY = "canary.txt"
SECRET = "quicksilver-7731"  # noqa: S105 - the canary

TYPST = [
    '#eval("1 + 1") #panic("stop")',
    f'#read("{CANARY}")',
    '#read("/etc/passwd")',
    f'#include "{CANARY}"',
    '#import "@preview/example:1.0.0": *',
    f'#image("{CANARY}")',
    "#let x = 3; #x #{1 + 1} #[a] #(a: 1)",
    "$ x^2 $ $sum_(i=0)^n$ \\ \\u{41}",
    "= Heading <label> @label // remark /* another */",
    "#set text(size: 90pt) #show: it => [] #pagebreak()",
    '#sys.inputs.doc #metadata("x") #context here()',
    "*b* _i_ `raw` ```typ #1``` ~ -- --- ... '\"",
]
HTML = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    f'<iframe src="{CANARY}"></iframe><object data="{CANARY}"></object>',
    '"><svg onload=alert(1)><desc>',
    "</title></style></script></textarea><b>out",
    "</p></td></table></figure></main></body></html>after",
    "<!-- a remark --> <!DOCTYPE x> <?php echo 1 ?> <![CDATA[ y ]]>",
    '<a href="javascript:alert(1)">here</a>',
    "&lt;b&gt; &amp;amp; &#x3c;i&#62; &nosuch; &copy",
    '<style>*{display:none}</style><link rel=stylesheet href="http://a.example/x">',
    "<meta http-equiv=refresh content='0;url=http://a.example'><base href='http://a.example'>",
    "' onmouseover='alert(1) \" style=\"color:red",
    "<noscript><plaintext><xmp><template><math><mi//xlink:href>",
    '"; } body { display: none } @import "http://a.example"; x { y: "',
    "\\22 \\3c /style> */ } @page { @top-left { content: url(http://a.example) } }",
]
MARKDOWN = [
    f"![a picture]({CANARY} 'title') [link](javascript:alert(1))",
    "[a]: http://b.example 'c'",
    "# heading\n\n- item\n\n> quote\n\n```\nfence",
    "| a | b |\n| --- | --- |\n| c | d |",
    "***bold*** __under__ ~~struck~~ `code` ``two` ``",
    "- [ ] task\n1986. A great year\n99999999999) far\n+ plus",
    "Line over dashes\n---\n***\n===\n    indented\n\ttabbed",
    "<http://auto.example> www.plain.example kerry@example.org [^1] :smile: \\",
    "---\ntitle: front\n---\n{{ jinja }} {% if %} ${ template } <%= erb %>",
    "a\\\nb  \nc\\*d\\_e\\\\f\\`g",
]
TOML = [
    'key = "value" # remark',
    '"""\nthree\n"""',
    "[[person]]\nkey = 'x'",
    "+++\ntext = '''x'''\n+++",
    "## text\n\n## account\n\n<!-- section -->",
    "\\u0041\\n\\t\\\\ \\x41 \"quoted\" 'single'",
]
SHELL = [
    f"$(cat {CANARY}) `cat {CANARY}`",
    "; rm -rf ~ && :(){ :|:& };:",
    "| tee /etc/passwd > /dev/null 2>&1 < /etc/shadow",
    "${HOME} $PATH %USERPROFILE% !! ~root %n %s %x",
    "--output=/etc/passwd -o x --",
    "../../../../etc/passwd C:\\Windows\\System32 \\\\server\\share file:///etc/passwd",
]
TERMINAL = [
    "red \x1b[31malert\x1b[0m \x1b]0;title\x07 \x1b]8;;http://a.example\x1b\\here",
    "c1 \x9b31m \x90q\x9c \x85next",
    "bell\x07 null\x00 back\x08space delete\x7f feed\x0c tab\x0bend",
    "over\rwritten line\u2028 and paragraph\u2029 separators",
    "[/oops] [bold]markup[/] [link=http://a.example]x[/link]",
]
UNICODE = [
    "turned \u202eround\u202c and \u2066isolated\u2069 with \u200emarks\u200f and \u061cmore",
    "\ufeffmark of order \U000e0041\U000e0042tags \ufff9note\ufffaed\ufffb",
    "zero\u200bwidth\u200cjoin\u200ders\u2060word soft\u00adhyphen",
    "lone \ud800 surrogate \udfff halves",
    "private \ue000 use \uffff none \U0010ffff last \U0001f9ff new",
    "combining e" + "\u0301" * 40 + " \u0591\u0301 a\u20e3 \u034f",
    "emoji 🙂 👨\u200d👩\u200d👧 🇬🇧 1\ufe0f\u20e3 ❤\ufe0f",
    "scripts 漢字かな 한국어 বাংলা ਪੰਜਾਬੀ አማርኛ ไทย தமிழ் עברית عربي Ελλάδα Україна",
    "mixed \u200fשלום hello\u200f עולם world (x) [y] 123 عربي 456",
    "x" * 300,
    "عربي" * 40,
    "Zalgo t̷̨͇̄e̸̗͋x̶̱̾t̴̰̍ and ﷽ ligature ﬁne",
]
OFFICE = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://a.example","x") @SUM(1) +1 -1',
    f'{{ INCLUDETEXT "{CANARY}" }} {{ DDEAUTO c:\\\\x }}',
    "<w:t>x</w:t></w:r></w:p><w:instrText>DATE</w:instrText>",
    "]]> <?xml version='1.0'?> <!ENTITY x SYSTEM 'file:///etc/passwd'> &x;",
    "(paren) /Type /Action /S /JavaScript /JS (app.alert(1)) endobj stream",
]

STRINGS = [*TYPST, *HTML, *MARKDOWN, *TOML, *SHELL, *TERMINAL, *OFFICE, *UNICODE]
BATCHES = {"markup": [*TYPST, *HTML], "files": [*MARKDOWN, *TOML, *SHELL, *TERMINAL, *OFFICE], "letters": UNICODE}
