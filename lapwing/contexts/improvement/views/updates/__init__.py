"""Where updates are written, read, checked and signed off."""
