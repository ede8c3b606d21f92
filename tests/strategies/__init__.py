"""Strategies that draw contracts and the stories told about them."""
