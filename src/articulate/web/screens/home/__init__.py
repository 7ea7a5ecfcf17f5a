"""Where one begins: what one may do here; and the page of a problem's code."""
