from shop.tax import tax


def total(items, country):
    net = sum(items)
    return net + tax(net, country)
