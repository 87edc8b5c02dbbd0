"""How well calls are understood, on labelled lines, beside what else reads them."""
