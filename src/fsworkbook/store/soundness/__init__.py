"""Is a family's folder sound: what is found to be wrong with it, in plain words, and the mend where there is one.

Every check only looks. A mend is a function of its own, safe to run twice; what it replaces is kept aside in
`.git/fsworkbook/aside/<time>/`, never deleted.
"""
