"""Decision tables as values: what a cell means, which rows fire, and what is proven of them."""
