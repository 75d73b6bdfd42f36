"""What can be read off an identity card. It fills a form; it proves nothing, for the code on a card is not signed."""
