"""How the embedded translator is made: data, tokenizer, training, export, evaluation. See training/README.md."""
