"""Work in the office: giving out, asking others, giving back, handing over."""
