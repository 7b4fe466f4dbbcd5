from cells import pad


def row(cells):
    return "|".join(pad(cell) for cell in cells)
