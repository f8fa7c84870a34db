"""Who may ask for a file at all. Whether they get it, the package that owns its purpose answers."""

OPEN = "documents.file.open"

PERMISSIONS = {
    OPEN: "Open the files of records that one may read; the records' own rules decide which.",
}
