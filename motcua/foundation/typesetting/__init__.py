"""From facts to a PDF that archives keep and screen readers read. What a paper says and looks like is its maker's."""
