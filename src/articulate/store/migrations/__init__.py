"""How the store's tables came to be: one module in `versions` for each change."""
