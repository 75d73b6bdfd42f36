"""The catalogue doctor: contradictions in what is published, for a person to settle. It changes nothing."""
