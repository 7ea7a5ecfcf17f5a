"""Large lists imported: how long it takes and how much memory, beside plain readers."""
