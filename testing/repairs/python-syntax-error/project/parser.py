def parse(text):
    if not text
        return None
    return text.split(",")
