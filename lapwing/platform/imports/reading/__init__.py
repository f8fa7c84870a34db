"""From a file of rows to rows of cells, without Django: in a process apart, since strangers make files."""
