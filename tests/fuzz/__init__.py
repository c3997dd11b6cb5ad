"""Generated inputs thrown at everything that reads what people type and send: `make fuzz`.

No reader may raise anything but its own refusal, and each refusal is a sentence that somebody can act on.
"""
