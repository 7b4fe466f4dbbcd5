WIDTH = 4


def pad(cell):
    return str(cell).rjust(WIDTH)
