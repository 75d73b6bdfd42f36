"""Finding a procedure by what people type: words of the counter and of the kitchen, with and without marks, codes."""
