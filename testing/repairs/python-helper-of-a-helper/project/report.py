from layout import row


def report(rows):
    return "\n".join(row(cells) for cells in rows)
