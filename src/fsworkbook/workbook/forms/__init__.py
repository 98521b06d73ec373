"""Forms: what each kind of record asks for, checked and made into a `Record`; the keys of every `--from`."""
