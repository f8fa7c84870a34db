"""Makes a plan into a document that people read, print and edit: Word, PDF and Excel.

Pure: from ``interchange.Plan`` to bytes. What is printed is all there is (nothing hidden, nothing in the
metadata), in one notation (``notation``) and under one set of titles (``forms``), which ``reading.own`` reads
back: an edit made in Word or Excel comes back as that edit.
"""
