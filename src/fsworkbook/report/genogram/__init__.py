"""The genogram: a family drawn over its generations, from who is who, as on any day (S03, H06, L.30-L.37).

`kindred` is the family as a graph, and `tracing` reads it; `generations`, `ordering` and `placing` say where everybody stands; `strands`, `lanes` and
`outlines` draw the lines between them; `checking` measures the result; `sheets` splits what has no clean layout;
`sketch` makes the drawing; `telling` says the same in words.
"""
