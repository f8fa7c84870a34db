"""The pages of a feed, made once for every feed: send a file, look through it, bring it in, undo it."""
