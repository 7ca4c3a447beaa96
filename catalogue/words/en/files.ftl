### Files that are opened and saved.

refusal-file-lost = The file "{ $name }" is recorded, but it is not in the store. Attach it again or bring it back from a backup.
