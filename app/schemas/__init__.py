"""JSON Schemas, one per module, and the parts they share."""
