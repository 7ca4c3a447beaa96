# Reports that somebody else wrote, while they are read (crates/reports/src/source.rs).

refusal-source-empty = "{ $name }" is empty. Ask for the file again.
refusal-source-too-large = "{ $name }" is larger than { $limit } MB. Save it without photos, or with smaller ones, and try again.
refusal-source-of-another-kind = "{ $name }" is no report that can be read here{ $kind ->
        [unknown] {". It is neither DOCX nor PDF nor text"}
       *[other] {": it is a file of the kind "}{ $kind }
    }. Open it in the program that it comes from, save it as DOCX or PDF and try again.
refusal-source-locked = "{ $name }" is protected with a password. Open it, take the password away and save it.
refusal-source-damaged = "{ $name }" is damaged or only a part of the file: nothing in it can be read. Ask for the file again.
refusal-source-scanned = "{ $name }" is a scan: its pages are pictures without text. Ask for the file that was printed, or let a program recognise the text first.
finding-source-cut = The file is longer than what is read: the first { $read } are read, the rest is not.
    .todo = Divide the file and look at its parts one by one.
finding-text-encodings-mixed = Some lines are written in another encoding than the rest.
    .todo = Open the file in an editor, look at the letters and save it as UTF-8.
finding-docx-changes-open = The document has { $n } changes that nobody has accepted or rejected; it is read as if all were accepted.
    .todo = Open the document, accept or reject all changes and send it again.
finding-docx-part-missing = Part "{ $part }" of the file cannot be read; what stands in it is missing.
    .todo = Open the document in Word or LibreOffice, save it again and try once more.
finding-pdf-page-scanned = { $n ->
        [one] A page has
       *[other] { $n } pages have
    } pictures and no text; what stands there is not read: { $pages }.
    .todo = Ask for the file that was printed.
finding-pdf-letters-unknown = { $n } letters cannot be read, because their fonts do not say which letters they are.
    .todo = Ask for the file that the PDF was made from.
finding-pdf-damaged = The file is damaged in { $n } places; what stands there is missing.
    .todo = Ask for the file again.
