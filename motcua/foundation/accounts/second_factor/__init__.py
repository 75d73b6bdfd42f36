"""What an officer shows besides her password: a code of her telephone, a passkey, or a code kept for a bad day."""
