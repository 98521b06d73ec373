"""The genogram: a family drawn over its generations, from who is who, as on any day (S03, H06, L.30-L.37).

`kindred` is the family as a graph, which `tracing` reads; `generations`, `ordering` and `placing` say where everybody
stands; `strands`, `lanes`, `joining`, `wiring` and `homes` draw the lines between them; `checking` measures the result;
`sheets` splits what has no clean layout; `sketch` and `legend` make the drawing; `telling` says the same in words.
"""
