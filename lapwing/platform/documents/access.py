"""Who may ask for a file at all. Whether they get it, the package that owns its purpose answers."""

OPEN = "documents.file.open"
HEAR = "documents.malware.hear"

PERMISSIONS = {
    OPEN: "Open the files of records that one may read; the records' own rules decide which.",
    HEAR: "Be told when malware is found in a file that anybody sent.",
}
