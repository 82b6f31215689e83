"""What editing programs show while people type: JSON Schema, made from the models and from reading/lines.yaml."""
