"""The pages of public versions: those inside, and those that everybody reads."""
