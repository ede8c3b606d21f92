"""What is coming: found by looking ahead, and told as text, JSON or a calendar."""
