"""The domain: a family, its records and the views over them. Pure: no files, no git, no clock, no terminal."""
