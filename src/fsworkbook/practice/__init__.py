"""The practice model: what `templates/` says, read into typed and checked objects. Knows no other part."""
